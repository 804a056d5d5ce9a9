// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What can take an implementation away in the middle of a campaign.

/**
 * `stuck`: an operation did not return, and what carries the operations out said so. `panicked`, `locked-up`,
 * `out-of-memory`: the kernel under test. `agent-died`: what carries the operations out in the
 * guest. `emulator-died`: QEMU. `frozen`: QEMU is there and answers nothing. `silent`: no answer in time, and nobody
 * knows why. `garbled`: an answer that is none of the protocol. `unreachable`: it could not be started again. `gone`:
 * it ended, by itself or by somebody's hand. `cache`: it was started all the same, and took longer.
 */
export type Cause =
  | 'stuck'
  | 'panicked'
  | 'locked-up'
  | 'out-of-memory'
  | 'agent-died'
  | 'emulator-died'
  | 'frozen'
  | 'silent'
  | 'garbled'
  | 'unreachable'
  | 'cache'
  | 'gone';

/** What ended, as far as whoever watched it can tell. */
export interface Ending {
  readonly cause: Cause;
  /** One clause: `the command exited with code 1`. */
  readonly reason: string;
}

/**
 * What took the implementation away, once. What was under way (a program, a race) was run `again`, was a `finding` by what
 * was said last, was `given up` the second time, or was `left out` as a smaller form of a finding; `none` was under way
 * where the implementation could not be reached.
 */
export interface Interruption {
  readonly cause: Cause;
  readonly reason: string;
  /** What the implementation said last: the end of its console. */
  readonly log: readonly string[];
  /** The program or race that was under way, counted from 0. */
  readonly index?: number;
  readonly became: 'again' | 'finding' | 'given up' | 'left out' | 'none';
}

/** A kernel says why it cannot go on before it falls silent or panics; the first that is said counts. */
const LAST_WORDS: readonly (readonly [Cause, RegExp])[] = [
  ['out-of-memory', /Out of memory|oom-kill:|System is deadlocked on memory/],
  ['agent-died', /Attempted to kill init/],
  [
    'locked-up',
    /soft lockup|hard LOCKUP|rcu(_\w+)?: INFO: .* (self-)?detected stalls?|blocked for more than \d+ seconds/,
  ],
];

/** The cause, given what the implementation said last. */
export function causeFrom(cause: Cause, log: readonly string[]): Cause {
  if (cause !== 'panicked' && cause !== 'silent' && cause !== 'gone') return cause;
  const [said] = LAST_WORDS.find(([, words]) => log.some((line) => words.test(line))) ?? [cause];
  return said;
}

/** The lines that say that it is this cause. */
export function lastWordsOf(cause: Cause, log: readonly string[]): readonly string[] {
  const words = LAST_WORDS.filter(([each]) => each === cause).map(([, pattern]) => pattern);
  return log.filter((line) => words.some((pattern) => pattern.test(line)));
}
