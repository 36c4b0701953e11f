/** Numbers of the protocol: `java.io.ObjectStreamConstants`. */
export const MAGIC = 0xaced0005;
export const NULL = 0x70;
export const REFERENCE = 0x71;
export const CLASS_DESC = 0x72;
export const OBJECT = 0x73;
export const STRING = 0x74;
export const ARRAY = 0x75;
export const CLASS = 0x76;
export const BLOCK_DATA = 0x77;
export const END_BLOCK_DATA = 0x78;
export const RESET = 0x79;
export const BLOCK_DATA_LONG = 0x7a;
export const EXCEPTION = 0x7b;
export const LONG_STRING = 0x7c;
export const PROXY_CLASS_DESC = 0x7d;
export const ENUM = 0x7e;

export const WRITE_METHOD = 1;
export const SERIALIZABLE = 2;
export const EXTERNALIZABLE = 4;
export const IN_BLOCKS = 8;

/** Of the first thing that can be referred to. */
export const FIRST_HANDLE = 0x7e0000;
/** Bytes of a value, by the type code of a field or an array. */
export const WIDTH: ReadonlyMap<string, number> = new Map(
  Object.entries({ B: 1, C: 2, D: 8, F: 4, I: 4, J: 8, S: 2, Z: 1 }),
);
