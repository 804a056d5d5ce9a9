// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { describeEnd, endingOf, guestEnd, type Remains } from './ending';

const quiet: Remains = {
  killedByUs: false,
  frozen: undefined,
  internalError: false,
  panic: undefined,
  shutdown: undefined,
  code: 0,
  signal: null,
  stderr: '',
};

test('the guest ends by itself', () => {
  expect(guestEnd({ ...quiet, shutdown: 'guest-shutdown' })).toEqual({ kind: 'powered-off' });
  expect(guestEnd({ ...quiet, shutdown: 'guest-reset' })).toEqual({ kind: 'reset' });
});

test('a panic explains the reset that follows it, and even our kill', () => {
  const panic = 'Attempted to kill init! exitcode=0x00000300';
  expect(guestEnd({ ...quiet, panic, shutdown: 'guest-reset' })).toEqual({ kind: 'panicked', message: panic });
  expect(guestEnd({ ...quiet, panic, killedByUs: true, signal: 'SIGKILL' })).toEqual({
    kind: 'panicked',
    message: panic,
  });
});

test('our kill is told from that of others', () => {
  expect(guestEnd({ ...quiet, killedByUs: true, code: null, signal: 'SIGKILL' })).toEqual({ kind: 'killed' });
  expect(guestEnd({ ...quiet, code: null, signal: 'SIGKILL' })).toEqual({
    kind: 'emulator-died',
    reason: 'QEMU was killed with SIGKILL',
  });
  expect(guestEnd({ ...quiet, shutdown: 'host-signal' }).kind).toBe('emulator-died');
});

test("QEMU's own words are part of the reason", () => {
  const end = guestEnd({ ...quiet, code: 1, stderr: 'qemu: no such file\n' });
  expect(describeEnd(end)).toBe('QEMU exited with code 1: qemu: no such file');
  expect(guestEnd({ ...quiet, internalError: true, killedByUs: true }).kind).toBe('emulator-died');
});

test('a QEMU that was given up is told from one that was killed, but not from a panic', () => {
  const given = { ...quiet, frozen: 'QEMU has not answered', code: null, signal: 'SIGKILL' };
  expect(guestEnd(given)).toEqual({ kind: 'frozen', reason: 'QEMU has not answered' });
  expect(guestEnd({ ...given, panic: 'Fatal exception' }).kind).toBe('panicked');
  expect(endingOf(guestEnd(given))).toEqual({ cause: 'frozen', reason: 'QEMU has not answered' });
});

test('a guest that powers itself off was given up by its agent', () => {
  expect(endingOf({ kind: 'powered-off' })).toEqual({ cause: 'agent-died', reason: 'the guest powered off' });
});
