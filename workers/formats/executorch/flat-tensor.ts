import type { Reader } from '../../analyse/reader.ts';
import { walk } from '../../lang/flatbuffers/walk.ts';
import { data, prose } from '../../report/prose.ts';
import type { FlatbufferCode } from '../flatbuffer/codes.ts';
import { claimLayout, type Weights } from '../flatbuffer/layout.ts';
import { View } from '../flatbuffer/view.ts';
import { Oddities } from '../oddities.ts';
import { groupName } from '../tensor-name.ts';
import { LAYOUT, NAMED, tensorsSchema } from './schema.ts';
import { openProgram, readHeader, segmentsOf } from './segments.ts';
import { stateMore, stateTensor } from './tensors.ts';

/** Numbers of a program of ExecuTorch in a file of their own: names, and the segments they are in. */
export const readFlatTensor: Reader = async (scope, _probe, inspect) => {
  const odd = new Oddities<FlatbufferCode>(scope, 'flatbuffer');
  const base = await readHeader(scope, odd);
  const walked = await walk(scope.source, tensorsSchema(), 'FlatTensor');
  const view = new View(scope.source, walked);
  const segments = segmentsOf(scope, odd, view.tables(view.root, 1), base);
  const weights: Weights[] = [];
  const named = view.tables(view.root, 2);
  for (const entry of named) {
    if (entry === null) continue;
    const name = await view.text(entry, NAMED.key);
    const index = entry.numbers.get(NAMED.segment) ?? 0;
    const room = segments[index];
    if (room === undefined) {
      const what = prose`${data(name, 120)} is in segment ${index}, and the file has ${segments.length}.`;
      odd.state({ code: 'index', offset: entry.at, length: entry.length, subject: name, what });
      continue;
    }
    const [layout] = view.tables(entry, NAMED.layout);
    if (layout != null) {
      const type = layout.numbers.get(LAYOUT.type) ?? 0;
      await stateTensor(scope, odd, view, { table: layout, name, type, sizes: LAYOUT.sizes, room });
    }
    if (!(await openProgram(scope, room, inspect))) weights.push({ ...room, label: groupName(name) });
  }
  stateMore(scope, named.length);
  await claimLayout(scope, odd, walked, weights);
  odd.close();
};
