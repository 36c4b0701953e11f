/** Tries every way, and tells of each which rule of the browser's policy refused it, by the browser's own report. */
import { isGuarded } from './policy.ts';
import { tryInWorker, WORKER_WAYS } from './worker-ways.ts';
import { addressOf, RESERVED, WAYS, type Way } from './ways.ts';

export type Outcome =
  | { readonly kind: 'refused'; readonly by: string }
  /** There is no policy to refuse it, and no refusal was reported. */
  | { readonly kind: 'open' }
  /** There is a policy, but the browser reported nothing: some refuse without a word. */
  | { readonly kind: 'untold' }
  /** The browser has no such thing. */
  | { readonly kind: 'absent' };

/** What a policy tells of something it refused. */
export interface Refusal {
  readonly directive: string;
  readonly blocked: string;
  readonly sample: string;
}

/** Reports follow within milliseconds; what has none by then gets none. */
const SETTLE_MS = 1_500;

export async function tryAll(tell: (id: string, outcome: Outcome) => void): Promise<void> {
  const open = new Set<string>([...WAYS, ...WORKER_WAYS].map(({ id }) => id));
  const settle = (id: string, outcome: Outcome): void => {
    if (open.delete(id)) tell(id, outcome);
  };
  const refused = (refusal: Refusal | null): void => {
    const id = refusal === null ? null : refusedWay(refusal, WAYS);
    if (refusal !== null && id !== null) settle(id, { kind: 'refused', by: refusal.directive });
  };
  const onPage = (event: SecurityPolicyViolationEvent): void => {
    refused(readRefusal(event));
  };
  document.addEventListener('securitypolicyviolation', onPage);
  const stage = openStage();
  const worker = tryInWorker((report) => {
    refused(readRefusal(report));
  });
  for (const way of WAYS) {
    if (way.attempt === null) settle(way.id, { kind: 'absent' });
    else void quietly(way.attempt, way.id, stage);
  }
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  document.removeEventListener('securitypolicyviolation', onPage);
  worker.terminate();
  stage.remove();
  const kind = isGuarded() ? 'untold' : 'open';
  for (const id of open) settle(id, { kind });
}

/** The way a report belongs to; null for reports about something else. */
export function refusedWay({ directive, blocked, sample }: Refusal, ways: readonly Way[]): string | null {
  // Trusted Types report the kind of place as blocked, and the address in the sample.
  const named = HOST.exec(`${blocked} ${sample}`)?.[1];
  if (named !== undefined) return named;
  const way = ways.find(({ unnamed }) => unnamed?.directive === directive && unnamed.blocked === blocked);
  return way?.id ?? null;
}

const HOST = new RegExp(`(?:https|wss)://([\\w-]+)\\.${RESERVED.replace('.', '\\.')}`);

/** From an event of the page, or the same as a message of the worker. A policy that only reports refuses nothing. */
export function readRefusal(report: unknown): Refusal | null {
  if (typeof report !== 'object' || report === null) return null;
  const fields = new Map<string, unknown>();
  for (const name of ['effectiveDirective', 'blockedURI', 'sample', 'disposition']) {
    fields.set(name, Reflect.get(report, name));
  }
  const text = (name: string): string => {
    const value = fields.get(name);
    return typeof value === 'string' ? value : '';
  };
  if (text('disposition') === 'report') return null;
  return { directive: text('effectiveDirective'), blocked: text('blockedURI'), sample: text('sample') };
}

async function quietly(attempt: NonNullable<Way['attempt']>, id: string, stage: HTMLElement): Promise<void> {
  try {
    await attempt(addressOf(id), stage);
  } catch {
    // What counts is the report.
  }
}

/** Somewhere for the elements to be, out of sight and out of the way. */
function openStage(): HTMLElement {
  const stage = document.createElement('div');
  stage.className = 'sr';
  stage.inert = true;
  stage.ariaHidden = 'true';
  document.body.append(stage);
  return stage;
}
