import { data, prose } from '../../report/prose.ts';
import type { Range } from '../../report/schema.ts';
import type { Oddities } from '../oddities.ts';
import type { PaddleCode } from './codes.ts';

/** An operator's text, and which it is. */
export interface Setting extends Range {
  readonly name: string;
  readonly text: string;
}

/** Operators that do more than compute (paddle/fluid/operators, and phi's yaml files), and the texts that say where. */
const OPERATORS: ReadonlyMap<string, readonly [code: PaddleCode, ...texts: string[]]> = new Map([
  ['py_func', ['python']],
  ['py_layer', ['python']],
  ['load', ['read', 'file_path']],
  ['load_combine', ['read', 'file_path']],
  ['read_file', ['read', 'filename']],
  ['save', ['write', 'file_path']],
  ['save_combine', ['write', 'file_path']],
  ['check_numerics', ['write', 'output_dir']],
  ['listen_and_serv', ['connect', 'endpoint']],
  ['c_comm_init', ['connect', 'endpoints']],
  ['c_gen_xccl_id', ['connect', 'endpoint']],
  ['c_gen_nccl_id', ['connect', 'endpoint']],
  ['gen_nccl_id', ['connect', 'endpoint']],
  ['send', ['connect', 'endpoints']],
  ['recv', ['connect', 'endpoints']],
  ['prefetch', ['connect', 'epmap']],
]);

/** What an operator reaches besides the graph: told when a text says where, and of Python always. */
export function judgeOperator(odd: Oddities<PaddleCode>, type: string, at: Range, settings: readonly Setting[]): void {
  const [code, ...texts] = OPERATORS.get(type) ?? [];
  if (code === undefined) return;
  if (code === 'python') {
    odd.state({
      code,
      offset: at.offset,
      length: at.length,
      subject: type,
      what: prose`The operator is ${data(type, 80)}.`,
    });
    return;
  }
  for (const { name, text, offset, length } of settings)
    if (texts.includes(name) && text !== '')
      odd.state({
        code,
        offset,
        length,
        subject: text,
        what: prose`The operator ${data(type, 80)} has ${data(name, 80)} ${data(text, 200)}.`,
      });
}
