import { carvePassed } from '../../analyse/carve.ts';
import type { Reader } from '../../analyse/reader.ts';
import { type Visited, walk } from '../../lang/protobuf/walk.ts';
import { prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';
import { Oddities } from '../oddities.ts';
import { claimWalked, type Piece } from '../pieces.ts';
import { stateEnd } from '../walk-end.ts';
import type { PaddleCode } from './codes.ts';
import { judgeOperator, type Setting } from './operators.ts';
import { ATTR, OP, PADDLE } from './schema.ts';

/** A program of Paddle: every operator of every block. Its numbers are in another file. */
export const readPaddle: Reader = async (scope, _probe, inspect) => {
  const odd = new Oddities<PaddleCode>(scope, 'paddle');
  const strange: Piece[] = [];
  let settings: Setting[] = [];
  const visit = ({ message, at, length, texts, lists, numbers }: Visited): void => {
    if (message === 'Attr') {
      const name = texts.get(ATTR.name)?.text ?? '';
      const values = [texts.get(ATTR.text) ?? [], lists.get(ATTR.texts) ?? []].flat();
      for (const one of values) settings.push({ name, text: one.text, offset: one.at, length: one.length });
    }
    if (message === 'Op') {
      judgeOperator(odd, texts.get(OP.type)?.text ?? '', { offset: at, length }, settings);
      settings = [];
    }
    const version = message === 'Version' ? numbers.get(1)?.at(-1) : undefined;
    if (version !== undefined)
      scope.state({
        kind: 'metadata',
        at: placeIn(scope.source, at, length),
        key: 'version',
        type: 'number',
        value: prose`${version}`,
      });
  };
  const walked = await walk(scope.source, PADDLE, 'Program', visit, (offset, length) =>
    strange.push({ offset, length, label: null }),
  );
  // Texts may hold anything: every operator says where in a script it was made.
  await carvePassed(scope, { offset: 0, length: walked.at }, ['paddle'], inspect);
  odd.close();
  claimWalked(scope, strange, walked.at);
  stateEnd(scope, walked);
};
