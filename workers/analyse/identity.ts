import { formatOf, type FormatKey, misleadingExtension } from '../identify/formats.ts';
import type { ByteKind } from '../report/schema.ts';
import { placeIn } from '../source/byte-source.ts';
import type { Scope } from './scope.ts';

/** States what a source is; the first format names it. */
export function stateIdentity(scope: Scope, formats: readonly FormatKey[]): void {
  const [format = 'unknown', ...also] = formats;
  const { source } = scope;
  scope.state({
    kind: 'identity',
    at: placeIn(source, 0, source.size),
    format,
    formatName: formatOf(format).name,
    also,
    extension: misleadingExtension(source.name, format),
  });
  scope.describe(format, kindOf(format));
}

function kindOf(format: FormatKey): ByteKind {
  if (format === 'pickle' || format === 'joblib') return 'program';
  if (format === 'unknown') return 'unclaimed';
  return formatOf(format).support === 'text' ? 'text' : 'structure';
}
