// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { explain } from './finished';
import { run } from './run';

test('gives back code and both outputs', async () => {
  const ran = await run('sh', ['-c', 'cat; echo error >&2; exit 3'], { input: Buffer.from('input') });
  expect(ran).toMatchObject({ kind: 'exited', code: 3, stdout: 'input', stderr: 'error\n' });
  expect(explain(ran)).toBe("'sh -c cat; echo error >&2; exit 3' failed with exit code 3:\nerror");
});

test('an absent program is a value', async () => {
  const ran = await run('/no/such/program', []);
  expect(ran).toMatchObject({ kind: 'not-started', absent: true });
  expect(explain(ran)).toBe("'/no/such/program' is not installed");
});

test('a time limit ends the grandchildren as well', async () => {
  // The sleep holds standard output open, so this only ends in time when it is killed too.
  const ran = await run('sh', ['-c', 'sleep 1000 & wait'], { timeLimitMs: 100 });
  expect(ran).toMatchObject({ kind: 'timed-out', limitMs: 100 });
});

test('an output limit, a cancellation and a signal are told apart', async () => {
  expect(await run('yes', [], { outputLimitBytes: 1000 })).toMatchObject({ kind: 'too-much-output' });
  expect(await run('sleep', ['1000'], { signal: AbortSignal.abort() })).toMatchObject({ kind: 'aborted' });
  expect(await run('sh', ['-c', 'kill -TERM $$'])).toMatchObject({ kind: 'signalled', signal: 'SIGTERM' });
});

test('a program may ignore its input', async () => {
  const ran = await run('true', [], { input: Buffer.alloc(10_000_000) });
  expect(ran).toMatchObject({ kind: 'exited', code: 0 });
});
