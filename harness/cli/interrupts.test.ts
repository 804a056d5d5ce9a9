// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { EXIT } from './exit';
import { Interrupts } from './interrupts';

/** A process that only notes how it is ended. */
function fakeProcess() {
  const listeners = new Map<NodeJS.Signals, () => void>();
  const ends: number[] = [];
  const said: string[] = [];
  const interrupts = new Interrupts({
    on: (signal, listener) => listeners.set(signal, listener),
    exit: (code) => void ends.push(code),
    say: (line) => void said.push(line),
  });
  return { interrupts, ends, said, send: (signal: NodeJS.Signals) => listeners.get(signal)?.() };
}

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s', (signal) => {
  test('ends at once what does not listen, and says so', () => {
    const { ends, said, send } = fakeProcess();
    send(signal);
    expect({ ends, said }).toEqual({ ends: [EXIT.interrupted], said: ['interrupted'] });
  });

  test('leaves what listens its time', () => {
    const { interrupts, ends, send } = fakeProcess();
    const heard = jest.fn();
    interrupts.onInterrupt(heard);
    send(signal);
    expect(heard).toHaveBeenCalledTimes(1);
    expect(ends).toEqual([]);
  });

  test('does not wait for ever, nor for the full time when it comes twice', () => {
    const once = fakeProcess();
    once.interrupts.onInterrupt(() => undefined);
    once.send(signal);
    jest.runAllTimers();
    expect(once.ends).toEqual([EXIT.interrupted]);
    const twice = fakeProcess();
    twice.interrupts.onInterrupt(() => undefined);
    twice.send(signal);
    twice.send(signal);
    expect(twice.ends).toEqual([EXIT.interrupted]);
  });
});

test('who listens after the signal hears of it', () => {
  const { interrupts, send } = fakeProcess();
  interrupts.onInterrupt(() => undefined);
  send('SIGINT');
  const late = jest.fn();
  interrupts.onInterrupt(late);
  expect(late).toHaveBeenCalledTimes(1);
});

test('who has taken it back does not hear, and is not waited for', () => {
  const { interrupts, ends, send } = fakeProcess();
  const heard = jest.fn();
  interrupts.onInterrupt(heard)();
  send('SIGINT');
  expect(heard).not.toHaveBeenCalled();
  expect(ends).toEqual([EXIT.interrupted]);
});
