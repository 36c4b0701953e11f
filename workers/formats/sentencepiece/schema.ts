import { schemaOf } from '../../lang/protobuf/schema.ts';
import type { Schema } from '../../lang/protobuf/walk.ts';

/**
 * sentencepiece_model.proto of SentencePiece 0.2.1, as `lang/protobuf/generate/schema.py` takes it from its wheel, and the test data,
 * which the Python library has left out.
 */
const TABLE = `
Model Piece Trainer Normalizer Tests Normalizer
Piece s f i
Normalizer s s i i i s
Tests Sample
Sample s s
Trainer s s i i s i s 10=f i i i i f i i i i i i i i i i i 30=s s i i i i s 40=i i i i s s s s s i i f i s s i
`;

export const PIECE = { text: 1, type: 3 } as const;
export const TRAINER = { input: 1, prefix: 2, type: 3, surface: 44 } as const;
export const NORMALIZER = { name: 1, table: 2 } as const;

const TAKEN: Schema = {
  Piece: { [PIECE.text]: 'text', [PIECE.type]: 'numbers' },
  Trainer: { [TRAINER.input]: 'texts', [TRAINER.prefix]: 'text', [TRAINER.type]: 'numbers', [TRAINER.surface]: 'text' },
  Normalizer: { [NORMALIZER.name]: 'text', [NORMALIZER.table]: 'bytes' },
};

let schema: Schema | null = null;

export function modelSchema(): Schema {
  return (schema ??= schemaOf(TABLE, TAKEN));
}

/** Of pieces: what is written for a control of the chat, or was given by who trained the model. */
export const SPECIAL: ReadonlySet<number> = new Set([3, 4]);
/** TrainerSpec.ModelType */
export const TYPES: readonly string[] = ['', 'unigram', 'bpe', 'word', 'char'];
