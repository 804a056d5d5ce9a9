// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What one request waits for: how it is asked, what its answer means, and what becomes of it when none comes.
import type { Loss, Ran, Raced, RaceOptions, RunOptions } from '../adapter';
import type { Queue } from '../platform/queue';
import type { Program, RaceProgram } from '../../spec';
import { decode } from './decode';
import { ProtocolError } from '../errors';
import { raceAnswer, runAnswer, type Request } from './messages';
import { stuckProgram, stuckRace } from './stuck';

export interface Job {
  readonly request: (seq: number) => Request;
  /**
   * Passes on what the answer says; `over` says that the other side ends after it. Throws `ProtocolError`, and passes nothing
   * on, when it is no answer to this.
   */
  readonly take: (seq: number, line: string) => 'more' | 'over';
  /** The other side went away. */
  readonly lose: (loss: Loss) => void;
  /** Nothing more will come of it. */
  readonly close: (error?: Error) => void;
}

/** One of several programs whose results go to one queue, which ends with the `last`. */
export function programJob(program: Program, results: Queue<Ran>, last: boolean, { limit }: RunOptions = {}): Job {
  const put = (ran: Ran): void => {
    results.put(ran);
    if (last) results.close();
  };
  return {
    request: (seq) => ({ cmd: 'run', seq, program, ...(limit === undefined ? {} : { limit }) }),
    take: (seq, line) => {
      const answer = sameSeq(seq, decode(runAnswer, line, `the answer to program ${seq}`));
      if ('stuck' in answer) {
        put({ kind: 'lost', program, ...stuckProgram(program, answer.stuck) });
        return 'over';
      }
      if ('error' in answer) put({ kind: 'refused', program, reason: answer.error });
      else {
        requireSteps(seq, answer.history.steps.length, program.operations.length);
        put({ kind: 'history', program, history: answer.history });
      }
      return 'more';
    },
    lose: (loss) => put({ kind: 'lost', program, ...loss }),
    close: (error) => results.close(error),
  };
}

/** A race, whose result goes to `settle`; `fail` hears that the protocol was broken. */
export function raceJob(
  race: RaceProgram,
  { rounds, seed, holds, limit }: RaceOptions,
  settle: (raced: Raced) => void,
  fail: (error: Error) => void,
): Job {
  const lose = (loss: Loss): void => settle({ kind: 'lost', race, ...loss });
  return {
    request: (seq) => ({
      ...{ cmd: 'race', seq, race, rounds, seed },
      ...(limit === undefined ? {} : { limit }),
      ...(holds === undefined ? {} : { holds }),
    }),
    take: (seq, line) => {
      const answer = sameSeq(seq, decode(raceAnswer, line, `the answer to race ${seq}`));
      if ('stuck' in answer) {
        lose(stuckRace(race, answer.stuck));
        return 'over';
      }
      if ('error' in answer) settle({ kind: 'refused', race, reason: answer.error });
      else {
        for (const { history } of answer.race.results) requireShape(seq, history, race);
        settle({ kind: 'rounds', race, rounds: answer.race });
      }
      return 'more';
    },
    lose,
    close: (error) => {
      if (error) fail(error);
      else lose({ cause: 'gone', reason: 'the session was over before the race was answered', log: [] });
    },
  };
}

function sameSeq<T extends { readonly seq: number }>(seq: number, answer: T): T {
  if (answer.seq === seq) return answer;
  throw new ProtocolError(`program ${seq} was to be answered, but the answer is for ${answer.seq}`);
}

function requireSteps(seq: number, steps: number, operations: number): void {
  if (steps > operations)
    throw new ProtocolError(`program ${seq} has ${operations} operations, but its history has ${steps} steps`);
}

/** A history of a race has a step for each operation: one that is cut off is no result. */
function requireShape(seq: number, history: Shape, race: Shape): void {
  if (shapeOf(history) === shapeOf(race)) return;
  throw new ProtocolError(
    `race ${seq} has ${shapeOf(race)} operations (prefix, threads, suffix), but a history of it has ${shapeOf(history)} steps`,
  );
}

interface Shape {
  readonly prefix: readonly unknown[];
  readonly threads: readonly (readonly unknown[])[];
  readonly suffix: readonly unknown[];
}

const shapeOf = ({ prefix, threads, suffix }: Shape): string =>
  [prefix, ...threads, suffix].map(({ length }) => length).join(', ');
