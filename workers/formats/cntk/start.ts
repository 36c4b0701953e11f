/** Keys of the outermost dictionary of a model, a function's or a trainer's (CNTK, Serialization.h and Function.cpp). */
const KEYS =
  /^(?:version|type|root|uid|name|inputs|primitive_functions|op|attributes|internal_worker_state|external_worker_state|learner_state|user_defined_state|module|deserialize_method|native|class|state)$/;

/** Whether it begins as a Dictionary of CNTK.proto: a version, then an entry with one of its keys and a value. */
export function isCntk(head: Uint8Array): boolean {
  if (head[0] !== 0x08 || (head[1] ?? 0) === 0 || (head[1] ?? 0) > 0x7f || head[2] !== 0x12) return false;
  let at = 3;
  while ((head[at] ?? 0) > 0x7f && at < 12) at += 1;
  const length = head[at + 2] ?? 0;
  if (head[at + 1] !== 0x0a || length > 64) return false;
  const key = LATIN1.decode(head.subarray(at + 3, at + 3 + length));
  return KEYS.test(key) && head[at + 3 + length] === 0x12;
}

const LATIN1 = new TextDecoder('latin1');
