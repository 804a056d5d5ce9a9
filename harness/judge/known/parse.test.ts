// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { parseKnownList } from './parse';

const common = `Reason: The kernel says that it is done,
 and it is not.
See: docs/findings/lost-update.md
`;
const told = { reason: 'The kernel says that it is done, and it is not.', see: 'docs/findings/lost-update.md' };
const own = `# A comment.
Finding: lost-update
Program: lost-update.program
Violations: outcome MAP-UPDATE-13 map.update 0
 outcome MAP-UPDATE-13 map.update 1
Operation: map.update * .owner=*
Needs: module.load soc_a
${common}`;

describe('an entry', () => {
  test.each([
    ['Deviation: big-return-accepted', { kind: 'deviation', name: 'big-return-accepted' }],
    ['Hazard: tcp-update-to-itself', { kind: 'hazard', name: 'tcp-update-to-itself', log: [] }],
    [
      'Hazard: tcp-update-to-itself\nLog:\n list_add double add: *\n kernel BUG at *',
      { kind: 'hazard', name: 'tcp-update-to-itself', log: ['list_add double add: *', 'kernel BUG at *'] },
    ],
  ])('says how it is told: %s', (fields, shape) => {
    expect(parseKnownList(`Finding: lost-update\n${fields}\n${common}`)).toEqual({
      kind: 'list',
      entries: [{ finding: 'lost-update', shape, ...told }],
    });
  });

  test('of a kernel of somebody says it by outcome, operation and program', () => {
    expect(parseKnownList(own)).toEqual({
      kind: 'list',
      entries: [
        {
          finding: 'lost-update',
          program: 'lost-update.program',
          shape: {
            kind: 'violations',
            violations: ['outcome MAP-UPDATE-13 map.update 0', 'outcome MAP-UPDATE-13 map.update 1'],
            operation: 'map.update * .owner=*',
            needs: ['module.load soc_a'],
          },
          ...told,
        },
      ],
    });
  });

  test.each(['Finding', 'Program', 'Violations', 'Operation', 'Reason', 'See'])('has a %s, or is none', (field) => {
    const without = own.replace(new RegExp(`^${field}:.*\\n(?: .*\\n)*`, 'm'), '');
    expect(parseKnownList(without)).toMatchObject({
      kind: 'error',
      message: expect.stringMatching(/has (no|Operation)/),
    });
  });
});

test('an empty list is a list', () => {
  expect(parseKnownList('# nothing\n')).toEqual({ kind: 'list', entries: [] });
});

test.each([
  ['a field that nobody reads', own.replace('Needs', 'Need'), "the entry 'lost-update' has a field Need"],
  ['two entries of one name', `${own}\n${own}`, "there are two entries 'lost-update'"],
  [
    'an outcome that stands for any',
    own.replace('map.update 0\n', 'map.update *\n'),
    "the entry 'lost-update' takes any outcome for known: outcome MAP-UPDATE-13 map.update *",
  ],
  [
    'two ways to tell',
    own.replace('Needs', 'Deviation: big-return-accepted\nNeeds'),
    "the entry 'lost-update' has Deviation and Violations",
  ],
  [
    'a detail of another way to tell',
    `Finding: a\nDeviation: big-return-accepted\nLog: Oops\n${common}`,
    "the entry 'a' has Log, which says nothing with Deviation",
  ],
])('%s is an error', (_, text, message) => {
  expect(parseKnownList(text)).toMatchObject({ kind: 'error', message });
});

test.each([
  ['Deviation: big-return-acepted', 'Did you mean "big-return-accepted"?'],
  ['Hazard: grow-table-under-map', 'Did you mean "grow-table-under-maps"?'],
])('a name that nobody knows is told with the nearest: %s', (field, cure) => {
  expect(parseKnownList(`Finding: a\n${field}\n${common}`)).toMatchObject({ kind: 'error', cure });
});
