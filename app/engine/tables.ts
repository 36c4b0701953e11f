import type { Result } from '../../workers/protocol.ts';
import type { Engine, Tables } from './engine.ts';

/** Runs a call in the worker that holds a document. */
export type InWorker = <T>(run: (engine: Engine) => Promise<Result<T>>) => Promise<Result<T>>;

/** The table calls of one document, each run where the document is. */
export function tablesOf(call: InWorker): Tables {
  return {
    opcodes: (...a) => call((e) => e.opcodes(...a)),
    step: (...a) => call((e) => e.step(...a)),
    stepAt: (...a) => call((e) => e.stepAt(...a)),
    rowsAt: (...a) => call((e) => e.rowsAt(...a)),
    findStep: (...a) => call((e) => e.findStep(...a)),
    profile: (...a) => call((e) => e.profile(...a)),
    source: (...a) => call((e) => e.source(...a)),
    sourceRows: (...a) => call((e) => e.sourceRows(...a)),
    sourceLines: (...a) => call((e) => e.sourceLines(...a)),
    sourceAt: (...a) => call((e) => e.sourceAt(...a)),
    tensors: (...a) => call((e) => e.tensors(...a)),
    bytes: (...a) => call((e) => e.bytes(...a)),
  };
}
