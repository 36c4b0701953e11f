import { expect, test } from 'vitest';
import { plain } from '../../report/prose.ts';
import { bytesSource } from '../../source/sources.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { readPickle } from '../../formats/pickle/read.ts';
import { interpretAll } from '../../formats/pickle/semantics/children.ts';
import { bytesOf } from './build.ts';
import { CASES } from './cases.ts';

const engine = instantiate(loadModule());

test('dump', async () => {
  const out: string[] = [];
  for (const one of CASES) {
    if (one.id === 'G03') continue;
    const source = bytesSource(bytesOf(one.bytes), 'x.pkl');
    const run = await readPickle(source, 0, { engine });
    const all = await interpretAll(run.traces, source, { read: (s, at) => readPickle(s, at, { engine }) });
    for (const one2 of all.traces) {
      const show = (acts: typeof one2.acts): string => acts.map((a) => `${a.kind}/${a.capability}/${a.match} ${plain(a.shown)} @${a.offset}${a.via.length ? ' via ' + a.via.join('>') : ''}${a.known ? '' : ' ?'}${a.child ? ' {' + a.child.map((ch) => show(ch.acts)).join(' || ') + '}' : ''}`).join('; ');
      out.push(`${one.id} [${one2.trace.engine}] ${one2.trace.ending.kind === 'stop' ? '' : 'FAIL ' + JSON.stringify(one2.trace.ending)} ${one2.trace.anomalies.map((a) => a.code).join()} :: ${show(one2.acts)} ${one2.unfinished.map((u) => 'UNF ' + plain(u.what)).join()}  (${one.worst})`);
    }
    run.close();
    all.close();
  }
  console.log(out.join('\n'));
  expect(out.length).toBeGreaterThan(10);
});
