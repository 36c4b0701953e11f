import { describe, expect, it } from 'vitest';
import { answer, type Press } from './keys.ts';

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...more,
});

describe('keys', () => {
  it('takes two letters to go to a view', () => {
    expect(answer(press('g'), false, true)).toEqual({ action: null, first: true });
    expect(answer(press('o'), true, true)).toEqual({ action: { kind: 'view', view: 'opcodes' }, first: false });
    expect(answer(press('x'), true, true)).toEqual({ action: null, first: false });
  });

  it('opens files with o, but leaves Ctrl O to the browser', () => {
    expect(answer(press('o'), false, true).action).toEqual({ kind: 'open' });
    expect(answer(press('o', { ctrlKey: true }), false, true).action).toBeNull();
  });

  it('keeps F6 when letters are off', () => {
    expect(answer(press('n'), false, false).action).toBeNull();
    expect(answer(press('F6', { shiftKey: true }), false, false).action).toEqual({ kind: 'pane', by: -1 });
  });

  it('is not fooled by keys named like object members', () => {
    expect(answer(press('constructor'), false, true).action).toBeNull();
    expect(answer(press('toString'), true, true).action).toBeNull();
  });
});
