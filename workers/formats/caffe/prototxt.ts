import type { Scope } from '../../analyse/scope.ts';
import { data, prose } from '../../report/prose.ts';
import { Oddities } from '../oddities.ts';
import type { CaffeCode } from './codes.ts';

/** A layer, from its first field to its type. */
const LAYERS = /(?:^|\n)\s*layers?\s*:?\s*\{[^{}]{0,1024}\btype\s*:/;
const COMMENT = /^[ \t]*#.*$/gm;
const PYTHON = /\bpython_param\s*:?\s*\{/g;
/** Where its class is looked for: texts in it may hold brackets. */
const NEAR = 4096;

export function isPrototxt(name: string, head: string): boolean {
  return /\.prototxt$/i.test(name) || LAYERS.test(head);
}

/** Networks of Caffe are texts: layers that are classes of Python. */
export function statePrototxt(scope: Scope, written: string, byteAt: (at: number) => number): void {
  const text = written.replace(COMMENT, (line) => ' '.repeat(line.length));
  const odd = new Oddities<CaffeCode>(scope, 'caffe');
  for (const { 0: whole, index } of text.matchAll(PYTHON)) {
    const inside = text.slice(index + whole.length, index + whole.length + NEAR);
    const [module, layer, param] = ['module', 'layer', 'param_str'].map((key) => valueOf(inside, key));
    const what = prose`A layer is the class ${data(`${module ?? ''}.${layer ?? ''}`, 200)}, given ${data(param ?? '', 200)}.`;
    const offset = byteAt(index);
    const end = index + whole.length + inside.indexOf('}') + 1;
    odd.state({ code: 'python', offset, length: byteAt(end) - offset, subject: module ?? '', what });
  }
  odd.close();
}

function valueOf(text: string, key: string): string {
  const [, double, single] =
    new RegExp(`\\b${key}\\s*:\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|'((?:[^'\\\\]|\\\\.)*)')`).exec(text) ?? [];
  return double ?? single ?? '';
}
