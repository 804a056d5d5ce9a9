// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import type { Interruption } from '../../harness/interruption';
import type { Cause } from '../../harness/interruption';
import { conforming } from '../../harness/testing/reports';
import { accountOf, missingOf, type Done } from './account';
import { MISCHIEFS, type Mischief } from './mischief';

const report = { ...conforming, requested: 3, programs: 3 };
const named = (...causes: readonly Cause[]): readonly Interruption[] =>
  causes.map((cause) => ({ cause, reason: 'so it was', log: [], became: 'again' }));

function kind(name: string): Mischief {
  const found = MISCHIEFS.find((each) => each.name === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}
const killed: Done = { mischief: kind('kill QEMU'), named: named('emulator-died') };
const full: Done = { mischief: kind('full disk for the cache'), named: named('emulator-died', 'cache') };

test('what comes out even has no faults, and says what was done', () => {
  expect(accountOf(report, [2, 0, 1], [killed, full, killed])).toEqual({
    injected: { 'kill QEMU': 2, 'full disk for the cache': 1 },
    faults: [],
  });
});

test('a program that was lost, and one that was judged twice', () => {
  expect(accountOf(report, [0, 2, 2], []).faults).toEqual(['program 1 was not judged', 'program 2 was judged 2 times']);
});

test('a fault that the report does not name, or names otherwise', () => {
  const silent: Done = { ...killed, named: named('silent') };
  expect(accountOf(report, [0, 1, 2], [full, silent, { ...full, named: named('emulator-died') }]).faults).toEqual([
    'fault 2 (kill QEMU): the report names no emulator-died',
    'fault 2 (kill QEMU): the report names silent, which it was not',
    'fault 3 (full disk for the cache): the report names no cache',
  ]);
  expect(missingOf(full)).toEqual([]);
  expect(missingOf(silent)).toEqual([['emulator-died']]);
});

test('a campaign that does not conform proves nothing', () => {
  const broken = { ...report, verdict: 'inconclusive', doubts: ['the implementation broke off'] } as const;
  expect(accountOf(broken, [0, 1, 2], []).faults).toEqual([
    'the verdict is inconclusive: the implementation broke off',
  ]);
});
