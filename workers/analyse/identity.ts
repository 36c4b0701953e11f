import { formatOf, type FormatKey, misleadingExtension } from '../identify/formats.ts';
import type { ByteKind } from '../report/schema.ts';
import { placeIn } from '../source/byte-source.ts';
import type { Scope } from './scope.ts';

/** States what a source is; the first format names it, `variant` says which kind of it. */
export function stateIdentity(scope: Scope, formats: readonly FormatKey[], variant: string | null = null): void {
  const [format = 'unknown', ...also] = formats;
  const { source } = scope;
  scope.state({
    kind: 'identity',
    at: placeIn(source, 0, source.size),
    format,
    formatName: formatOf(format).name + (variant === null ? '' : ` (${variant})`),
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
