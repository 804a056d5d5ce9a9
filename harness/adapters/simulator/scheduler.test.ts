// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { CountingScheduler, EagerScheduler, LazyScheduler, type Scheduler } from './scheduler';

/** What a scheduler decides before each of the operations, with so many works pending. */
function decisions(scheduler: Scheduler, codes: readonly number[], pending: number): readonly (number | undefined)[] {
  scheduler.begin();
  return codes.flatMap((code) => {
    scheduler.operation(code);
    const chosen: (number | undefined)[] = [];
    for (let left = pending; left > 0; left--) {
      const index = scheduler.next(left);
      chosen.push(index);
      if (index === undefined) break;
    }
    return chosen;
  });
}

const codes = fc.array(fc.nat(50), { minLength: 1 });

test('decides the same every time, and picks what is there', () => {
  fc.assert(
    fc.property(fc.nat(), codes, fc.integer({ min: 1, max: 9 }), (seed, operations, pending) => {
      const scheduler = new CountingScheduler(seed);
      const chosen = decisions(scheduler, operations, pending);
      expect(decisions(scheduler, operations, pending)).toEqual(chosen);
      for (const index of chosen) if (index !== undefined) expect(index).toBeLessThan(pending);
    }),
  );
});

test('lets nothing, one and everything run, each now and then', () => {
  const ran = new Set<number>();
  for (let seed = 0; seed < 64; seed++)
    ran.add(decisions(new CountingScheduler(seed), [1], 9).filter((index) => index !== undefined).length);
  expect([...ran].sort()).toEqual([0, 1, 9]);
});

test('the eager one runs the oldest first, the lazy one nothing', () => {
  expect(decisions(new EagerScheduler(), [1], 3)).toEqual([0, 0, 0]);
  expect(decisions(new LazyScheduler(), [1], 3)).toEqual([undefined]);
});
