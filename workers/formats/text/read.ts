import type { Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { readText } from '../../analyse/text.ts';
import { UnitOffsets } from '../../lang/json/string.ts';
import { LIMITS } from '../../limits.ts';
import { data, prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';
import { isPrototxt, statePrototxt } from '../caffe/prototxt.ts';
import { Oddities } from '../oddities.ts';
import { stateHiddenTemplate } from './hidden-template.ts';
import type { Line } from './lines.ts';
import { isModelCard, stateModelCard } from './model-card.ts';
import { isOpenvino, stateOpenvino } from './openvino.ts';
import type { TextCode } from './oddities.ts';
import { pathFileOddities } from './path-file.ts';
import { environmentOddities, isRequirements, requirementOddities } from './requirements.ts';
import { isCut } from './commands.ts';
import { isShell, shellCommands, shellOddities } from './shell.ts';
import { isWindowsShell, windowsCommands, windowsShellOddities } from './windows-shell.ts';
import { isTriton, tritonSettings } from './triton.ts';
import { isXml, xmlOddities } from './xml.ts';
import { isYaml, stateYaml } from './yaml.ts';

/** Texts that programs other than loaders of models act on, told by their names: pip, Python itself, a shell. */
export const readNotes: Reader = async (scope, probe, inspect) => {
  await stateNotes(scope);
  return readText(scope, probe, inspect);
};

/** Bytes that tell whether a text is YAML: comments may stand before it. */
const HEAD = 4096;

/** Also of scripts, which are claimed by their own reader. */
export async function stateNotes(scope: Scope): Promise<void> {
  const { source } = scope;
  const name = source.name;
  const isPath = /\.pth$/i.test(name);
  const isScript = isShell(name) || (await source.read(0, 2)).every((byte, i) => byte === '#!'.charCodeAt(i));
  const isBatch = isWindowsShell(name);
  const head = new TextDecoder().decode(await source.read(0, HEAD));
  const isConfig = isYaml(name, head);
  const isMarkup = isXml(head);
  if (!isConfig) await stateHiddenTemplate(scope);
  if (
    !isPath &&
    !isScript &&
    !isBatch &&
    !isConfig &&
    !isMarkup &&
    !isRequirements(name) &&
    !isModelCard(name) &&
    !isTriton(name) &&
    !isPrototxt(name, head)
  )
    return;
  const bytes = await source.read(0, LIMITS.textBytes);
  if (bytes.length < source.size) {
    const what = prose`Only the first ${bytes.length} bytes of ${data(name, 120)} were read for what they say.`;
    scope.problem('limit', bytes.length, source.size - bytes.length, what);
  }
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  if (isModelCard(name)) stateModelCard(scope, text);
  if (isConfig) stateYaml(scope, bytes, text);
  if (isTriton(name)) stateTriton(scope, bytes, text);
  if (isPrototxt(name, head)) statePrototxt(scope, text, byteAt(bytes));
  if (isOpenvino(head)) stateOpenvino(scope, text, byteAt(bytes));
  const shell = isScript ? shellCommands(text) : [];
  const batch = isBatch ? windowsCommands(text) : [];
  stateCut(scope, [...shell, ...batch]);
  const odd = new Oddities<TextCode>(scope, 'text');
  const found = [
    ...(isPath ? pathFileOddities(text) : []),
    ...shellOddities(shell),
    ...windowsShellOddities(batch),
    ...(isConfig ? environmentOddities(text) : []),
    ...(isRequirements(name) ? requirementOddities(text) : []),
    ...(isMarkup ? xmlOddities(text, byteAt(bytes)) : []),
  ];
  for (const one of found) odd.state(one);
  odd.close();
}

function stateCut(scope: Scope, commands: readonly Line[]): void {
  for (const { offset, length } of commands.filter(({ text }) => isCut(text)).slice(0, 1))
    scope.problem('limit', offset, length, prose`Commands as long as this one are looked at in pieces.`);
}

function stateTriton(scope: Scope, bytes: Uint8Array, text: string): void {
  const unit = byteAt(bytes);
  const told = new Map<string, number>();
  let more = 0;
  for (const { code, key, value, at } of tritonSettings(text)) {
    const count = (told.get(code) ?? 0) + 1;
    told.set(code, count);
    if (count > LIMITS.factsPerCode) {
      more += 1;
      continue;
    }
    const offset = unit(at);
    const place = placeIn(scope.source, offset, Math.max(1, unit(at + value.length) - offset));
    scope.state({ kind: 'setting', at: place, code, key, value, repo: null, module: null });
  }
  if (more > 0) scope.problem('limit', 0, 1, prose`${more} more settings of this text were not looked at.`);
}

/** Asked for places in order. */
function byteAt(bytes: Uint8Array): (unit: number) => number {
  const offsets = new UnitOffsets(bytes, false);
  return (unit) => offsets.at(unit);
}

/** A file that stands where another one was meant: it is the page or the note a server gave out instead. */
export const readStandIn: Reader = async (scope, probe, inspect) => {
  const { source } = scope;
  const odd = new Oddities<TextCode>(scope, 'text');
  const text = new TextDecoder().decode(probe.head.subarray(0, 1024));
  if (text.startsWith('version https://git-lfs.')) {
    const oid = /^oid (sha256:[0-9a-f]{64})\s*$/m.exec(text)?.[1];
    const size = /^size (\d{1,15})\s*$/m.exec(text)?.[1];
    const at = placeIn(source, 0, source.size);
    for (const [key, value] of [
      ['oid', oid],
      ['size', size],
    ] as const)
      if (value !== undefined)
        scope.state({ kind: 'metadata', at, key, type: 'LFS pointer', value: [data(value, 100)] });
    const what = prose`It points to a file of ${data(size ?? 'unknown', 20)} bytes, ${data(oid ?? 'without a hash', 80)}, which is not here.`;
    odd.state({ code: 'lfs-pointer', offset: 0, length: source.size, what });
  } else if (!/\.(?:html?|xhtml|md|txt|jinja2?)$/i.test(source.name)) {
    const title = /<title[^>]*>([^<]{1,200})/i.exec(text)?.[1]?.trim() ?? '';
    const called: ReturnType<typeof prose> = title === '' ? [] : prose`, called “${data(title, 120)}”`;
    odd.state({
      code: 'error-page',
      offset: 0,
      length: Math.min(64, source.size),
      what: prose`It is a web page${called}.`,
    });
  }
  return readText(scope, probe, inspect);
};
