let collator: Intl.Collator | null = null;

/** Orders names as people do: `block.2` before `block.10`. The collator is made when it is first needed, because that takes milliseconds. */
export function natural(a: string, b: string): number {
  collator ??= new Intl.Collator('en', { numeric: true });
  return collator.compare(a, b);
}
