// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { qemuArguments, type Machine } from './arguments';
import { kernelCommandLine } from './command-line';

const machine: Machine = {
  kernel: '/k',
  initramfs: '/i',
  accelerator: 'tcg',
  processors: 2,
  memoryMiB: 512,
  commandLine: kernelCommandLine(['loglevel=7']),
};

test('nothing of the host is in the guest unless it is named', () => {
  const args = qemuArguments(machine);
  for (const flag of ['-nodefaults', '-no-user-config', '-no-reboot']) expect(args).toContain(flag);
  expect(args.join(' ')).toContain('-display none');
  expect(args.join(' ')).not.toMatch(/-net|-drive|-incoming/);
});

test('a snapshot is all that is different about a restored machine', () => {
  const args = qemuArguments(machine);
  expect(qemuArguments({ ...machine, incoming: '/s' })).toEqual([...args, '-incoming', 'file:/s']);
});

test('options given later stand later', () => {
  expect(machine.commandLine.indexOf('loglevel=7')).toBeGreaterThan(machine.commandLine.indexOf('loglevel='));
});
