import { type Report, SEVERITIES, type Severity } from '../report/schema.ts';

/** What a report makes of the exit status: 1 when a finding is at or above the level, else 2 when something was not fully inspected. */
export function exitStatus(report: Report, failOn: Severity): 0 | 1 | 2 {
  const bar = SEVERITIES.indexOf(failOn);
  const all = [report, ...(report.files ?? [])];
  if (all.some(({ findings }) => findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= bar))) return 1;
  return all.some(({ status }) => status !== 'complete') ? 2 : 0;
}

/** The status of several: something found outweighs something unread. */
export function combined(statuses: readonly (0 | 1 | 2)[]): 0 | 1 | 2 {
  if (statuses.includes(1)) return 1;
  return statuses.includes(2) ? 2 : 0;
}
