/** One sentence about two files. A table: first what the weights do, then what the code does. Pure. */
import type { CodeChange, Relation } from './relation.ts';

const count = (n: number): string => n.toLocaleString('en-US');

/** With the same weights. */
const SAME_WEIGHTS: Readonly<Record<CodeChange, string>> = {
  same: 'Same weights, same code',
  arguments: 'Same weights, changed program: it calls the same functions',
  differs: 'Same weights, new code',
  added: 'Same weights, and code where there was none',
  removed: 'Same weights, without the code',
  unknown: 'Same weights; whether the code is the same is not known',
  none: 'Same weights',
};

/** Before what is said of the tensors. */
const CODE: Readonly<Record<CodeChange, string>> = {
  same: 'Same code',
  arguments: 'Changed program, the same calls',
  differs: 'New code',
  added: 'Code where there was none',
  removed: 'The code is gone',
  unknown: '',
  none: '',
};

/** Without tensors on either side. */
const NO_TENSORS: Readonly<Record<CodeChange, string>> = {
  same: 'Same code, other content',
  arguments: 'Changed program: it calls the same functions',
  differs: 'New code',
  added: 'Code where there was none',
  removed: 'The code is gone',
  unknown: 'Whether the code is the same is not known',
  none: 'Other content',
};

/** Ends without claiming more than was read. */
export function headlineOf(relation: Relation): string {
  if (relation.bytes === 'same') return 'Identical, byte for byte.';
  const sentence = sentenceOf(relation);
  return relation.whole ? `${sentence}.` : `${sentence}, as far as they were read.`;
}

function sentenceOf(relation: Relation): string {
  const { tensors, code } = relation;
  switch (tensors) {
    case 'none':
      return noTensors(relation);
    case 'differs':
      return joined(CODE[code], otherTensors(relation));
    case 'unknown':
      return joined(CODE[code], 'as many tensors as before; not all of their names are known');
    case 'same':
      return sameTensors(relation);
  }
}

function noTensors({ code, text, bytes }: Relation): string {
  if (code === 'none' && text === 'differs') return 'Other metadata';
  if (bytes === 'unknown' && (code === 'none' || code === 'same')) return 'No difference found, but not all is hashed';
  return NO_TENSORS[code];
}

function sameTensors(relation: Relation): string {
  const { data, code } = relation;
  const all = data.same + data.differ + data.unknown;
  if (data.differ === 0 && data.unknown === 0) {
    if (code !== 'same' && code !== 'none') return SAME_WEIGHTS[code];
    return `${SAME_WEIGHTS[code]}${remainder(relation)}`;
  }
  if (data.differ === 0) {
    const what =
      data.same === 0
        ? 'the data are not compared yet'
        : `the data of ${count(data.unknown)} of ${count(all)} tensors are not compared`;
    return joined(CODE[code], `the same names, shapes and types; ${what}`);
  }
  const open = data.unknown > 0 ? `; ${count(data.unknown)} are not known` : '';
  if (data.differ === all && code === 'same') return 'Same code, other weights';
  if (data.differ === all && code === 'differs') return 'New code, other weights';
  const start = CODE[code] === '' ? 'Same tensors' : CODE[code];
  const differ =
    data.differ === all
      ? 'all data differ'
      : `the data differ in ${count(data.differ)} of ${count(all)}${CODE[code] === '' ? '' : ' tensors'}`;
  return `${start}; ${differ}${open}`;
}

/** Neither the weights nor the code: something must differ. */
function remainder({ text, members }: Relation): string {
  if (text === 'differs') return ', other metadata';
  if (members === 'differs') return ', other members';
  return text === 'unknown' ? '; the metadata are compared in part' : ', packed differently';
}

function otherTensors({ forms: { added, removed, reshaped } }: Relation): string {
  const parts = [
    added > 0 ? `${count(added)} added` : '',
    removed > 0 ? `${count(removed)} removed` : '',
    reshaped > 0 ? `${count(reshaped)} of another shape or type` : '',
  ].filter((part) => part !== '');
  return `other tensors: ${parts.join(', ')}`;
}

function joined(first: string, second: string): string {
  return first === '' ? second.charAt(0).toUpperCase() + second.slice(1) : `${first}; ${second}`;
}
