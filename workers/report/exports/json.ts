/** The report as it is, for other programs; described by report.schema.json. */
import type { Report } from '../schema.ts';

export function jsonReport(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
