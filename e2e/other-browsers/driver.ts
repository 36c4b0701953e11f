/** A browser that Playwright cannot drive as it is installed: opened on a page, asked by functions that run in it. */

export interface Driver {
  open(url: string): Promise<void>;
  /** The function travels as text: it sees its arguments and the page, nothing else, and answers at once. */
  run<A extends unknown[], T>(script: (...args: A) => T, ...args: A): Promise<T>;
  close(): Promise<void>;
}

export interface Browser {
  readonly name: string;
  /** What is missing to drive it here; null when it can be started. */
  readonly missing: () => string | null;
  readonly start: () => Promise<Driver>;
  /** Ways of the self-test that it refuses without a report. */
  readonly silent: readonly string[];
}

const POLL_MS = 100;
const PATIENCE_MS = 30_000;

/** Asks until the answer is neither null nor false. */
export async function until<A extends unknown[], T>(
  driver: Driver,
  script: (...args: A) => T | null | false,
  ...args: A
): Promise<T> {
  for (let waited = 0; waited < PATIENCE_MS; waited += POLL_MS) {
    const answer = await driver.run(script, ...args);
    if (answer !== null && answer !== false) return answer;
    await sleep(POLL_MS);
  }
  const seen = await driver.run(() => document.body.innerText.slice(0, 400));
  throw new Error(`Not within ${(PATIENCE_MS / 1000).toString()} s: ${script.toString()}\nThe page says: ${seen}`);
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
