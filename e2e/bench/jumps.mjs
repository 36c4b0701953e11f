/** Going to steps of an open program as a person does, each timed in the page from the press to the frame that shows the row. */

/** Runs in the page before its own scripts: notes how long the worker has what it is asked. */
export function watchWorkers() {
  /** @typedef {{ id: unknown, from: number, to: number }} Asked */
  /** @type {Asked[]} */
  const asked = [];
  Object.assign(globalThis, { asked });
  const { addEventListener: listen, postMessage: post } = Worker.prototype;
  /** @type {WeakSet<Worker>} */
  const watched = new WeakSet();
  // First of those who listen: what others do with an answer is not the worker's.
  /** @type {(this: Worker, ...how: any[]) => void} */
  const first = function (...how) {
    if (how[0] === 'message' && !watched.has(this)) {
      watched.add(this);
      Reflect.apply(listen, this, ['message', heard]);
    }
    Reflect.apply(listen, this, how);
  };
  const heard = (/** @type {MessageEvent} */ { data }) => {
    const question = asked.find(({ id }) => id === data?.id);
    if (question !== undefined) question.to = performance.now();
  };
  Worker.prototype.addEventListener = first;
  Worker.prototype.postMessage = function (/** @type {any} */ message, /** @type {any} */ transfer) {
    if (message?.path !== undefined) asked.push({ id: message.id, from: performance.now(), to: NaN });
    post.call(this, message, transfer);
  };
}

/** @typedef {{ took: number, worker: number }} Jump milliseconds altogether, and those of them the worker was asked something for */

/**
 * The first one of an open view, to the last step; then `more` all over the program.
 * @type {(page: import('playwright').Page, size: number, more: number) => Promise<{ first: Jump, later: Jump[] }>}
 */
export async function jumps(page, size, more) {
  await page.getByRole('link', { name: 'Opcodes' }).first().click();
  const grid = page.getByRole('grid', { name: 'Opcode table' });
  await grid.waitFor();
  await grid.focus();
  await page.waitForTimeout(500);
  const first = await timed(page, () => page.keyboard.press('Control+End'));
  const later = [];
  for (let i = 0; i < more; i++) {
    await page.waitForTimeout(300);
    later.push(await jump(page, size, i, more));
  }
  return { first, later };
}

/** On the track with the mouse, to an offset, along the track with a key, to an end. */
/** @type {(page: import('playwright').Page, size: number, i: number, of: number) => Promise<Jump>} */
async function jump(page, size, i, of) {
  const part = ((i + 1) * 0.618034) % 1;
  const slider = page.getByRole('slider', { name: 'Step' });
  switch (i % 4) {
    case 0: {
      const box = await slider.boundingBox();
      await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) * part, (box?.y ?? 0) + 40);
      return timed(page, () => page.mouse.down()).finally(() => page.mouse.up());
    }
    case 1: {
      const offset = Math.floor(size * part).toString(16);
      await page.getByRole('textbox', { name: 'Run to offset' }).fill(offset);
      return timed(page, () => page.keyboard.press('Enter'));
    }
    case 2:
      await slider.focus();
      return timed(page, () => page.keyboard.press(part < 0.5 ? 'PageUp' : 'PageDown'));
    default:
      await page.getByRole('grid', { name: 'Opcode table' }).focus();
      return timed(page, () => page.keyboard.press(i < of / 2 ? 'Control+Home' : 'Control+End'));
  }
}

/** @type {(page: import('playwright').Page, press: () => Promise<void>) => Promise<Jump>} */
async function timed(page, press) {
  await page.evaluate(() => {
    const row = () => document.querySelector('.ogrid [aria-selected="true"]:not(.wait, .parked)');
    const before = row()?.getAttribute('data-row');
    const arrived = () => {
      const step = row()?.getAttribute('data-row');
      const said = document.querySelector('[role="slider"][aria-label="Step"]')?.getAttribute('aria-valuenow');
      return step !== undefined && step !== before && step === said;
    };
    for (const name of ['pressed', 'arrived']) performance.clearMarks(name);
    const pressed = (/** @type {Event} */ event) => {
      if (event instanceof KeyboardEvent && event.key === 'Control') return;
      document.removeEventListener('keydown', pressed, true);
      document.removeEventListener('pointerdown', pressed, true);
      performance.mark('pressed');
    };
    document.addEventListener('keydown', pressed, true);
    document.addEventListener('pointerdown', pressed, true);
    new MutationObserver((_, observer) => {
      if (!arrived()) return;
      observer.disconnect();
      requestAnimationFrame(() => performance.mark('arrived'));
    }).observe(document, { childList: true, subtree: true, characterData: true, attributes: true });
  });
  await press();
  await page.waitForFunction(() => performance.getEntriesByName('arrived').length > 0);
  return page.evaluate(() => {
    const { startTime, duration } = performance.measure('jump', 'pressed', 'arrived');
    const end = startTime + duration;
    /** @type {{ from: number, to: number }[]} */
    const asked = Reflect.get(globalThis, 'asked');
    let [worker, until] = [0, startTime];
    for (const { from, to } of asked) {
      if (from < startTime || !(to <= end)) continue;
      worker += Math.max(0, to - Math.max(from, until));
      until = Math.max(until, to);
    }
    return { took: duration, worker };
  });
}
