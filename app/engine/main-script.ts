/**
 * The page's second script lies in it as text, so that the parser runs past it. A browser needs the page's thread twice more to start
 * the worker that early.ts asked for, and compiling this script keeps it busy: the worker goes first, and both run side by side.
 */
const A_FEW_MS = 12;

/** Once everything lies in the page, and not at once. */
export function whenParsed(run: () => void): void {
  setTimeout(() => {
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', run);
    else run();
  }, A_FEW_MS);
}

/** The policy's hash stands for it all the same: another text would not run. */
export function runMain(): void {
  const main = document.querySelector<HTMLScriptElement>('head > script[data-part="main"]');
  // In development it is a script like any other.
  if (main === null) return;
  main.type = 'module';
  // A browser looks at a script again when it is put into the page (HTML spec, "prepare the script element").
  document.head.append(main);
}
