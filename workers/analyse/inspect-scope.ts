import { formatOf, type FormatKey } from '../identify/formats.ts';
import { identify } from '../identify/identify.ts';
import { Probe } from '../identify/probe.ts';
import { prose } from '../report/prose.ts';
import { SourceError } from '../source/byte-source.ts';
import { stateIdentity } from './identity.ts';
import { readersOf } from './registry.ts';
import type { Scope } from './scope.ts';
import { explainRest } from './unclaimed.ts';

/** Identifies one artifact, lets every reader that knows it read it, and accounts for what is left. */
export async function inspectScope(scope: Scope): Promise<void> {
  const probe = await Probe.of(scope.source, scope.run.engine);
  const found = (await guard(scope, 'identification', () => identify(probe))) ?? [];
  const formats: FormatKey[] = found.length === 0 ? ['unknown'] : found;
  stateIdentity(scope, formats);
  for (const { reader, known } of readersOf(formats)) {
    await guard(scope, known.join(', '), () => reader(scope, probe, inspectScope));
  }
  const unread = formats.filter((format) => formatOf(format).support === 'named');
  for (const format of unread) sayUnread(scope, format);
  await guard(scope, 'accounting', () => explainRest(scope, unread, inspectScope));
  scope.close();
}

function sayUnread(scope: Scope, format: FormatKey): void {
  const what =
    format === 'unknown'
      ? prose`The content matches no format Vitrine knows. It was not read.`
      : prose`${formatOf(format).name}: Vitrine recognises it but does not read its contents yet.`;
  scope.problem('unsupported', 0, scope.source.size, what);
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
