import type { Code } from './program.ts';

/** What is done, the program that does it (protocol 4, without STOP), the least severity, and a text a finding must show. */
export type Evasion = readonly [what: string, program: Code, least: 'critical' | 'high', says: string];
