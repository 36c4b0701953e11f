/**
 * A browser needs the page's thread twice more to start the worker that early.ts asked for, and this script keeps it busy for a
 * tenth of a second: it lets the worker go first, and both run side by side.
 */
const A_FEW_MS = 12;

await new Promise((resolve) => setTimeout(resolve, A_FEW_MS));
