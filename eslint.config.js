import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const tests = ['**/*.test.ts', '**/*.test.tsx'];
/** Of the worker's code, what only ever runs in Node; as in tsconfig.headless.json. */
const headless = ['workers/inspect.ts', 'workers/headless/**', 'workers/**/*.node.ts', 'workers/**/node-*.ts'];
/** @type {(selector: string, text: string) => { selector: string, message: string }} */
const message = (selector, text) => ({ selector, message: text });

/** What a page that shows hostile text and promises no network never says. */
const forbidden = [
  message(
    'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|srcdoc)$/]',
    'No HTML from strings: text from a file is a text node.',
  ),
  message(
    'JSXAttribute[name.name="dangerouslySetInnerHTML"]',
    'No HTML from strings: text from a file is a text node.',
  ),
  message(
    'CallExpression[callee.object.name="document"][callee.property.name=/^write/]',
    'No HTML from strings: text from a file is a text node.',
  ),
  message('CallExpression[callee.name="fetch"]', 'No network.'),
  message('MemberExpression[object.name=/^(self|window|globalThis)$/][property.name="fetch"]', 'No network.'),
  message('MemberExpression[property.name="sendBeacon"]', 'No network.'),
  message('NewExpression[callee.name=/^(XMLHttpRequest|WebSocket|EventSource|RTCPeerConnection)$/]', 'No network.'),
  message(
    'NewExpression[callee.name="URL"] > MemberExpression.arguments[object.type="MetaProperty"]',
    'new URL(…, import.meta.url) emits a second file: the product is one self-contained file.',
  ),
];
const newWorker = message(
  'NewExpression[callee.name=/^(Worker|SharedWorker)$/]',
  'Only app/engine knows that a worker exists.',
);

export default defineConfig(
  globalIgnores(['dist/', 'wasm/target/', 'wasm/dist/', 'wasm/fuzz/', 'test-results/', 'playwright-report/']),
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Control characters are what this product looks for.
      'no-control-regex': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // The compiler's noPropertyAccessFromIndexSignature asks for brackets where this would ask for dots.
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
    },
  },
  {
    files: ['app/**/*.{ts,tsx}', 'workers/**/*.ts'],
    ignores: ['app/build/**', ...tests],
    rules: {
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      'max-lines': ['warn', 300],
      'no-console': 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-restricted-syntax': ['error', ...forbidden, newWorker],
    },
  },
  {
    files: ['app/**/*.{ts,tsx}'],
    ignores: ['app/build/**', ...tests],
    extends: [reactHooks.configs.flat.recommended],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: String.raw`/workers/(?!protocol\.ts$|report/)`,
              message: 'The page imports workers/protocol.ts and workers/report/ only; app/engine starts the worker.',
            },
            { group: ['comlink'], message: 'Only app/engine knows that a worker exists.' },
            { regex: '^node:', message: 'The page runs in a browser.' },
          ],
        },
      ],
    },
  },
  {
    files: ['app/engine/**/*.ts'],
    ignores: tests,
    rules: {
      'no-restricted-syntax': ['error', ...forbidden],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: String.raw`/workers/(?!protocol\.ts$|report/|engine\.worker\.ts\?worker&inline$)`,
              message: 'The page imports workers/protocol.ts and workers/report/ only, and the worker as text.',
            },
            { regex: '^node:', message: 'The page runs in a browser.' },
          ],
        },
      ],
    },
  },
  {
    files: ['workers/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '(^|/)app/', message: 'Workers never import the page.' },
            { regex: '^react', message: 'Workers never import the page.' },
          ],
        },
      ],
    },
  },
  {
    files: ['workers/**/*.ts'],
    ignores: [...headless, ...tests],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['document', 'window', 'process', 'Buffer'].map((name) => ({ name, message: 'Runs in a worker.' })),
        { name: 'fetch', message: 'No network.' },
      ],
    },
  },
  {
    files: headless,
    rules: { 'no-console': 'off' },
  },
  {
    // Tables are as long as what they list.
    files: ['**/*.data.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: tests,
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-restricted-imports': 'off',
    },
  },
  {
    // The compiler checks these too and knows which globals there are.
    files: ['**/*.js', '**/*.mjs'],
    rules: { 'no-undef': 'off' },
  },
);
