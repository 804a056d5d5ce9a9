// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Multisets of parts, as lists in ascending order.
import type { PartId } from './parts';

/** The different choices of up to `most` of the parts of a state. */
export function choose(state: readonly PartId[], most: number): readonly (readonly PartId[])[] {
  const found: (readonly PartId[])[] = [];
  const extend = (chosen: readonly PartId[], from: number): void => {
    for (let at = from; at < state.length; at++) {
      const part = state[at];
      if (part === undefined || (at > from && state[at - 1] === part)) continue;
      const more = [...chosen, part];
      found.push(more);
      if (more.length < most) extend(more, at + 1);
    }
  };
  extend([], 0);
  return found;
}

/** A state with some of its parts replaced, in order again. */
export function replaced(
  state: readonly PartId[],
  taken: readonly PartId[],
  parts: readonly PartId[],
): readonly PartId[] {
  const next = [...state];
  for (const part of taken) next.splice(next.indexOf(part), 1);
  for (const part of parts) {
    let at = next.length;
    while (at > 0 && (next[at - 1] ?? 0) > part) at--;
    next.splice(at, 0, part);
  }
  return next;
}
