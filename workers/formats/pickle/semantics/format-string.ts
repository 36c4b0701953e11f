/** Whether a format string reads attributes or items of its arguments: `{0.__class__}`, `{x[key]}`. Unknown text may. */
export function hasFields(format: string | null): boolean {
  if (format === null) return true;
  return /\{[^{}!:]*[.[]/.test(format.replaceAll('{{', '').replaceAll('}}', ''));
}
