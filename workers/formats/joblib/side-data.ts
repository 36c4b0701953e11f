import { carvePassed } from '../../analyse/carve.ts';
import type { Reader } from '../../analyse/reader.ts';

/** What joblib before 0.10 wrote beside a pickle: numbers and nothing else, which are read into an array and never unpickled. */
export const readSideData: Reader = async (scope, _probe, inspect) => {
  const all = { offset: 0, length: scope.source.size };
  await carvePassed(scope, all, [], inspect);
  scope.claim(all, 'weights', 'numbers of an array');
};
