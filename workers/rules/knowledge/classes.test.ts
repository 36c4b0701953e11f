import { expect, test } from 'vitest';
import { libraryClass, unfold } from './classes.ts';

test('lines share the start of the module before them, and marks are kinds', () => {
  expect([...unfold('\n0<a.b:One Two=\n2<c:Three!\n')]).toEqual([
    ['a.b One', 'class'],
    ['a.b Two', 'enum'],
    ['a.c Three', 'active'],
  ]);
});

test('releases define classes, enumerations, and nothing under another name', () => {
  expect(libraryClass('sklearn.pipeline', 'Pipeline')).toBe('class');
  expect(libraryClass('torch.distributed.fsdp.api', 'ShardingStrategy')).toBe('enum');
  expect(libraryClass('sklearn.pipeline', 'make_pipeline')).toBeNull();
  expect(libraryClass('os', 'system')).toBeNull();
});
