// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { splatsIn } from '../../../judge/splat';
import { bareCore, drawn, FIRST, runThreads } from '../testing/threads';
import { type Core } from './core';
import { Mutex } from './mutex';
import { type Flavour, FLAVOUR } from './rcu';
import { type Thread } from './thread';

/** What happened, in order. */
type Events = string[];

/** Reads for a few steps, and says when it begins and ends. */
const reading = (core: Core, events: Events, name: string, flavour: Flavour): (() => Thread) =>
  function* () {
    yield 'before';
    core.rcu.readLock(flavour);
    events.push(`${name} reads`);
    yield 'reading';
    yield 'reading still';
    events.push(`${name} has read`);
    core.rcu.readUnlock(flavour);
    yield 'after';
  };

const waiting = (core: Core, events: Events, flavour: Flavour): (() => Thread) =>
  function* () {
    events.push('wait');
    yield* core.rcu.synchronize('free', flavour);
    events.push('over');
  };

const calling = (core: Core, events: Events, flavour: Flavour): (() => Thread) =>
  function* () {
    events.push('wait');
    core.work.callRcu('free', () => void events.push('over'), flavour);
    yield 'called';
  };

/** Every reader that had begun before the wait had ended before it was over. */
function waitedFor(events: Events, name: string): boolean {
  const at = (event: string): number => events.indexOf(event);
  const inTheWay = at(`${name} reads`) >= 0 && at(`${name} reads`) < at('wait') && at(`${name} has read`) > at('wait');
  return !inTheWay || at(`${name} has read`) < at('over');
}

describe.each([
  ['synchronize_rcu', waiting],
  ['call_rcu', calling],
])('%s', (_name, wait) => {
  test.each(Object.values(FLAVOUR))('waits for all readers there are, on any schedule: flavour %i', (flavour) => {
    fc.assert(
      fc.property(drawn(), (scheduler) => {
        const events: Events = [];
        const { stuck, log } = runThreads(scheduler, (core) => [
          reading(core, events, 'a', flavour),
          reading(core, events, 'b', flavour),
          wait(core, events, flavour),
        ]);
        expect([stuck, log]).toEqual([[], []]);
        expect(events).toContain('over');
        expect([waitedFor(events, 'a'), waitedFor(events, 'b')]).toEqual([true, true]);
      }),
    );
  });

  test('does not wait for readers of another flavour, on some schedule', () => {
    const outcomes = fc.sample(drawn(), { seed: 1, numRuns: 200 }).map((scheduler) => {
      const events: Events = [];
      runThreads(scheduler, (core) => [
        reading(core, events, 'a', FLAVOUR.RCU),
        wait(core, events, FLAVOUR.TASKS),
      ]);
      return waitedFor(events, 'a');
    });
    expect(new Set(outcomes)).toEqual(new Set([true, false]));
  });
});

test('a reader that comes later is not waited for, on some schedule', () => {
  const seen = new Set<string>();
  for (const scheduler of fc.sample(drawn(), { seed: 1, numRuns: 300 })) {
    const events: Events = [];
    runThreads(scheduler, (core) => [
      reading(core, events, 'a', FLAVOUR.RCU),
      waiting(core, events, FLAVOUR.RCU),
    ]);
    seen.add(events.join(', '));
  }
  expect(seen).toContain('wait, a reads, over, a has read');
  expect(seen).toContain('a reads, wait, a has read, over');
});

test('alone, a grace period is over at once', () => {
  const core = bareCore();
  const events: Events = [];
  core.complete(waiting(core, events, FLAVOUR.RCU)());
  expect(events).toEqual(['wait', 'over']);
});

test('a worker that waits is pending again', () => {
  const core = bareCore();
  const events: Events = [];
  core.work.queueWork('bpf_map_free_deferred', waiting(core, events, FLAVOUR.RCU));
  core.runWork(0);
  expect(events).toEqual(['wait']);
  expect(core.work.pending).toBe(1);
  core.runWork(0);
  expect(events).toEqual(['wait', 'over']);
  expect(core.work.pending).toBe(0);
});

test('a reader that sleeps is a splat', () => {
  const core = bareCore();
  core.current.doing = 'module.call';
  core.rcu.readLock(FLAVOUR.RCU);
  core.complete(new Mutex(core, 'update_mutex').lock('bpf_struct_ops_map_link_detach'));
  const log = core.takeLog();
  expect(log).toEqual([
    'BUG: sleeping function called from invalid context in bpf_struct_ops_map_link_detach',
    'in_atomic(): 0, RCU nest depth: 1, T0 for module.call',
  ]);
  expect(splatsIn(log)).toHaveLength(1);
});

test('an RCU callback that sleeps is a splat', () => {
  const { log } = runThreads(FIRST, (core) => [
    function* () {
      core.work.callRcu('btf_free_rcu', () => core.mightSleep('mutex_lock'));
      yield 'called';
    },
  ]);
  expect(splatsIn(log)).toEqual(['BUG: sleeping function called from invalid context in mutex_lock']);
});

test('a program that may sleep may', () => {
  const core = bareCore();
  core.rcu.readLock(FLAVOUR.TASKS_TRACE);
  core.mightSleep('mutex_lock');
  core.rcu.readUnlock(FLAVOUR.TASKS_TRACE);
  expect(core.takeLog()).toEqual([]);
});
