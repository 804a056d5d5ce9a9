// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Callbacks of one operation are logged one by one, and lines of other threads may come between them.
import { MODULES } from '../../../spec';
import type { State } from '../../state';
import { changeInstance } from '../../subsystem';
import { withKernel, type World } from '../world';

/** A line that is still to be logged, and the module that will log it. */
export interface Line {
  readonly module: string;
  readonly text: string;
}

/** The lines that `after` has and `before` lacks. */
export const newLines = (before: State, after: State): readonly Line[] =>
  MODULES.flatMap((module) => {
    const old = before.modules.get(module)?.log ?? [];
    return (after.modules.get(module)?.log ?? []).slice(old.length).map((text) => ({ module, text }));
  });

/** `after` with the logs of `before`. */
export function unlogged(before: State, after: State): State {
  let state = after;
  for (const module of MODULES) {
    const old = before.modules.get(module)?.log;
    const now = after.modules.get(module)?.log;
    if (old !== undefined && now !== undefined && now !== old) state = changeInstance(state, module, { log: old });
  }
  return state;
}

export function logLine(world: World, { module, text }: Line): World {
  const name = MODULES.find((each) => each === module);
  const log = name && world.kernel.modules.get(name)?.log;
  if (name === undefined || log === undefined) return world;
  return withKernel(world, changeInstance(world.kernel, name, { log: [...log, text] }));
}
