// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Programs about one object: what makes it and others like it, operations that meet there, and a look at what is left.
import { Arbitrary, sample, Stream, Value, type Random as Source } from 'fast-check';
import type { Operation, Program } from '../spec';
import type { Model, State } from '../model';
import { hazardOf } from './hazards';
import type { Preference } from './preference';
import { mixed } from './program';
import { chooseFocus } from './races/focus';
import { makeMeeting } from './races/meeting';
import { makePrefix } from './races/prefix';
import { after, afterAll, canExpress, type Door, type Workshop } from './races/scene';
import { makeSuffix } from './races/suffix';
import { Random } from './random';
import { ordersIn } from './variations/endings';
import { likenesses } from './variations/likeness';
import { looksAt } from './variations/looks';

export interface FocusedOptions extends Door {
  /** Which of several operations is taken; without one, the first that was drawn. */
  readonly preference?: Preference;
}

/** Operations about the object: 2 to so many. */
const LONGEST = 40;
/** More than elsewhere: there is always something to get right, so most that is wrong is wrong in one way only. */
const MISUSE = 0.2;
/** How often there is an object that is made as the one that the program is about, or nearly. */
const LIKENESS = 0.6;

/** How often everything is ended, in one of several orders. */
const ENDING = 0.4;
/** How often there is a look between. */
const LOOK = 0.4;

/** Everything goes, and now and then there is a look at what is left. */
function makeEnding({ model, random, door }: Workshop, start: State): readonly Operation[] {
  const operations: Operation[] = [];
  let state = start;
  const go = (operation: Operation | undefined): void => {
    if (operation === undefined || !canExpress(door, operation, state)) return;
    operations.push(operation);
    state = after(model, state, operation);
  };
  for (const operation of random.pick(ordersIn(start))) {
    go(operation);
    if (random.chance(LOOK)) go(random.maybe(looksAt(state)));
  }
  return operations;
}

class FocusedArbitrary extends Arbitrary<Program> {
  constructor(
    private readonly model: Model,
    private readonly options: FocusedOptions,
  ) {
    super();
  }

  override generate(source: Source): Value<Program> {
    const random = new Random(source);
    const workshop: Workshop = { model: this.model, random, door: harmless(this.options) };
    const made = makePrefix(workshop, source);
    const before = afterAll(this.model, this.model.initial, made);
    const focus = chooseFocus(random, before);
    const like = random.chance(LIKENESS) ? this.like(workshop, made, before, focus) : [];
    const prefix = [...made, ...like];
    const state = afterAll(this.model, before, like);
    const { preference } = this.options;
    const manner = { misuse: MISUSE, leavesOut: new Set<string>(), ...(preference && { preference }) };
    const about = makeMeeting(workshop, manner, state, focus, prefix.length, random.between(2, LONGEST));
    const left = afterAll(this.model, state, about);
    const suffix = random.chance(ENDING) ? makeEnding(workshop, left) : makeSuffix(workshop, left);
    return new Value({ operations: [...prefix, ...about, ...suffix] }, undefined);
  }

  private like(workshop: Workshop, made: readonly Operation[], state: State, focus: string): readonly Operation[] {
    const key = state.links.get(focus)?.map ?? focus;
    const handle = state.files.entries().find(([, file]) => file.key === key)?.[0];
    const twin = handle === undefined ? undefined : workshop.random.maybe(likenesses(made, state, handle));
    return twin?.extra ?? [];
  }

  /** Programs are shrunk by the harness, which knows what was observed. */
  override canShrinkWithoutContext(value: unknown): value is Program {
    return value === undefined;
  }
  override shrink(): Stream<Value<Program>> {
    return Stream.nil();
  }
}

/** The same door, through which nothing comes that may cripple a kernel unless that is wanted. */
function harmless(door: Door): Door {
  if (door.hazards) return door;
  const expresses = (operation: Operation, state: State): boolean =>
    canExpress(door, operation, state) && hazardOf(state, operation) === undefined;
  return { ...door, expresses };
}

/** Program number `index` of a seed, without the ones before it. Deterministic. */
export function generateFocused(
  model: Model,
  options: FocusedOptions & { readonly seed: number; readonly index: number },
): Program {
  const arbitrary = new FocusedArbitrary(model, options);
  const [program] = sample(arbitrary, { seed: mixed(options.seed, options.index), numRuns: 1 });
  if (program === undefined) throw new Error('fast-check sampled nothing');
  return program;
}
