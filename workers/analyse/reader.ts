import type { Probe } from '../identify/probe.ts';
import type { Scope } from './scope.ts';

/** Takes one format apart: states facts, claims bytes and opens what is inside. Never throws for what the bytes say. */
export type Reader = (scope: Scope, probe: Probe, inspect: Inspect) => Promise<void>;

/** Identifies and reads a scope, accounts for its bytes and closes it: how a container hands over a member. */
export type Inspect = (scope: Scope) => Promise<void>;
