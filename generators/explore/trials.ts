// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What the model says of the operations of an alphabet on some parts, and where they lead.
import { namings, phasesFollow, type Key, type Model, type State, type Transition } from '../../model';
import type { Operation } from '../../spec';
import { normal } from './normal';
import { SpecificationError, type PartId, type Parts } from './parts';
import { difference, fits, limitsOf, sum, usageOf, type Scope, type Usage } from './scope';
import type { Time } from './time';

/** The operations that are tried in a state. */
export type Alphabet = (state: State, scope: Scope) => readonly Operation[];

export interface Trial {
  readonly operation: Operation;
  readonly state: State;
  readonly transitions: readonly Transition[];
}

/** Whether an operation names an object of each part; where there is no part, whether it names nothing. */
function concerns(state: State, operation: Operation, owned: readonly ReadonlySet<Key>[]): boolean {
  const named = namings(state, operation).flatMap(({ object }) => (object === undefined ? [] : [object.key]));
  return owned.length === 0 ? named.length === 0 : owned.every((keys) => named.some((key) => keys.has(key)));
}

/** Every operation of the alphabet that concerns all of these parts and no other, as it is in them alone. */
export function* trialsOf(
  { model, parts, scope, admits = ALL }: Land,
  ids: readonly PartId[],
  alphabet: Alphabet,
): Generator<Trial> {
  const { state, owned } = parts.compose(ids);
  for (const operation of alphabet(state, scope))
    if (concerns(state, operation, owned) && admits(operation, state))
      yield { operation, state, transitions: model.step(state, operation) };
}

/** What an exploration takes place in. */
export interface Land {
  readonly model: Model;
  readonly parts: Parts;
  readonly scope: Scope;
  readonly time: Time;
  /** Everything, where it is left out. */
  readonly admits?: Admits;
}

/** Whether an operation can be carried out at all, by whoever the programs are for. */
export type Admits = (operation: Operation, state: State) => boolean;

const ALL: Admits = () => true;

/**
 * Where a transition leads: back to the same parts, on to others, or out of the scope. `growth` is what it adds to the
 * usage of the scope.
 */
export type Landing =
  | { readonly kind: 'same' }
  | { readonly kind: 'on'; readonly parts: readonly PartId[]; readonly growth: Usage }
  | { readonly kind: 'outside' };

const SAME: Landing = { kind: 'same' };
const OUTSIDE: Landing = { kind: 'outside' };

export function landing(
  { parts, scope, time }: Land,
  ids: readonly PartId[],
  state: State,
  { clause, next: then }: Pick<Transition, 'clause' | 'next'>,
): Landing {
  const next = time.after(then);
  if (next === state) return SAME;
  if (!phasesFollow(state, next)) throw new SpecificationError(`${clause} changes the phase of a map as it may not`);
  if (!isInside(next, scope)) return OUTSIDE;
  const reached = parts.of(next);
  if (reached.join(' ') === ids.toSorted((a, b) => a - b).join(' ')) return SAME;
  return { kind: 'on', parts: reached, growth: difference(sum(reached.map(parts.usage)), sum(ids.map(parts.usage))) };
}

/** What no sum over parts can tell counts too: descriptors of one object, and types beyond the one that a load registers. */
export function isInside(state: State, scope: Scope): boolean {
  const open = new Map<Key, number>();
  for (const { key } of state.files.values) open.set(key, (open.get(key) ?? 0) + 1);
  return (
    [...open.values()].every((count) => count <= scope.descriptors) &&
    fits(usageOf(normal(state)), limitsOf(scope)) &&
    state.modules.values.every(({ registered }) => registered.length <= 1) &&
    isPlain(state)
  );
}

/** Maps are of the one type of the scope, empty or with one program in it. */
const isPlain = (state: State): boolean =>
  state.maps.values.every(
    ({ type, value, user }) =>
      type === 'plain' && user === undefined && Object.keys(value).every((member) => member === 'run'),
  );
