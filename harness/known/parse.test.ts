// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { parseKnownList } from './parse';

const entry = `# A comment.
Finding: lost-update
Program: lost-update.program
Violations: outcome MAP-UPDATE-13 map.update 0
 outcome MAP-UPDATE-13 map.update 1
Traces: outcome MOD-LOG-01 module.log *
Needs: module.load soc_a
Reason: The kernel says that it is done,
 and it is not.
See: docs/findings/lost-update.md
`;

test('an entry', () => {
  expect(parseKnownList(entry)).toEqual({
    kind: 'list',
    entries: [
      {
        finding: 'lost-update',
        program: 'lost-update.program',
        violations: ['outcome MAP-UPDATE-13 map.update 0', 'outcome MAP-UPDATE-13 map.update 1'],
        traces: ['outcome MOD-LOG-01 module.log *'],
        needs: ['module.load soc_a'],
        reason: 'The kernel says that it is done, and it is not.',
        see: 'docs/findings/lost-update.md',
      },
    ],
  });
});

test('an empty list is a list', () => {
  expect(parseKnownList('# nothing\n')).toEqual({ kind: 'list', entries: [] });
});

test.each(['Finding', 'Program', 'Violations', 'Reason', 'See'])('without %s there is no entry', (field) => {
  const without = entry.replace(new RegExp(`^${field}:.*\\n(?: .*\\n)*`, 'm'), '');
  expect(parseKnownList(without)).toMatchObject({
    kind: 'error',
    message: expect.stringContaining(`has no ${field}`),
  });
});

test('a field that nobody reads is an error, and so are two entries of one name', () => {
  expect(parseKnownList(entry.replace('Needs', 'Need'))).toMatchObject({
    kind: 'error',
    message: "the entry 'lost-update' has a field Need",
  });
  expect(parseKnownList(`${entry}\n${entry}`)).toMatchObject({
    kind: 'error',
    message: "there are two entries 'lost-update'",
  });
});
