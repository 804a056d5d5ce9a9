// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { endingOf, type GuestEnd } from '../../guest';
import type { LineGuest } from '../vm/guest-channel';
import { guestShell } from './guest-shell';

const END = { kind: 'powered-off' } as unknown as GuestEnd;

/** A guest that says what it is told to. */
function fakeGuest(answer: (request: { seq: number; argv: string[] }) => string | undefined) {
  let listener: (line: string) => void = () => undefined;
  let end: (end: GuestEnd) => void = () => undefined;
  const guest: LineGuest = {
    ended: new Promise((resolve) => (end = resolve)),
    consoleLines: [{ seconds: 1, text: 'the console' }],
    onLine: (take) => (listener = take),
    send: (line) => {
      const said = answer(JSON.parse(line) as { seq: number; argv: string[] });
      if (said === undefined) end(END);
      else listener(said);
    },
    kill: () => Promise.resolve(END),
  };
  return guestShell(guest);
}

const answered =
  (exec: object) =>
  ({ seq }: { seq: number }): string =>
    JSON.stringify({ seq, exec });

test('commands end by themselves or by a signal, and the kernel may have spoken', async () => {
  const output = { stdout: 'out', stderr: 'err' };
  const log = ['BUG: such'];
  expect(await fakeGuest(answered({ status: 3, signal: null, ...output, log })).exec(['x'])).toEqual({
    kind: 'exited',
    status: 3,
    ...output,
    log,
  });
  expect(await fakeGuest(answered({ status: null, signal: 'SIGSEGV', ...output })).exec(['x'])).toEqual({
    kind: 'killed',
    signal: 'SIGSEGV',
    ...output,
  });
});

test('an agent that cannot, or that answers something else, is lost', async () => {
  const cannot = fakeGuest(({ seq }) => JSON.stringify({ seq, error: 'did not end in 20 s' }));
  expect(await cannot.exec(['x'])).toEqual({
    kind: 'lost',
    cause: 'agent-died',
    reason: 'the agent cannot run a command: did not end in 20 s',
  });
  expect(await fakeGuest(() => 'nonsense').exec(['x'])).toMatchObject({ kind: 'lost' });
  expect(await fakeGuest(() => '{"seq":77,"error":"x"}').exec(['x'])).toMatchObject({ kind: 'lost' });
});

test('a guest that ends under a command is lost, and stays so', async () => {
  const shell = fakeGuest(() => undefined);
  const lost = { kind: 'lost', ...endingOf(END) };
  expect(await shell.exec(['x'])).toEqual(lost);
  expect(await shell.exec(['x'])).toEqual(lost);
  expect(shell.tail()).toEqual(['the console']);
});
