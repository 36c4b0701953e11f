import { expect, test } from 'vitest';
import { kindsOf, libraryClass, unfold } from './classes.ts';

test('lines share the start of the module before them, and marks are kinds', () => {
  const found = unfold('\n0<a.b:One Two=\nno line\n2<c:Three!\n');
  expect([...found]).toEqual([
    ['a.b', 'One Two='],
    ['a.c', 'Three!'],
  ]);
  expect([...kindsOf('One Two= Three!')]).toEqual([
    ['One', 'class'],
    ['Two', 'enum'],
    ['Three', 'active'],
  ]);
});

test('releases define classes, enumerations, and nothing under another name', () => {
  expect(libraryClass('sklearn.pipeline', 'Pipeline')).toBe('class');
  expect(libraryClass('torch.distributed.fsdp.api', 'ShardingStrategy')).toBe('enum');
  expect(libraryClass('sklearn.pipeline', 'make_pipeline')).toBeNull();
  expect(libraryClass('os', 'system')).toBeNull();
});
