import { isMat73 } from '../formats/matlab/start.ts';
import { formatOf, type FormatKey } from '../identify/formats.ts';
import { type Encryption, encryptionOf } from '../identify/encryption.ts';
import { identify } from '../identify/identify.ts';
import { Probe } from '../identify/probe.ts';
import { type Prose, prose } from '../report/prose.ts';
import { SourceError } from '../source/byte-source.ts';
import type { ScanResult } from '../wasm/scan.ts';
import { evenness, isEven } from './evenness.ts';
import { stateIdentity } from './identity.ts';
import { readersOf } from './registry.ts';
import type { Scope } from './scope.ts';
import { explainRest } from './unclaimed.ts';

/** Identifies one artifact, lets every reader that knows it read it, and accounts for what is left. */
export async function inspectScope(scope: Scope): Promise<void> {
  const probe = await Probe.of(scope.source, scope.run.engine);
  const found = (await guard(scope, 'identification', () => identify(probe))) ?? [];
  const formats: FormatKey[] = found.length === 0 ? ['unknown'] : found;
  const encryption = formats.includes('encrypted') ? encryptionOf(probe) : null;
  stateIdentity(scope, formats, formats[0] === 'encrypted' ? encryption?.name : variantOf(formats, probe));
  for (const { reader, known } of readersOf(formats)) {
    await guard(scope, known.join(', '), () => reader(scope, probe, inspectScope));
  }
  const unread = formats.filter((format) => formatOf(format).support === 'named');
  const rest = await guard(scope, 'accounting', () => explainRest(scope, unread, inspectScope));
  for (const format of unread) scope.problem('unsupported', 0, scope.source.size, unreadText(format, encryption, rest));
  scope.close();
}

/** Whose file it is, where others write the format too. */
function variantOf([format]: readonly FormatKey[], { head }: Probe): string | null {
  return format === 'hdf5' && isMat73(head) ? 'MATLAB 7.3' : null;
}

function unreadText(format: FormatKey, encryption: Encryption | null, rest: ScanResult | null): Prose {
  if (format === 'encrypted' && encryption !== null)
    return prose`Encrypted (${encryption.name}): what is inside is not known. Decrypt it (${encryption.opener}), and inspect what comes out.`;
  if (format !== 'unknown')
    return prose`${formatOf(format).name}: Vitrine recognises it but does not read its contents yet.`;
  const none = 'The content matches no format Vitrine knows. It was not read.';
  if (rest === null || !isEven(rest)) return [none];
  return prose`${none} It looks encrypted or compressed: its bytes are ${evenness(rest)}, and no known header begins them; tightly packed numbers can look so too. Decrypt or unpack it, and inspect what comes out.`;
}

/** The one place that catches a reader's bug or a trapped engine; only a host that cannot read ends everything. */
async function guard<T>(scope: Scope, reader: string, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof SourceError) throw cause;
    const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    const what = prose`The reader for ${reader} gave up: a fault of Vitrine, not of the file (${reason}).`;
    scope.problem('reader-failed', 0, scope.source.size, what);
    return null;
  }
}
