/** A report that was saved before and is dropped again: a JSON report or an evidence bundle. */
import { FILE_LIMITS, readReport } from '../../workers/report/exports/read.ts';
import { BUNDLE_FOLDER } from '../../workers/report/exports/bundle.ts';
import { readBundle } from './read-bundle.ts';
import type { DecodedLink } from './report-link.ts';

/** As our own exports begin. A file that only looks like it is still read with every check. */
const JSON_START = /^\s*\{\s*"schema":\s*\d+,\s*"engine":\s*\{\s*"name":\s*"vitrine"/;
const ZIP_START = new RegExp(`^PK\\x03\\x04[^]{26}${BUNDLE_FOLDER}/`);
const PEEK = 256;

/** Null: this is no report, and is looked at like any other file. */
export async function reportIn(file: File): Promise<DecodedLink | null> {
  const start = await file
    .slice(0, PEEK)
    .arrayBuffer()
    .then((buffer) => String.fromCharCode(...new Uint8Array(buffer)))
    .catch(() => '');
  const isJson = /\.json$/i.test(file.name) && JSON_START.test(start);
  const isZip = /\.zip$/i.test(file.name) && ZIP_START.test(start);
  if (!isJson && !isZip) return null;
  if (file.size > FILE_LIMITS.characters) return { kind: 'too-large' };
  const json = isJson
    ? await file.text()
    : await readBundle(new Uint8Array(await file.arrayBuffer()), FILE_LIMITS.characters);
  if (json === null) return null;
  const answer = readReport(json, FILE_LIMITS);
  if (answer.kind !== 'invalid') return answer;
  return { kind: 'broken', step: answer.at === null ? 'it is not JSON' : `this part is wrong: ${answer.at}` };
}
