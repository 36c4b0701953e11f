import { schemaOf } from '../../lang/protobuf/schema.ts';
import type { Schema } from '../../lang/protobuf/walk.ts';

/**
 * sentencepiece_model.proto of SentencePiece 0.2.1, as `lang/protobuf/generate/schema.py` takes it from its wheel, and the test data,
 * which the Python library has left out.
 */
const TABLE = `
Model 1=Piece 2=Trainer 3=Normalizer 4=Tests 5=Normalizer
Piece 1=s 2=f 3=i
Normalizer 1=s 2=s 3=i 4=i 5=i 6=s
Tests 1=Sample
Sample 1=s 2=s
Trainer 1=s 2=s 3=i 4=i 5=s 6=i 7=s 10=f 11=i 12=i 13=i 14=i 15=f 16=i 17=i 18=i 19=i 20=i 21=i 22=i 23=i 24=i 25=i 26=i 30=s 31=s 32=i 33=i 34=i 35=i 36=s 40=i 41=i 42=i 43=i 44=s 45=s 46=s 47=s 48=s 49=i 50=i 51=f 52=i 53=s 54=s 55=i
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
