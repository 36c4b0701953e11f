/** "data/1" and "data/199" as one label: "data/1–199". Pure. */
export function foldLabels(first: string, last: string): string {
  if (first === last) return first;
  const shared = commonPrefix(first, last);
  const tail = last.slice(shared.length);
  return tail === '' || shared === '' ? `${first} – ${last}` : `${first}–${tail}`;
}

/** Up to and with the last separator both share. */
function commonPrefix(a: string, b: string): string {
  let end = 0;
  for (let i = 0; i < Math.min(a.length, b.length) && a[i] === b[i]; i++) {
    if (/[/.:_\s]/.test(a[i] ?? '')) end = i + 1;
  }
  return a.slice(0, end);
}
