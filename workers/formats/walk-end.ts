import type { Scope } from '../analyse/scope.ts';
import type { Walked } from '../lang/protobuf/walk.ts';
import { prose } from '../report/prose.ts';

/** States what of a model was not walked, if anything. */
export function stateEnd(scope: Scope, { end, at }: Walked): void {
  const left = scope.source.size - at;
  if (end === 'limit') scope.problem('limit', at, left, prose`Only the first fields of the model were walked.`);
  if (end === 'broken') scope.problem('malformed', at, left, prose`The model breaks off: no field stands here.`);
}
