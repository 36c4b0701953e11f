/** What views know of the worker: the calls of one open document. Every answer is a Result; nothing here rejects. */
import type { EngineApi, EngineError, OpenFile, Progress, Result } from '../../workers/protocol.ts';
import type { Digests } from '../../workers/report/compare/digests.ts';
import type { Report } from '../../workers/report/schema.ts';

/** The table calls of the protocol, as they are. */
export type Tables = Pick<
  EngineApi,
  | 'opcodes'
  | 'step'
  | 'stepAt'
  | 'rowsAt'
  | 'findStep'
  | 'profile'
  | 'source'
  | 'sourceRows'
  | 'sourceLines'
  | 'sourceAt'
  | 'tensors'
  | 'bytes'
>;

export interface Engine extends Tables {
  readonly inspect: (file: OpenFile, progress: (p: Progress) => void) => Promise<Result<Report>>;
  readonly part: EngineApi['part'];
  readonly compare: EngineApi['compare'];
  readonly hub: EngineApi['hub'];
  readonly listed: EngineApi['listed'];
  readonly digest: (progress: (p: Progress) => void) => Promise<Result<Digests>>;
  readonly hash: (progress: (p: Progress) => void) => Promise<Result<string>>;
  /** Ends the worker. Every pending and later call answers with the error given, `cancelled` by default. */
  readonly end: (error?: EngineError) => void;
}
