// Few rules, each for a fault that the type checker and test/architecture.test.ts do not see.
import { basename } from 'node:path';
import tseslint from 'typescript-eslint';

const FILE_NAME = /^[a-z0-9]+(-[a-z0-9]+)*(\.(sql|file|page|job|command|d))?(\.test)?\.ts$/;

/** The suffix says what a file does; the name before it is in kebab-case. */
const fileName = {
  create: (context) => ({
    Program(node) {
      const name = basename(context.filename);
      if (FILE_NAME.test(name)) return;
      context.report({ node, message: `"${name}" is not a file name of this project: kebab-case, then .sql, .file, .page, .job, .command or nothing, then .ts or .test.ts.` });
    },
  }),
};

export default tseslint.config({
  files: ['src/**/*.ts', 'test/**/*.ts'],
  languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  linterOptions: { reportUnusedDisableDirectives: 'error' },
  plugins: { '@typescript-eslint': tseslint.plugin, house: { rules: { 'file-name': fileName } } },
  rules: {
    'house/file-name': 'error',
    // A promise that nobody waits for loses its failure.
    '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: [{ from: 'package', package: 'node:test', name: ['test', 'it', 'describe', 'suite', 'before', 'after', 'beforeEach', 'afterEach'] }] }],
    // Not for properties: pg-pool waits for `onConnect`, which its types do not say.
    '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { properties: false } }],
    '@typescript-eslint/await-thenable': 'error',
    '@typescript-eslint/return-await': ['error', 'in-try-catch'],
    '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    '@typescript-eslint/only-throw-error': 'error',
    '@typescript-eslint/consistent-type-imports': 'error',
    '@typescript-eslint/no-non-null-assertion': 'error',
    'no-console': 'error',
    'no-empty': 'error',
    'no-unused-expressions': 'error',
    'no-var': 'error',
    'prefer-const': 'error',
    eqeqeq: ['error', 'always', { null: 'ignore' }],
  },
});
