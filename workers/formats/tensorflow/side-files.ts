import type { Reader } from '../../analyse/reader.ts';
import { type Schema, type Visited, walk } from '../../lang/protobuf/walk.ts';
import { data, prose } from '../../report/prose.ts';
import type { Range } from '../../report/schema.ts';
import { placeIn } from '../../source/byte-source.ts';
import { claimWalked, type Piece } from '../pieces.ts';
import { stateEnd } from '../walk-end.ts';
import { stateConfiguration } from './read.ts';
import { graphSchema } from './schema.ts';

/** saved_metadata.proto and versions.proto of tensorflow/python/keras/protobuf (2.21.0). */
const KERAS_METADATA: Schema = {
  SavedMetadata: { 1: 'SavedObject' },
  SavedObject: { 2: 'i', 3: 's', 4: 's', 5: 'bytes', 6: 'VersionDef' },
  VersionDef: { 1: 'i', 2: 'i', 3: 'I' },
};

/** keras_metadata.pb: the configuration of every object of a model of Keras, as JSON; loading makes the layers again from it. */
export const readKerasMetadata: Reader = async (scope, _probe, inspect) => {
  const configurations: Range[] = [];
  const strange: Piece[] = [];
  const walked = await walk(
    scope.source,
    KERAS_METADATA,
    'SavedMetadata',
    ({ bytes }) => {
      const metadata = bytes.get(5);
      if (metadata !== undefined && metadata.length > 0) configurations.push(metadata);
    },
    (offset, length) => strange.push({ offset, length, label: null }),
  );
  for (const range of configurations) await stateConfiguration(scope, range, inspect);
  claimWalked(scope, strange, walked.at, 'configuration of Keras');
  stateEnd(scope, walked);
};

/** fingerprint.pb: numbers that say which model it is. */
export const readFingerprint: Reader = async (scope) => {
  const strange: Piece[] = [];
  const schema: Schema = { ...graphSchema(), FingerprintDef: { ...graphSchema()['FingerprintDef'], 7: 'text' } };
  const walked = await walk(
    scope.source,
    schema,
    'FingerprintDef',
    ({ texts }: Visited) => {
      const uuid = texts.get(7);
      if (uuid === undefined) return;
      const at = placeIn(scope.source, uuid.at, uuid.length);
      scope.state({ kind: 'metadata', at, key: 'uuid', type: 'string', value: prose`${data(uuid.text, 80)}` });
    },
    (offset, length) => strange.push({ offset, length, label: null }),
  );
  claimWalked(scope, strange, walked.at, 'fingerprint');
  stateEnd(scope, walked);
};
