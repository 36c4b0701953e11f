import { carvePassed } from '../../analyse/carve.ts';
import type { Inspect } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import type { JsonDocument } from '../../lang/json/document.ts';
import { prose } from '../../report/prose.ts';
import { Base64Source, fromBase64 } from '../../source/base64-source.ts';

/** How ZIP, a pickle of protocols 2 to 5, gzip, ELF, 7z and PE begin in Base64. */
const BEGINS = /^(?:UEsDB|gA[IJKLMNOPQRSTUV][A-Za-z0-9+/]|H4sI|f0VMRg|N3q8ry|TV[oqpr][A-Za-z0-9+/]{2})/;
/** Before the digits, in what pages and notebooks hold. */
const ADDRESS = /^data:[^,]{0,200};base64,/;
/** Shorter texts hold no program of any use. */
const SHORTEST = 40;
/** Texts of one document that are opened. */
const MOST = 64;

/** Programs and archives that a JSON keeps as texts in Base64: opened as what they are, found where their digits stand. */
export async function openEncoded(scope: Scope, json: JsonDocument, inspect: Inspect): Promise<void> {
  let opened = 0;
  for (let node = 0; node < json.size; node += 1) {
    const { offset, length } = json.range(node);
    if (length < SHORTEST || json.kind(node) !== 'string') continue;
    const head = json.written(node, 256).slice(1);
    const before = ADDRESS.exec(head)?.[0].length ?? 0;
    if (!BEGINS.test(head.slice(before))) continue;
    if (opened === MOST || !scope.canNest || !scope.run.budgets.afford('opened', length)) {
      const what = prose`This text in Base64 and those after it were not opened.`;
      scope.problem('limit', offset, length, what);
      return;
    }
    opened += 1;
    const from = offset + 1 + before;
    const { bytes } = fromBase64(await scope.source.read(from, length - 2 - before, 'direct'));
    const child = scope.child(
      new Base64Source(scope.source, `Base64 at byte ${from.toString()}`, from, bytes),
      null,
      'text',
    );
    if (bytes[0] === 0x80) await lookInto(child, inspect);
    else await inspect(child);
  }
}

/** No loader of JSON unpickles its texts: what a program in them does is told as what it would do. */
async function lookInto(scope: Scope, inspect: Inspect): Promise<void> {
  const range = { offset: 0, length: scope.source.size };
  await carvePassed(scope, range, [], inspect);
  scope.claim(range, 'text', 'Base64');
  scope.close();
}
