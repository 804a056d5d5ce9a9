// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Which of several operations a program goes on with.
import type { Operation } from '../spec';
import type { State } from '../model';
import type { Random } from './random';

/** Chooses among operations that would all do. It must be deterministic: the same questions get the same answers. */
export interface Preference {
  /** The share of operations that are chosen; the rest are taken as they are drawn, so that programs get on. */
  readonly share: number;
  /** How many operations are drawn for each choice. */
  readonly draws: number;
  choose(state: State, operations: readonly Operation[]): Operation | undefined;
}

/** An operation as `draw` gives it, or the preferred one of several draws. */
export function chosen(
  preference: Preference | undefined,
  { state, random }: { readonly state: State; readonly random: Random },
  draw: () => Operation | undefined,
): Operation | undefined {
  if (preference === undefined || !random.chance(preference.share)) return draw();
  const drawn = Array.from({ length: preference.draws }, () => draw() ?? []);
  return preference.choose(state, drawn.flat());
}
