import type { Reader } from '../../analyse/reader.ts';

/** What joblib before 0.10 wrote beside a pickle: numbers and nothing else, which are read into an array and never unpickled. */
export const readSideData: Reader = (scope) => {
  scope.claim({ offset: 0, length: scope.source.size }, 'weights', 'numbers of an array');
  return Promise.resolve();
};
