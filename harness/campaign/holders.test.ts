// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Who leaves a lock held is learnt from those that waited for it.
import { expect, test } from '@jest/globals';
import { programIn } from '../../generators';
import { Holders } from './holders';

/** Runs operations on a new implementation, all of which return 0. */
function runNew(holders: Holders, ...operations: readonly string[]): void {
  const program = programIn(operations.join('\n'));
  holders.renewed();
  holders.returned(program, { steps: program.operations.map(() => ({ outcome: { ret: 0 } })), residue: [] });
}

test('nobody is suspected before somebody has waited', () => {
  const holders = new Holders();
  runNew(holders, 'btf.list', 'quiesce');
  expect(holders.isHeld).toBe(false);
});

test('what is common to all after which somebody waited is suspected, and nothing less', () => {
  const holders = new Holders();
  runNew(holders, 'btf.list', 'quiesce');
  holders.blame();
  runNew(holders, 'btf.list', 'fd.close closed');
  expect(holders.isHeld).toBe(false);
  holders.blame();
  runNew(holders, 'fd.close closed');
  expect(holders.isHeld).toBe(false);
  runNew(holders, 'btf.list');
  expect(holders.isHeld).toBe(true);
  holders.renewed();
  expect(holders.isHeld).toBe(false);
});

test('another return is another thing', () => {
  const holders = new Holders();
  runNew(holders, 'btf.list');
  holders.blame();
  holders.renewed();
  holders.returned(programIn('btf.list'), { steps: [{ outcome: { ret: -12 } }], residue: [] });
  expect(holders.isHeld).toBe(false);
});

test('an implementation that was used by others says nothing', () => {
  const holders = new Holders();
  holders.blame();
  runNew(holders, 'btf.list');
  expect(holders.isHeld).toBe(false);
});
