// npm run new:rule NAME: writes workers/rules/<family>/<name>.ts and its test, and adds the line to the registry.
// NAME is a rule id: family.topic, for example keras.lambda.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const id = process.argv[2] ?? '';
if (!/^[a-z]+(\.[a-z0-9-]+)+$/.test(id)) {
  console.error('Usage: npm run new:rule family.topic   (lower case, dots between parts)');
  process.exit(64);
}
const [family = '', ...topic] = id.split('.');
const file = topic.join('-');
const constant = id.replace(/[.-]/g, '_').toUpperCase();
const folder = join(import.meta.dirname, family);
const rule = join(folder, `${file}.ts`);
if (existsSync(rule)) {
  console.error(`${family}/${file}.ts is there already.`);
  process.exit(1);
}
mkdirSync(folder, { recursive: true });
writeFileSync(rule, ruleText());
writeFileSync(join(folder, `${file}.test.ts`), testText());
register();
console.log(`Wrote workers/rules/${family}/${file}.ts and its test, and added it to workers/rules/registry.ts.`);
console.log('The test and the card test fail until the rule says something.');

function ruleText() {
  return `import { prose } from '../../report/prose.ts';
import type { Rule } from '../rule.ts';

export const ${constant}: Rule = {
  cards: [
    {
      id: '${id}',
      title: '',
      means: prose\`\`,
      happens: prose\`\`,
      how: prose\`\`,
      todo: [],
      falseAlarm: prose\`\`,
      references: [],
    },
  ],
  apply: ({ facts }) => facts.flatMap(() => []),
};
`;
}

function testText() {
  return `import { expect, test } from 'vitest';
import { ${constant} } from './${file}.ts';

test('${id} finds what it is for', () => {
  expect(${constant}.apply({ facts: [], programs: [], format: null })).toHaveLength(1);
});

test('${id} stays silent without facts', () => {
  expect(${constant}.apply({ facts: [], programs: [], format: null })).toEqual([]);
});
`;
}

function register() {
  const path = join(import.meta.dirname, 'registry.ts');
  const text = readFileSync(path, 'utf8');
  const line = `import { ${constant} } from './${family}/${file}.ts';\n`;
  const end = text.lastIndexOf('\nimport ');
  const at = text.indexOf('\n', end + 1) + 1;
  const withImport = text.slice(0, at) + line + text.slice(at);
  writeFileSync(
    path,
    withImport.replace(/(export const RULES: readonly Rule\[\] = \[[^\]]*)\]/, `$1  ${constant},\n]`),
  );
}
