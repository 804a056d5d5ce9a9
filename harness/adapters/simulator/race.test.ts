// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What must be true of every race under every schedule, and what a race can show.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { hasReturned, type Operation, PROFILE_NAMES, type RaceProgram, type Step, profileNamed } from '../../../spec';
import { Faults } from './faults';
import { kernelVersion } from './kernel/version';
import { type RaceRun, type RaceScheduler, runRace } from './race';
import { runProgram } from './run';
import { LazyScheduler } from './scheduler';
import { drawn, Drawn, FIRST, RoundRobin } from './testing/threads';
import { races } from './testing/races';

const HEALTHY = new Faults(undefined);
const SEED = { seed: 20231207 };

const allSteps = ({ history: { prefix, threads, suffix } }: RaceRun): readonly Step[] => [
  ...prefix,
  ...threads.flat(),
  ...suffix,
];

describe.each(PROFILE_NAMES)('any race on %s, on any schedule', (name) => {
  const version = kernelVersion(profileNamed(name));

  test('comes to its end, leaves nothing behind, and the kernel never fails', () => {
    fc.assert(
      fc.property(races(), drawn(), (race, scheduler) => {
        const run = runRace(race, HEALTHY, scheduler, version);
        const { history } = run;
        expect(history.residue).toEqual([]);
        expect(history.threads.map((steps) => steps.length)).toEqual(race.threads.map((lines) => lines.length));
        expect(history.suffix).toHaveLength(race.suffix.length);
        for (const { outcome, log } of allSteps(run)) expect([hasReturned(outcome), log]).toEqual([true, undefined]);
      }),
      { ...SEED, numRuns: 150 },
    );
  });

  test('has the same history every time', () => {
    fc.assert(
      fc.property(races(), fc.array(fc.nat(11), { minLength: 1 }), (race, draws) => {
        const once = runRace(race, HEALTHY, new Drawn(draws), version);
        expect(runRace(race, HEALTHY, new Drawn(draws), version)).toEqual(once);
      }),
      { ...SEED, numRuns: 50 },
    );
  });
});

/** The callers before the workers. */
const CALLERS_FIRST: RaceScheduler = {
  pick: (runnable) =>
    Math.max(
      0,
      runnable.findIndex(({ name }) => name.startsWith('T')),
    ),
};

test('one thread alone does what a program does', () => {
  fc.assert(
    fc.property(races(), ({ prefix, threads }) => {
      const operations = threads.flat();
      const { history } = runRace({ prefix, threads: [operations], suffix: [] }, HEALTHY, CALLERS_FIRST);
      const program = runProgram({ operations: [...prefix, ...operations] }, HEALTHY, new LazyScheduler());
      const outcomes = (steps: readonly Step[]): unknown => steps.map(({ outcome }) => outcome);
      expect(outcomes([...history.prefix, ...(history.threads[0] ?? [])])).toEqual(outcomes(program.steps));
    }),
    { ...SEED, numRuns: 200 },
  );
});

test('times are steps of the schedule, and the operations of a thread follow each other', () => {
  fc.assert(
    fc.property(races(), drawn(), (race, scheduler) => {
      const { history, schedule } = runRace(race, HEALTHY, scheduler);
      const base = history.prefix.length;
      for (const [index, steps] of history.threads.entries()) {
        let last = base;
        for (const { start = 0, end = 0 } of steps) {
          expect(start).toBeGreaterThan(last);
          expect(end).toBeGreaterThanOrEqual(start);
          for (const time of [start, end]) expect(schedule[time - base - 1]?.name).toBe(`T${index + 1}`);
          last = end;
        }
      }
    }),
    { ...SEED, numRuns: 200 },
  );
});

const op = (name: string, args: Operation['args'], result?: string): Operation =>
  result === undefined ? { op: name, args } : { op: name, args, result };
const LOADED = [op('module.load', { name: 'soc_a', types: 'all' }), op('btf.open', { name: 'soc_a' }, 'b')];
const MAP = [...LOADED, op('map.create', { btf: 'b', type: 'plain' }, 'm')];
const READY = [
  ...LOADED,
  op('map.create', { btf: 'b', type: 'plain', link: true }, 'm'),
  op('map.update', { map: 'm', value: { tag: 1 } }),
];
const LINKED = [...READY, op('link.create', { map: 'm' }, 'l')];
const UPDATE = op('map.update', { map: 'm', value: { tag: 2 } });
const DELETE = op('map.delete', { map: 'm' });
const DETACH = op('link.detach', { link: 'l' });

