// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What nobody can have freed: objects that hold each other.
import { backlog, internalSteps } from './internal';
import { release } from './references';
import { same } from './same';
import type { State } from './state';
import { patch, Table } from './table';
import { unregister } from './subsystem';

/** What is left of a state once every pin and descriptor is gone, every registered map is deleted and all work is done. */
export function leftOf(state: State): State {
  let current: State = { ...state, files: Table.empty(), pins: Table.empty() };
  for (const [key, { phase }] of current.maps.entries())
    if (phase === 'INUSE') {
      const unregistered = unregister(current, key);
      current = { ...unregistered, maps: patch(unregistered.maps, key, { phase: 'TOBEFREE' }) };
    }
  for (;;) {
    const before = current;
    current = release(current);
    while (backlog(current) > 0) current = internalSteps(current)[0]?.next ?? current;
    if (same(before, current)) return current;
  }
}
