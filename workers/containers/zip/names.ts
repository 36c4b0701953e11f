/** Upper half of code page 437, which zipfile uses for names without the UTF-8 flag. */
const CP437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A name for people: UTF-8 when it is that, else code page 437. Comparisons use the bytes, see `nameKey`. */
export function decodeName(raw: Uint8Array): string {
  try {
    return UTF8.decode(raw);
  } catch {
    return Array.from(raw, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : CP437.charAt(byte - 0x80))).join('');
  }
}

/** The bytes as a string, one character per byte: equal keys are equal names. `name` is what `decodeName` gave for them. */
export function nameKey(raw: Uint8Array, name: string): string {
  // UTF-8 of as many bytes as characters is ASCII: the key is the name.
  if (name.length === raw.length && isAscii(raw)) return name;
  let key = '';
  for (let at = 0; at < raw.length; at += 8192) key += String.fromCharCode(...raw.subarray(at, at + 8192));
  return key;
}

function isAscii(raw: Uint8Array): boolean {
  for (const byte of raw) if (byte >= 0x80) return false;
  return true;
}

const CAPITALS = /[A-Z]/;

/** miniz compares names with ASCII letters lowered. */
export function foldedKey(key: string): string {
  return CAPITALS.test(key) ? key.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : key;
}

/** A relative path without a dot at the start of a part: nothing to look for. */
const ORDINARY = /^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*\/?$/;
const NONE: readonly NameTrouble[] = [];

export type NameTrouble = 'name-nul' | 'name-control' | 'name-traversal' | 'name-absolute' | 'name-backslash';

/** What is wrong with a name as a path. `key` is one character per byte. */
export function nameTroubles(key: string): readonly NameTrouble[] {
  if (ORDINARY.test(key)) return NONE;
  const troubles: NameTrouble[] = [];
  if (key.includes('\0')) troubles.push('name-nul');

  if (/[\x01-\x1f\x7f]/.test(key)) troubles.push('name-control');
  if (key.split(/[/\\]/).includes('..')) troubles.push('name-traversal');
  if (/^(?:[/\\]|[A-Za-z]:)/.test(key)) troubles.push('name-absolute');
  if (key.includes('\\')) troubles.push('name-backslash');
  return troubles;
}

const LOADED =
  /(?:^|[/\\])(?:[^/\\]*\.(?:pkl|pickle|pt|pth|bin|npy|py|h5|so|dll|dylib)|config\.json|schema\.json|metadata\.json|version|byteorder|archive_format)$/i;

/** Loaders open an entry of this name: data.pkl and friends. */
export function isLoaded(name: string): boolean {
  return LOADED.test(name.replace(/\0.*$/s, ''));
}
