// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Who may import whom: spec <- model <- generators <- harness <- index.ts. See docs/adr/ for the reasons.
'use strict';

const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from, pathNot: TESTS },
  to: { pathNot: allowed },
});

const TESTS = '\\.(test|spec)\\.ts$|/testing/|^harness/e2e/';
const PURE = '^(spec|model|generators)/';

module.exports = {
  forbidden: [
    only('spec-is-the-bottom', '^spec/', ['^spec/'], 'spec/ is data and imports nothing.'),
    only('model-on-spec', '^model/', ['^(spec|model)/'], 'The model is pure and knows the specification only.'),
    only(
      'generators-on-model',
      '^generators/',
      ['^(spec|model|generators)/', 'node_modules/(fast-check|pure-rand)/'],
      'Generators know the model and fast-check, and no implementation.',
    ),
    only(
      'simulator-stands-alone',
      '^harness/adapters/simulator/',
      ['^spec/', '^harness/adapters/simulator/', '^harness/adapter\\.ts$'],
      'An oracle that shares code with its subject finds nothing.',
    ),
    only(
      'schedulers-import-nothing',
      '^harness/schedulers/',
      ['^harness/schedulers/'],
      'They choose, and know nothing.',
    ),
    only(
      'platform-is-a-tool',
      '^harness/platform/',
      ['^harness/platform/', '^harness/errors\\.ts$', '^(node:)?[a-z0-9_/]+$', 'node_modules/'],
      'What any program could use knows nothing of this one.',
    ),
    {
      name: 'judge-below-campaign',
      severity: 'error',
      comment: 'A verdict is about a program and its history, whoever ran it.',
      from: { path: '^harness/judge/', pathNot: TESTS },
      to: { path: '^harness/(campaign|cli|reporters|adapters|coverage|shrink)/' },
    },
    {
      name: 'adapters-do-not-judge',
      severity: 'error',
      comment: 'An adapter says what it saw.',
      from: { path: '^harness/adapters/', pathNot: TESTS },
      to: { path: '^harness/(judge|campaign|cli|reporters)/' },
    },
    {
      name: 'no-outside-world',
      severity: 'error',
      comment: 'Only harness/ touches the outside world.',
      from: { path: PURE, pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'tests-see-no-harness-from-below',
      severity: 'error',
      comment: 'Tests obey the layers as well, except for their own helpers.',
      from: { path: PURE },
      to: { path: '^harness/', pathNot: '/testing/' },
    },
    {
      name: 'nobody-imports-tests',
      severity: 'error',
      comment: 'Tests and their helpers do not ship.',
      from: { pathNot: TESTS },
      to: { path: TESTS },
    },
    { name: 'no-cycles', severity: 'error', comment: 'A cycle has no bottom.', from: {}, to: { circular: true } },
    {
      name: 'declared-packages-only',
      severity: 'error',
      comment: 'What ships may only need what package.json lists under dependencies.',
      from: { path: '^(spec|model|generators|harness|index\\.ts)', pathNot: TESTS },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.cjs', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['require', 'node', 'default'],
    },
  },
};
