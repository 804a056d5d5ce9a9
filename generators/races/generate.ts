// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Races, generated with the model in hand: a state worth racing in, threads that meet there, and a look at what is left.
import { Arbitrary, sample, Stream, Value, type Random as Source } from 'fast-check';
import type { Operation, RaceProgram } from '../../spec';
import type { Model, State } from '../../model';
import { allowedResults, type AllowedResults } from '../../model/race';
import { hazardOf } from '../hazards';
import { mixed } from '../program';
import { Random } from '../random';
import { chooseFocus } from './focus';
import { makePrefix } from './prefix';
import { afterAll, type Door, type Workshop } from './scene';
import { makeSuffix } from './suffix';
import { makeThreads } from './threads';

/** A race and all that it may come to, which had to be enumerated anyway. */
export interface GeneratedRace {
  readonly race: RaceProgram;
  readonly allowed: AllowedResults;
}

export interface RaceOptions extends Door {
  /** Operations before the threads, at most. */
  readonly maxPrefix?: number;
}

/** Draws before a race of one result only is taken: a race has something to decide. */
const ATTEMPTS = 12;
/** Draws before there must be a race whose interleavings can be enumerated. */
const LIMIT = 200;
/** Situations that an interleaving of a generated race may go through. */
const BUDGET = 20_000;

class RaceArbitrary extends Arbitrary<GeneratedRace | undefined> {
  constructor(
    private readonly model: Model,
    private readonly options: RaceOptions,
  ) {
    super();
  }

  override generate(source: Source): Value<GeneratedRace | undefined> {
    const workshop: Workshop = { model: this.model, random: new Random(source), door: this.options };
    let plain: GeneratedRace | undefined;
    for (let attempt = 0; attempt < LIMIT; attempt++) {
      const made = this.attempt(workshop, source);
      if (made !== undefined && made.allowed.results.length > 1) return new Value(made, undefined);
      plain ??= made;
      if (plain !== undefined && attempt >= ATTEMPTS) return new Value(plain, undefined);
    }
    return new Value(undefined, undefined);
  }

  /** Races are shrunk by the harness, which knows what was observed. */
  override canShrinkWithoutContext(value: unknown): value is GeneratedRace | undefined {
    return value === undefined;
  }
  override shrink(): Stream<Value<GeneratedRace | undefined>> {
    return Stream.nil();
  }

  private attempt(workshop: Workshop, source: Source): GeneratedRace | undefined {
    const { model } = workshop;
    const prefix = makePrefix(workshop, source, this.options.maxPrefix);
    const state = afterAll(model, model.initial, prefix);
    const threads = makeThreads(workshop, state, chooseFocus(workshop.random, state), prefix.length);
    if (threads === undefined) return undefined;
    const suffix = makeSuffix(workshop, afterAll(model, state, threads.flat()));
    const race = { prefix, threads, suffix };
    const allowance = allowedResults(model, race, { budget: BUDGET, forbids: this.forbids });
    return allowance.kind === 'all' ? { race, allowed: allowance.results } : undefined;
  }

  /** No interleaving may do what is known to cripple a kernel. */
  private readonly forbids = (state: State, operation: Operation): string | undefined =>
    this.options.hazards ? undefined : hazardOf(state, operation)?.name;
}

type Numbered = RaceOptions & { readonly seed: number; readonly index: number };

/** Race number `index` of a seed, without the ones before it; undefined when none can be made of these operations. */
export function drawRace(model: Model, options: Numbered): GeneratedRace | undefined {
  return sample(new RaceArbitrary(model, options), { seed: mixed(options.seed, options.index), numRuns: 1 })[0];
}

/** The same, of operations that a race can be made of; throws `RangeError` when none can. */
export function generateRace(model: Model, options: Numbered): GeneratedRace {
  const race = drawRace(model, options);
  if (race === undefined) throw new RangeError('no race can be made of these operations');
  return race;
}
