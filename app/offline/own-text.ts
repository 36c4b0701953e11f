import { fillFrame } from './frame.ts';

/**
 * This page as it was built, to the byte; null where it was not built (development) or was changed on its way.
 * The texts of scripts and styles are the ones the policy's hashes stand for, so nothing that runs has another text; the worker's is
 * the one that the first script took before anything else ran.
 */
export function ownText(page: ParentNode = document): string | null {
  const frame = parsed(partOf(page, 'frame'));
  if (frame === null) return null;
  const missing: string[] = [];
  const text = fillFrame(frame, (name) => {
    const part = partOf(page, name);
    if (part === null) missing.push(name);
    return part ?? '';
  });
  return missing.length === 0 ? text : null;
}

function partOf(page: ParentNode, name: string): string | null {
  const element = page.querySelector(`head > [data-part="${name}"]`);
  return element instanceof HTMLMetaElement ? element.content : (element?.textContent ?? null);
}

function parsed(json: string | null): string | null {
  const value: unknown = json === null ? null : JSON.parse(json);
  return typeof value === 'string' ? value : null;
}
