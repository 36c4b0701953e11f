/** Writing and reading codes, for the page: the worker starts with the first call and is ended when it takes too long. */
import CodesWorker from './codes.worker.ts?worker&inline';
import { MOST_BYTES, pictureOf } from './picture.ts';
import type { Answer, Ask, Modules } from './protocol.ts';

const MOST_MS = 15_000;
/** Enough to tell a picture by. */
const HEAD = 32;

let worker: Worker | null = null;
let next = 1;
const waiting = new Map<number, (answer: Answer | null) => void>();

export async function writeCodes(texts: readonly string[]): Promise<readonly Modules[]> {
  const answer = await ask({ id: next++, kind: 'write', texts });
  if (answer?.kind !== 'written') throw new Error('The codes could not be made.');
  return answer.codes;
}

export async function readFrame(image: ImageData): Promise<readonly string[]> {
  const answer = await ask({ id: next++, kind: 'frame', image }, [image.data.buffer]);
  return answer?.kind === 'read' ? answer.texts : [];
}

/** The texts of all codes in a picture; none for what is no picture or too large a one. Never rejects. */
export async function readPicture(file: File): Promise<readonly string[]> {
  if (file.size > MOST_BYTES || !(await isPicture(file))) return [];
  const bytes = await file.arrayBuffer().catch(() => null);
  if (bytes === null) return [];
  const answer = await ask({ id: next++, kind: 'picture', bytes: new Uint8Array(bytes) }, [bytes]);
  return answer?.kind === 'read' ? answer.texts : [];
}

/** By content: a JPEG's size stands further in, so that here its first bytes do. */
async function isPicture(file: File): Promise<boolean> {
  const head = await file
    .slice(0, HEAD)
    .arrayBuffer()
    .catch(() => new ArrayBuffer(0));
  const bytes = new Uint8Array(head);
  return pictureOf(bytes) !== null || (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff);
}

/** Null when it took too long or the worker died: it is ended, and the next call starts another. */
function ask(asked: Ask, transfer: Transferable[] = []): Promise<Answer | null> {
  const to = (worker ??= start());
  return new Promise((resolve) => {
    const late = setTimeout(end, MOST_MS);
    waiting.set(asked.id, (answer) => {
      clearTimeout(late);
      resolve(answer);
    });
    to.postMessage(asked, transfer);
  });
}

function start(): Worker {
  const started = new CodesWorker();
  started.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  });
  started.addEventListener('error', end);
  return started;
}

function end(): void {
  worker?.terminate();
  worker = null;
  for (const settle of waiting.values()) settle(null);
  waiting.clear();
}
