import { expect, test } from 'vitest';
import { CONTRACT_TEXTS } from './contracts.data.ts';
import { LIBRARY_CONTRACTS } from './contracts-libraries.ts';
import { contractOf, isUnlisted } from './contracts.ts';

test('every line of the tables is read', () => {
  for (const [module, text] of [...CONTRACT_TEXTS, ...LIBRARY_CONTRACTS]) {
    for (const line of text.split('; ')) {
      const contract = contractOf(module, [line.slice(0, line.indexOf(':'))]);
      expect(contract, `${module} ${line}`).not.toBeNull();
      for (const way of [contract?.call, contract?.create]) {
        if (way == null) continue;
        expect(way.least <= way.most, `${module} ${line}`).toBe(true);
        expect(way.takes.every((kinds) => kinds === null || /^[NbifsyYtldezFT!]*$/.test(kinds))).toBe(true);
      }
    }
  }
});

test('counts, kinds and traits', () => {
  const deque = contractOf('collections', ['deque']);
  expect(deque).toMatchObject({
    isClass: true,
    call: { least: 0, most: 2 },
    traits: 'AILX',
    gives: 'collections.deque',
  });
  expect(deque?.create?.most).toBe(Number.POSITIVE_INFINITY);
  expect(contractOf('os', ['system'])).toMatchObject({ isClass: false, call: { least: 1, most: 1, takes: ['sy'] } });
  expect(contractOf('functools', ['partial'])?.call.takes[0]).toBe('FT');
  expect(contractOf('os', ['system', '__call__'])).toBeNull();
  expect(contractOf('no.such', ['name'])).toBeNull();
});

test('names that no release has', () => {
  expect(isUnlisted('datetime', 'datetimes')).toBe(true);
  expect(isUnlisted('datetime', 'datetime')).toBe(false);
  expect(isUnlisted('datetime', '_strptime')).toBe(false);
  expect(isUnlisted('os', 'systm')).toBe(true);
  // Of other platforms nobody says which constants they have.
  expect(isUnlisted('os', 'O_ANYTHING')).toBe(false);
  expect(isUnlisted('os', 'startfile')).toBe(false);
  expect(isUnlisted('no.such', 'name')).toBe(false);
});
