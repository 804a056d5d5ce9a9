// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Lint rules: typescript-eslint's strictest set, and the purity of everything outside harness/.
import tseslint from 'typescript-eslint';

const impure = (name) => ({ name, message: 'Only harness/ touches the outside world; pass the value in.' });

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'node_modules/', '.cache/', 'kernel/', '*.cjs', '*.mjs'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['spec/**/*.ts', 'model/**/*.ts', 'generators/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...['process', 'performance', 'console', 'setTimeout', 'fetch'].map(impure)],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Only harness/ reads the clock; pass the time in.' },
        { object: 'Math', property: 'random', message: 'Randomness comes from a seed; pass it in.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Only harness/ reads the clock.',
        },
      ],
    },
  },
  {
    files: ['**/*.test.ts', '**/testing/**/*.ts', 'jest.config.ts'],
    rules: {
      'no-console': 'off',
      'max-lines': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
