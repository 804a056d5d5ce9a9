// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What the kernel does later, on its own, in the steps that other threads can tell apart.
import type { State } from '../../state';
import { internalSteps } from '../../internal';
import { allowedNow, ended, type Move, type Stage, type Turn } from '../stage';
import { withKernel } from '../world';
import { freeDoomed, unregisterDoomed } from './object';

/** Every deferred release that may happen now, by as much as happens at once. */
export function deferred(kernel: State): readonly State[] {
  if (
    kernel.doomed.length === 0 &&
    kernel.dying.length === 0 &&
    kernel.evicting.length === 0 &&
    !hasPendingPuts(kernel)
  )
    return [];
  const others = internalSteps(kernel).filter(({ clause }) => clause !== 'RELEASE-02');
  const links = kernel.doomed.map((link) => {
    const called = unregisterDoomed(kernel, link);
    return called === kernel ? freeDoomed(kernel, link) : called;
  });
  return [...others.map(({ next }) => next), ...links];
}

const hasPendingPuts = ({ modules }: State): boolean => modules.values.some(({ pendingPuts }) => pendingPuts > 0);

const settle = (turn: Turn): readonly Move[] => {
  const freed = turn.world.kernel.doomed.reduce(
    (kernel, link) => freeDoomed(unregisterDoomed(kernel, link), link),
    turn.world.kernel,
  );
  const world = withKernel(turn.world, freed);
  return allowedNow({ ...turn, world }, turn.operation).map((transition) => ended(world, transition));
};

export const QUIESCE: readonly Stage[] = [{ kernel: 'flush_workqueue(), rcu_barrier()', tells: [], run: settle }];
