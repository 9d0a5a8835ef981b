import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const domainIsPure = 'The domain is pure: take the instant, the random number or the result as an argument; application passes it in from a port.';
const testsDoNotSleep = 'Tests do not sleep: pass a manual clock and advance it, or await the event itself (vi.waitFor, expect.poll).';
const sqlLivesInStorage = 'SQL lives in src/main/storage only: add a named function to the repository of that aggregate.';
const pageAsksBridge = 'Only src/renderer/src/bridge.ts touches window.station; import the bridge.';

const sleeping = [
  { selector: "NewExpression[callee.name='Promise'] CallExpression[callee.name='setTimeout']", message: testsDoNotSleep },
  { selector: "CallExpression[callee.property.name='waitForTimeout']", message: testsDoNotSleep },
];
const sleepingImports = [{ name: 'node:timers/promises', message: testsDoNotSleep }];

export default defineConfig(
  globalIgnores(['out/', '.cache/', 'node_modules/', 'demo-output/', 'bench-output/', 'test-results/', 'playwright-report/', 'coverage/']),
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Ports and fakes answer at once where the real thing waits.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true, allowNullish: true }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      // `!= null` is the one honest way to ask for both null and undefined.
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      // Ours are closures made by factories, not methods of a class: there is no `this` to lose.
      '@typescript-eslint/unbound-method': 'off',
      'prefer-const': 'error',
    },
  },
  {
    files: ['src/shared/domain/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...['fetch', 'setTimeout', 'setInterval', 'setImmediate', 'process', 'console', 'crypto', 'performance', 'window', 'document'].map((name) => ({ name, message: domainIsPure }))],
      'no-restricted-properties': ['error', { object: 'Date', property: 'now', message: domainIsPure }, { object: 'Math', property: 'random', message: domainIsPure }],
      'no-restricted-syntax': ['error', { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: domainIsPure }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/main/storage/**', 'src/shared/domain/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...["Literal[value=/^\\s*(SELECT\\s.+\\sFROM|INSERT\\s+INTO|UPDATE\\s.+\\sSET|DELETE\\s+FROM|CREATE\\s+TABLE|PRAGMA)\\s/s]", "TemplateElement[value.raw=/^\\s*(SELECT\\s.+\\sFROM|INSERT\\s+INTO|UPDATE\\s.+\\sSET|DELETE\\s+FROM|CREATE\\s+TABLE|PRAGMA)\\s/s]"].map((selector) => ({ selector, message: sqlLivesInStorage })),
        { selector: "MemberExpression[object.name='window'][property.name='station']", message: pageAsksBridge },
      ],
    },
  },
  {
    files: ['src/renderer/src/bridge.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
  },
  {
    files: ['test/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-syntax': ['error', ...sleeping],
      'no-restricted-imports': ['error', { paths: sleepingImports }],
      // Answers of JSON.parse and of foreign decoders are looked at by the assertions themselves.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
);
