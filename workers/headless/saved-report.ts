import { open } from 'node:fs/promises';
import { FILE_LIMITS, readReport } from '../report/exports/read.ts';
import type { Report } from '../report/schema.ts';

const START = /^\s*\{\s*"schema":\s*\d+,\s*"engine":\s*\{\s*"name":\s*"vitrine"/;

/** A report that was saved before; null for any other file, and for one that does not read back. */
export async function savedReport(path: string): Promise<Report | null> {
  if (!path.endsWith('.json')) return null;
  try {
    const file = await open(path);
    try {
      const stat = await file.stat();
      if (!stat.isFile() || stat.size > FILE_LIMITS.characters) return null;
      const text = await file.readFile('utf8');
      const answer = START.test(text) ? readReport(text, FILE_LIMITS) : null;
      return answer?.kind === 'report' ? answer.report : null;
    } finally {
      await file.close();
    }
  } catch {
    // The inspector says what is wrong with it.
    return null;
  }
}
