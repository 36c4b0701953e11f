import { type Schema as Tables, schemaOf as tablesOf } from '../../lang/flatbuffers/schema.ts';
import { schemaOf } from '../../lang/protobuf/schema.ts';
import type { Schema } from '../../lang/protobuf/walk.ts';

/**
 * What a file of LiteRT-LM holds, as `lang/flatbuffers/generate/schema.py` takes it from the wheel litert-lm-builder 0.18.1; what a
 * value is, but for texts, is numbered.
 */
const HEADER = `
KeyValuePair s 1 VData?
LiteRTLMMetaData SystemMetadata SectionMetadata
SectionMetadata [SectionObject]
SectionObject [KeyValuePair] 8 8 1
StringValue s
SystemMetadata [KeyValuePair]
V1 1
V2 2
V4 4
V8 8
VData 1=V1 V1 V2 V2 V4 V4 V4 V1 StringValue V8 V8 V8
`;

/** What a section may say about the model, as `lang/protobuf/generate/schema.py` and `lang/compact.py` take it from the same wheel. */
const MESSAGES = `
P03 i i i
P04 P0i
P05 s s s i
P06 P0p P0p i i i i P0p P0p i
EmbeddingMetadata P07 P0p P0p P04 i i s
P07 P0d P06
ExecutorMetadata P0g
P08 3=i i
P09 5=s s s i s s s s i i
P0a P0p P0p i i
P0b P0p P0p i i P0p P0p
P0c P0p P0p P0p P0p s s s i s s s s 14=i i i i i i i
P0d
P0e 3=i i s s s i i i i i i P0p P0p s s i i i i i i i f f i f f f i i i i i i P0p P0p s s i
P0f P0p P0p i i i i i i F F f s s i
P0g i P0n P03
LlmMetadata P0p P0p P0l P0m i P0h s P05 P0o i i i P0p s
P0h P0e P0b P09 P0a P0j 7=P0j P0c P08 11=P0f P0j P0d
P0i i i i i i f f i f f f i i i i i i i
P0j s s i s
P0k s s
P0l P0k P0k P0k
P0m i i f f i i i
P0n s s s s i i i i i
P0o I
P0p P0o s
`;

export const SECTION = { begin: 1, end: 2, type: 3 } as const;
export const PAIR = { key: 0, value: 2 } as const;
/** Field of LlmMetadata. */
export const TEMPLATE = 7;

export function headerSchema(): Tables {
  return tablesOf(HEADER);
}

export function messageSchema(): Schema {
  return schemaOf(MESSAGES, { LlmMetadata: { [TEMPLATE]: 'bytes' } });
}

/** AnySectionDataType: what a section is called, and the message it is, if any. */
export const TYPES: readonly (readonly [name: string, message?: string])[] = [
  ['section'],
  ['data'],
  ['outdated'],
  ['model'],
  ['tokenizer'],
  ['LlmMetadata', 'LlmMetadata'],
  ['tokenizer.json'],
  ['weights'],
  ['EmbeddingMetadata', 'EmbeddingMetadata'],
  ['ExecutorMetadata', 'ExecutorMetadata'],
];
export const PACKED_TOKENIZER = 6;
export const WEIGHTS = 7;
