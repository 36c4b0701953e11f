import { expect, test } from 'vitest';
import { ascii, bytes } from '../containers/zip/build-zip.ts';
import { plain } from '../report/prose.ts';
import { inspectBytes } from '../rules/conformance/inspect.ts';
import { bytesSource } from '../source/sources.ts';
import { instantiate } from '../wasm/engine.ts';
import { loadModule } from '../wasm/load.node.ts';
import { encryptionOf } from './encryption.ts';
import { Probe } from './probe.ts';

const engine = instantiate(loadModule());
const base64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const nameOf = async (file: Uint8Array): Promise<string | null> =>
  encryptionOf(await Probe.of(bytesSource(file, 'f'), engine))?.name ?? null;

/** "weights", by the tools themselves. */
const GPG = base64(
  'jA0ECQMCJl4IQbnU0V3/0kEBEvgv4RH5O4yM2NCFVvOQb11syf2onB7fjMoszYNjm9eAZvYlwGQ4Zg+UEofw6QU4u9mHDtaonxbX4zDmzYgVaw==',
);
const OLD_GPG = base64('jA0EAgMCCcQFz/SHhpb/ySLXFH4aC1PhCQt5Ywq96/NhK1tIggPo/AKhNcxLijum3/0/');
const OPENSSL = base64('U2FsdGVkX1/wpVID1BZ5kv47vXP4jQJ97vndw0qdTss=');
const CMS = base64('MIIBhwYJKoZIhvcNAQcDoIIBeDCCAXQCAQAxggFAMIIBPAIBADAkMAwxCjAIBgNVBAMMAXgCFFdz');
const CMS_LETTERS = ascii('-----BEGIN CMS-----\nMIIBhwYJKoZIhvcNAQcDoIIBeDCCAXQCAQAxggFAMIIBPAIBADAkMAwxCjAIBgNV\n');
const SIGNED = ascii('-----BEGIN CMS-----\nMIIFggYJKoZIhvcNAQcCoIIFczCCBW8CAQExDTALBglghkgBZQMEAgEwFgYJKoZI\n');
const FERNET = 'gAAAAABrAYpv0w959jRELtxUBmdlxcoSxJJ2Hsv_YzJRWePxR6MzBsFP6EowayQOYgE0AWQnOwGvfG_utL4XaO7XoC4OXVkmJg==';
const TO_SOMEBODY = bytes(Uint8Array.of(0x85, 1, 0x0c, 3), new Uint8Array(267), Uint8Array.of(0xd2, 0x40, 1, 9));

test.each<[string, Uint8Array]>([
  ['OpenSSL', OPENSSL],
  ['OpenSSL, in letters', ascii('U2FsdGVkX18oqJxEPi+doJFkB7XVcyApo4irtZJ3GXo=\n')],
  ['age', ascii('age-encryption.org/v1\n-> X25519 abc\n')],
  ['age', ascii('-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n')],
  ['OpenPGP, in letters', ascii('-----BEGIN PGP MESSAGE-----\n\njA0E\n')],
  ['OpenPGP', GPG],
  ['OpenPGP', OLD_GPG],
  ['OpenPGP', TO_SOMEBODY],
  ['CMS', CMS],
  ['CMS, in letters', CMS_LETTERS],
  ['LUKS volume', bytes(ascii('LUKS'), Uint8Array.of(0xba, 0xbe, 0, 2))],
  ['BitLocker volume', bytes(Uint8Array.of(0xeb, 0x58, 0x90), ascii('-FVE-FS-'))],
  ['encrypted disk image', ascii('encrcdsa\0\0\0\x02')],
  ['git-crypt', ascii('\0GITCRYPT\0abcdefghijkl')],
  ['Ansible vault', ascii('$ANSIBLE_VAULT;1.1;AES256\n3361\n')],
  ['rclone', ascii('RCLONE\0\0nonce')],
  ['scrypt', ascii('scrypt\0\x0e')],
  ['AES Crypt', ascii('AES\x02\0\0\x19')],
  ['encrypted weights of a deployment kit', ascii('ENCRYPTED_FILE....')],
  ['Fernet', ascii(FERNET)],
  ['Fernet', ascii(`${FERNET}\n`)],
])('%s is told by its first bytes, and its content is not known', async (name, file) => {
  expect(await nameOf(file)).toBe(name);
  const report = await inspectBytes(file, 'model.bin', engine);
  expect([report.verdict, report.file.formatName]).toEqual(['not-known', `Encrypted file (${name})`]);
  expect(plain(report.problems.at(-1)?.what ?? [])).toMatch(
    /^Encrypted \(.+\): what is inside is not known\. Decrypt it/,
  );
});

test.each<[string, Uint8Array]>([
  ['a token of another length', ascii(FERNET.slice(8))],
  ['a token with something else behind it', ascii(`${FERNET} is a token`)],
  ['what is only signed', SIGNED],
  ['a certificate', ascii('-----BEGIN CERTIFICATE-----\nMIIC+TCCAeGgAwIBAgIU\n')],
  ['a key packet with nothing behind it', GPG.subarray(0, 15)],
  ['a short text of a pickle', Uint8Array.of(0x8c, 4, 4, 9, 3, 2, 0x2e)],
  ['a key to check signatures with', ascii('-----BEGIN PGP PUBLIC KEY BLOCK-----\n')],
])('%s is not encrypted', async (_what, file) => {
  expect(await nameOf(file)).toBeNull();
});
