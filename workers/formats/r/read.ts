import type { Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { data, prose, type Prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';
import { type Header, headerOf } from './header.ts';
import { Input } from './input.ts';
import { Judge } from './judge.ts';
import type { Item } from './node.ts';
import { TYPE, typeName } from './types.ts';
import { Walk } from './walk.ts';

/** R's serialization: every item is walked by, numbers are passed over, nothing is evaluated. */
export const readR: Reader = async (scope, { head }) => {
  const header = headerOf(head);
  if (header === null) return;
  const input = new Input(scope.source, header.at, header.encoding, header.littleEndian);
  await readVersions(scope, header, input);
  const judge = new Judge(scope);
  const walked = await new Walk(input, (seen) => judge.see(seen)).run(header.isWorkspace);
  judge.close();
  if (walked.root !== null) stateContents(scope, header, walked.root);
  scope.claim({ offset: 0, length: walked.at }, 'structure', 'R objects');
  if (walked.why !== null)
    scope.problem('malformed', walked.at, scope.source.size - walked.at, prose`${walked.why} at byte ${walked.at}.`);
  if (walked.forgotten > 0)
    scope.problem('limit', 0, scope.source.size, prose`${walked.forgotten} more names were not kept.`);
  // Words of text end with a line.
  if (header.encoding === 'ascii' && walked.why === null) await claimLineEnd(scope, walked.at);
};

/** Format, writer and reader versions; from version 3 on the writer's character encoding. */
async function readVersions(scope: Scope, { version, at, isWorkspace }: Header, input: Input): Promise<void> {
  const wait = input.ready();
  if (wait !== null) await wait;
  input.integer();
  const [writer, reader] = [input.integer(), input.integer()];
  const length = version === 2 ? NaN : input.integer();
  // R gives up on a longer name (R_CODESET_MAX).
  const encoding = length >= 0 && length <= 63 ? await input.text(length, 63) : null;
  const about: Prose = prose`version ${version}, written by R ${release(writer)}, for R ${release(reader)} and later`;
  const tell = (key: string, value: Prose): void =>
    scope.state({ kind: 'metadata', at: placeIn(scope.source, 0, at + 12), key, type: 'header', value });
  tell(isWorkspace ? 'R workspace' : 'R object', about);
  if (encoding !== null && encoding !== '') tell('native encoding', prose`${data(encoding, 64)}`);
}

function release(packed: number): string {
  return [packed >> 16, (packed >> 8) & 255, packed & 255].map((part) => part.toString()).join('.');
}

function stateContents(scope: Scope, { isWorkspace }: Header, root: Item): void {
  const about = (item: Item): Prose => {
    const size: Prose = item.length > 0 && item.type !== TYPE.char ? prose` of ${item.length}` : [];
    const named: Prose = item.text === null || item.type === TYPE.symbol ? [] : prose`, class ${data(item.text, 120)}`;
    return prose`${typeName(item.type)}${size}${named}`;
  };
  const tell = (key: string, item: Item): void =>
    scope.state({ kind: 'metadata', at: placeIn(scope.source, item.at, 4), key, type: 'object', value: about(item) });
  if (!isWorkspace) {
    tell('object', root);
    return;
  }
  for (const part of root.parts) tell(part.tag ?? '?', part);
}

/** One line end, and another where the last text is empty. */
async function claimLineEnd(scope: Scope, at: number): Promise<void> {
  const length = scope.source.size - at;
  if (length < 1 || length > 2) return;
  const isBlank = (await scope.source.read(at, length)).every((byte) => byte === 0x0a);
  if (isBlank) scope.claim({ offset: at, length }, 'structure', 'R objects');
}
