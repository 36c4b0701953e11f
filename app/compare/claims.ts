/** Reports somebody else made, brought in to be compared with. Kept as long as the page is open. */
import type { Report } from '../../workers/report/schema.ts';

const claims: Report[] = [];

/** Its number; the same for the same report. */
export function addClaim(report: Report): number {
  const known = claims.indexOf(report);
  return known >= 0 ? known + 1 : claims.push(report);
}

export function claimOf(number: number): Report | null {
  return claims[number - 1] ?? null;
}

export function allClaims(): readonly { readonly number: number; readonly report: Report }[] {
  return claims.map((report, i) => ({ number: i + 1, report }));
}
