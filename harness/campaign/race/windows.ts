// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The windows of a race that an implementation can be told to hold open, so that rare orders happen on purpose.
import { MODULES, type ModuleName, type Operation, type RaceProgram } from '../../../spec';
import type { Hold } from '../../adapter';

/** Milliseconds: many times what the other threads need, and they end the hold when they are done. */
const HELD_MS = 10;

/**
 * The places of the test module (docs/test-module.md) that an operation may come by. Whoever closes, unpins or deletes
 * unregisters, if it was the last one.
 */
const PLACES: Readonly<Record<string, readonly Hold['at'][]>> = {
  'module.load': ['init'],
  'module.unload': ['exit'],
  'module.detach': ['unreg'],
  'map.update': ['init_member', 'validate', 'reg'],
  'map.delete': ['unreg'],
  'link.create': ['reg'],
  'link.update': ['update'],
  'link.detach': ['unreg'],
  'fd.close': ['unreg'],
  'pin.remove': ['unreg'],
};

/** Each window that some thread may open, to be held by itself: two that are held together would only wait in turn. */
export function windowsOf({ prefix, threads, suffix }: RaceProgram): readonly Hold[] {
  const places = new Set(threads.flat().flatMap(({ op }) => PLACES[op] ?? []));
  const modules = MODULES.filter((module) => [prefix, ...threads, suffix].flat().some(names(module)));
  return modules.flatMap((module) => [...places].map((at) => ({ module, at, ms: HELD_MS })));
}

const names =
  (module: ModuleName) =>
  ({ args }: Operation): boolean =>
    args['name'] === module;
