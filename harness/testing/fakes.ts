// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Stand-ins for an implementation: an adapter whose answers a test gives, and two channels that are wired together.
import { PassThrough } from 'node:stream';
import type { Adapter, Ran, Raced, RaceOptions } from '../adapter';
import type { Cause } from '../interruption';
import { streamChannel, type Channel } from '../protocol/channel';
import { OPERATIONS, type History, type Program, type RaceProgram } from '../../spec';

/** Every operation returned 0 and nothing is left. */
export const allZero = (program: Program): History => ({
  steps: program.operations.map(() => ({ outcome: { ret: 0 } })),
  residue: [],
});

export interface FakeOptions {
  readonly name?: string;
  readonly batch?: number;
  readonly operations?: readonly string[];
  /** What becomes of a program; `connection` counts from 0. Default: every operation returns 0. */
  readonly answer?: (program: Program, connection: number) => Ran;
  /** What becomes of a race. Default: it runs none. */
  readonly race?: (race: RaceProgram, options: RaceOptions) => Raced;
  readonly onConnect?: (connection: number) => void | Promise<void>;
  readonly onDispose?: () => void;
}

export const ran = (program: Program, history: History = allZero(program)): Ran => ({
  kind: 'history',
  program,
  history,
});
export const lost = (program: Program, reason = 'the implementation died', cause: Cause = 'gone'): Ran => ({
  kind: 'lost',
  program,
  cause,
  reason,
  log: ['BUG: last words'],
});

/** An adapter in a few lines; like any session, a lost one ends early. */
export function fakeAdapter(options: FakeOptions = {}): Adapter {
  const { name = 'fake', batch = 4, answer = (program: Program) => ran(program) } = options;
  const { race } = options;
  let connections = 0;
  return {
    name,
    batch,
    connect: async () => {
      const connection = connections++;
      await options.onConnect?.(connection);
      return {
        implementation: { name, version: '1', kernel: '6.12.0-fake' },
        operations: new Set(options.operations ?? OPERATIONS.map(({ op }) => op)),
        async *run(programs) {
          for (const program of programs) {
            await Promise.resolve();
            const result = answer(program, connection);
            yield result;
            if (result.kind === 'lost') return;
          }
        },
        ...(race === undefined ? {} : { race: (...args: Parameters<typeof race>) => Promise.resolve(race(...args)) }),
        [Symbol.asyncDispose]: () => {
          options.onDispose?.();
          return Promise.resolve();
        },
      };
    },
  };
}

/** Two ends of one connection in memory. */
export function channelPair(): readonly [Channel, Channel] {
  const [there, back] = [new PassThrough(), new PassThrough()];
  return [streamChannel(back, there), streamChannel(there, back)];
}

export async function collect<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}