const race = (prefix: readonly Operation[], ...threads: (readonly Operation[])[]): RaceProgram => ({
  prefix,
  threads,
  suffix: [],
});

/** What the threads return, on many schedules. */
function results(program: RaceProgram): ReadonlySet<string> {
  const seen = new Set<string>();
  for (const scheduler of fc.sample(drawn(), { seed: 1, numRuns: 400 })) {
    const { threads } = runRace(program, HEALTHY, scheduler).history;
    seen.add(
      threads
        .map((steps) => steps.map(({ outcome }) => ('ret' in outcome ? outcome.ret : 'killed')).join(' '))
        .join(' | '),
    );
  }
  return seen;
}

test.each<[string, RaceProgram, readonly string[]]>([
  ['UPDATE and UPDATE', race(MAP, [UPDATE], [UPDATE]), ['0 | -16', '-16 | 0']],
  ['UPDATE and DELETE', race(MAP, [UPDATE], [DELETE]), ['0 | -2', '0 | 0']],
  ['DELETE and DELETE', race([...MAP, UPDATE], [DELETE], [DELETE]), ['0 | -115', '-115 | 0']],
  ['DETACH and DETACH', race(LINKED, [DETACH], [DETACH]), ['0 | 0']],
  [
    'LINK_UPDATE and DETACH',
    race(LINKED, [op('link.update', { link: 'l', map: 'm' })], [DETACH]),
    ['0 | 0', '-67 | 0'],
  ],
  [
    'MAP_CREATE and rmmod',
    race(LOADED, [op('map.create', { btf: 'b', type: 'plain' }, 'm')], [op('module.unload', { name: 'soc_a' })]),
    ['0 | -11', '-22 | 0'],
  ],
  [
    'PROG_LOAD and rmmod',
    race(
      LOADED,
      [op('prog.load', { btf: 'b', type: 'plain', member: 'run' }, 'p')],
      [op('module.unload', { name: 'soc_a' })],
    ),
    ['0 | -11', '0 | 0', '-524 | 0'],
  ],
  [
    'the last close of a map and rmmod',
    race(MAP, [op('fd.close', { fd: 'm' })], [op('module.unload', { name: 'soc_a' })]),
    ['0 | -11', '0 | 0'],
  ],
  [
    'two loads of one file: the second is told what the first was, or comes too late',
    race([], [op('module.load', { name: 'soc_a' })], [op('module.load', { name: 'soc_a' })]),
    ['0 | 0', '0 | -17', '-17 | 0'],
  ],
  [
    'rmmod and rmmod',
    race(LOADED, [op('module.unload', { name: 'soc_a' })], [op('module.unload', { name: 'soc_a' })]),
    ['0 | -16', '0 | -2', '-16 | 0', '-2 | 0'],
  ],
])('%s: all that may come of it, and nothing else', (_name, program, outcomes) => {
  expect([...results(program)].toSorted()).toEqual(outcomes.toSorted());
});

test('DELETE may say that it is in progress while the subsystem has the map still', () => {
  const schedules = fc.sample(drawn(), { seed: 1, numRuns: 200 });
  const observed = schedules.map((scheduler) => {
    const { threads } = runRace(race([...MAP, UPDATE], [DELETE], [DELETE]), HEALTHY, scheduler).history;
    const [first, second] = threads.map((steps) => steps[0]);
    const winner = first !== undefined && 'ret' in first.outcome && first.outcome.ret === 0 ? first : second;
    const loser = winner === first ? second : first;
    return (loser?.end ?? 0) < (winner?.end ?? 0);
  });
  expect(new Set(observed)).toEqual(new Set([true, false]));
});

test('a schedule names the threads and where they stood', () => {
  const { schedule } = runRace(race(MAP, [UPDATE], [UPDATE]), HEALTHY, new RoundRobin());
  expect(schedule.map(({ name, point }) => `${name} ${point}`)).toMatchSnapshot();
});

test('a prefix that kills its caller ends the race', () => {
  const unload = op('module.unload', { name: 'soc_a' });
  const program = race([...MAP, unload, UPDATE], [DELETE], [DELETE]);
  const { history } = runRace(program, new Faults('map-does-not-hold-module'), FIRST);
  expect(history.prefix.at(-1)?.outcome).toEqual({ crashed: 'SIGSEGV' });
  expect(history.threads).toEqual([[], []]);
});
