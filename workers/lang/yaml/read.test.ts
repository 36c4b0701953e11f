import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readYaml } from './read.ts';

const pairs = (text: string): string[] => readYaml(text).pairs.map(({ key, value }) => `${key}=${value}`);
const tags = (text: string): string[] => readYaml(text).tags.map(({ tag }) => tag);

test('keys and texts, however they are written', () => {
  expect(pairs("a: b\nc: {d: e, \"f\": 'g''h'}\ni:\n  - j: >-\n      k\n")).toEqual(['a=b', 'd=e', "f=g'h", 'j=k']);
  expect(pairs('"\\x5ftarget_": "os\\u002esystem"')).toEqual(['_target_=os.system']);
  expect(pairs('a: &x os.system\nb: *x\nc: !!str d\n? e\n: f')).toEqual(['a=os.system', 'b=os.system', 'c=d', 'e=f']);
});

test('a text in double quotes goes on over lines, with a blank or without', () => {
  expect(pairs('a: "os.\\\n   system"\nb: "c\n  d"')).toEqual(['a=os.system', 'b=c d']);
});

test('tags with their handles', () => {
  expect(tags('a: !!python/object/apply:os.system ["x"]')).toEqual(['tag:yaml.org,2002:python/object/apply:os.system']);
  expect(tags('%TAG !p! tag:yaml.org,2002:python/\n---\n- !p!name:os.system')).toEqual([
    'tag:yaml.org,2002:python/name:os.system',
  ]);
  expect(tags('- !<tag:yaml.org,2002:python/module:os>\n- !local x\n- !!py%74hon/name:os.system y')).toEqual([
    'tag:yaml.org,2002:python/module:os',
    '!local',
    'tag:yaml.org,2002:python/name:os.system',
  ]);
});

test('a text of several lines ends where its key’s line stands again', () => {
  expect(pairs('- a: |\n    b: c\n    d\n  e: f\ng: >\n\n  h\ni: j')).toEqual(['a=b: c d', 'e=f', 'g=h', 'i=j']);
  expect(pairs('a: b # c: d\n# e: f\ng: "h # i"')).toEqual(['a=b', 'g=h # i']);
});

test('a place is where the value stands', () => {
  const text = 'a:\n  b: os.system\n';
  const [pair] = readYaml(text).pairs;
  expect(text.slice(pair?.at, pair?.end)).toBe('os.system');
});

test('any text is read to its end, and deep ones too', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'a:-[]{}!&*|>"\'%? \n\\x#,'.split('')), maxLength: 300 }),
      (text) => {
        readYaml(text);
      },
    ),
  );
  const started = performance.now();
  for (const quote of ['"', "'"]) {
    readYaml(`a: ${quote}x${' '.repeat(500_000)}x\n${' '.repeat(400_000)}x${quote}`);
    readYaml(`a: ${quote}${'x\n'.repeat(100_000)}${quote}`);
  }
  for (const piece of ['[', '- ', '{a: ', '&a ', '! ', '? ', '"', "''", ': ', 'a:\n ', '|\n', '> ', '# '])
    readYaml(piece.repeat(100_000));
  expect(performance.now() - started).toBeLessThan(20_000);
});
