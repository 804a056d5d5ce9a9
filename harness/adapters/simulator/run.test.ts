// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What must be true of every program, whatever it does.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  hasReturned,
  KERNEL_OPERATIONS,
  PROFILE_NAMES,
  type ProfileName,
  type Program,
  profileNamed,
} from '../../../spec';
import { Faults } from './faults';
import { kernelVersion } from './kernel/version';
import { runProgram, UnknownOperation } from './run';
import { CountingScheduler, EagerScheduler, LazyScheduler } from './scheduler';
import { SYSCALL_TABLE } from './syscalls/table';
import { assertConsistent } from './testing/assertConsistent';
import { Machine } from './testing/machine';
import { programs, tcpPrograms } from './testing/programs';

const HEALTHY = new Faults(undefined);
const SEED = { seed: 20231207 };

/** Random programs that get somewhere on that version. */
const programsFor = (version: ProfileName, without = ''): fc.Arbitrary<Program> =>
  version === '6.1' ? tcpPrograms(40, without) : programs(40, without);

describe.each(PROFILE_NAMES)('any program on %s', (name) => {
  const version = kernelVersion(profileNamed(name));

  test('leaves nothing behind, and the kernel never fails', () => {
    // Without prog.bind: see the test of reference cycles.
    fc.assert(
      fc.property(programsFor(name, 'prog.bind'), fc.nat(100), (program, schedule) => {
        const { steps, residue } = runProgram(program, HEALTHY, new CountingScheduler(schedule), version);
        expect(residue).toEqual([]);
        expect(steps).toHaveLength(program.operations.length);
        for (const step of steps) {
          expect(hasReturned(step.outcome)).toBe(true);
          expect(step.log).toBeUndefined();
        }
      }),
      { ...SEED, numRuns: 150 },
    );
  });

  test('keeps every reference count equal to the number of holders', () => {
    fc.assert(
      fc.property(programsFor(name), (program) => {
        const machine = new Machine(undefined, name);
        for (const operation of program.operations) {
          machine.run(operation);
          machine.drain();
          assertConsistent(machine.booted);
        }
      }),
      { ...SEED, numRuns: 100 },
    );
  });

  test('is consistent once everything pending has run, however long it was pending', () => {
    fc.assert(
      fc.property(programsFor(name), (program) => {
        const machine = new Machine(undefined, name);
        for (const operation of program.operations) machine.run(operation);
        machine.drain();
        assertConsistent(machine.booted);
      }),
      { ...SEED, numRuns: 100 },
    );
  });

  test('has the same history every time', () => {
    fc.assert(
      fc.property(programsFor(name), fc.nat(100), (program, schedule) => {
        const once = runProgram(program, HEALTHY, new CountingScheduler(schedule), version);
        expect(runProgram(program, HEALTHY, new CountingScheduler(schedule), version)).toEqual(once);
      }),
      { ...SEED, numRuns: 50 },
    );
  });

  test('behaves up to a cut as it would without the cut', () => {
    fc.assert(
      fc.property(programsFor(name), fc.nat(40), (program, length) => {
        const scheduler = new CountingScheduler(1);
        const whole = runProgram(program, HEALTHY, scheduler, version);
        const cut = runProgram({ operations: program.operations.slice(0, length) }, HEALTHY, scheduler, version);
        expect(cut.steps).toEqual(whole.steps.slice(0, length));
      }),
      { ...SEED, numRuns: 50 },
    );
  });

  test('settles when it ends with quiesce', () => {
    fc.assert(
      fc.property(programsFor(name), (program) => {
        const operations = [...program.operations, { op: 'quiesce', args: {} }];
        const { steps } = runProgram({ operations }, HEALTHY, new LazyScheduler(), version);
        expect(steps.at(-1)?.outcome).toEqual({ ret: 0, value: { settled: true } });
      }),
      { ...SEED, numRuns: 100 },
    );
  });
});

/** Struct_ops maps have none of these. */
const NEVER = ['map.freeze', 'map.batch', 'map.mmap', 'map.nest'];
const WITHOUT_LINKS = ['link.create', 'link.update', 'link.detach'];
const WITHOUT_MODULE_TYPES = ['module.register', 'module.detach', ...WITHOUT_LINKS];

test.each([
  ['6.1', [...NEVER, ...WITHOUT_MODULE_TYPES, 'prog.assoc']],
  ['v12', [...NEVER, 'module.detach', 'link.detach', 'prog.assoc']],
  ['6.9', [...NEVER, 'module.detach', 'link.detach', 'prog.assoc']],
  ['6.12', [...NEVER, 'prog.assoc']],
  ['7.2', NEVER],
  ['7.3', NEVER],
] as const)('random programs get far enough on %s to mean something', (name, never) => {
  const succeeded = new Set<string>();
  for (const program of fc.sample(programsFor(name), { ...SEED, numRuns: 1000 })) {
    const { steps } = runProgram(program, HEALTHY, new CountingScheduler(0), kernelVersion(profileNamed(name)));
    steps.forEach(({ outcome }, index) => {
      const op = program.operations[index]?.op;
      if (op !== undefined && hasReturned(outcome) && outcome.ret === 0) succeeded.add(op);
    });
  }
  const failed = KERNEL_OPERATIONS.map(({ op }) => op).filter((op) => !succeeded.has(op));
  expect(failed.toSorted()).toEqual(never.toSorted());
});

test('the vocabulary is implemented, all of it and nothing else', () => {
  expect([...SYSCALL_TABLE.keys()].sort()).toEqual(KERNEL_OPERATIONS.map(({ op }) => op).sort());
});

test('an operation of no vocabulary is refused before anything runs', () => {
  const program: Program = { operations: [{ op: 'map.shout', args: {} }] };
  expect(() => runProgram(program, HEALTHY, new EagerScheduler())).toThrow(UnknownOperation);
});

test('a program bound to the map that it implements is never freed, as in the kernel', () => {
  const machine = new Machine().withModule();
  machine.ret('map.create', { btf: 'b', type: 'plain', link: true }, 'm');
  machine.value('prog.bind', { prog: 'p', map: 'm' });
  machine.value('map.update', { map: 'm', value: { run: 'p' } });
  expect(machine.reset()).toEqual([
    'soc_a cannot be unloaded: -EAGAIN, refcnt 1',
    'map 1 is left',
    'program 1 is left',
    'BTF 2 is left',
    'BTF 3 is left',
  ]);
});

/** The last descriptor of a map is closed, and the module is unloaded at once. */
const CLOSE_THEN_UNLOAD: Program = {
  operations: [
    { op: 'module.load', args: { name: 'soc_a' } },
    { op: 'btf.open', args: { name: 'soc_a' }, result: 'b' },
    { op: 'map.create', args: { btf: 'b', type: 'plain' }, result: 'm' },
    { op: 'fd.close', args: { fd: 'm' } },
    { op: 'module.unload', args: { name: 'soc_a' } },
  ],
};

test('unloading right after the last close is too early on some schedules, and not on others', () => {
  const seen = new Set<number>();
  for (let schedule = 0; schedule < 32; schedule++) {
    const last = runProgram(CLOSE_THEN_UNLOAD, HEALTHY, new CountingScheduler(schedule)).steps.at(-1);
    if (last !== undefined && 'ret' in last.outcome) seen.add(last.outcome.ret);
  }
  expect(seen).toEqual(new Set([0, -11]));
});
