import type { Reader } from '../../analyse/reader.ts';
import { openListed } from '../listed.ts';
import { listRar4 } from './rar4.ts';
import { listRar5 } from './rar5.ts';

/** A RAR archive: its headers, and the members that are stored as they are. Its packing is not decoded. */
export const readRar: Reader = async (scope, _probe, inspect) => {
  const version = (await scope.source.read(6, 1))[0];
  const listing = await (version === 0 ? listRar4(scope.source) : listRar5(scope.source));
  await openListed(scope, listing, inspect);
};
