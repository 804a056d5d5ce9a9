// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What an operation comes to on kernels that deviate, beside what the rules allow.
import type { Operation } from '../spec';
import { DEVIATIONS, type DeviationName, type Deviations } from './deviations';
import type { Apply, Transition } from './rule';
import { same } from './same';
import type { State } from './state';

/** What a kernel with some of the deviations may do with an operation. */
export interface Variant {
  readonly deviations: Deviations;
  readonly transitions: readonly Transition[];
}

/**
 * What an operation comes to on a kernel that has deviated so already, and every way to deviate further that makes a
 * difference. `base` is what the rules allow.
 */
export type Variants = (
  state: State,
  operation: Operation,
  deviated: Deviations,
  base: Variant,
) => readonly [Variant, ...Variant[]];

/** `apply` has the rules of a kernel with deviations. Of two sets with the same outcome the smaller one is meant. */
export function variantsOf(known: Deviations, apply: (deviations: Deviations) => Apply): Variants {
  return (state, operation, deviated, base) => {
    const showing = known.filter((name) => shows(name, operation));
    const comesTo = (deviations: Deviations): Variant => ({
      deviations,
      transitions: apply(deviations)(state, operation),
    });
    const found: [Variant, ...Variant[]] = [
      showing.some((name) => deviated.includes(name)) ? comesTo(deviated) : { ...base, deviations: deviated },
    ];
    for (const { deviations, transitions } of found)
      for (const name of showing) {
        const more = known.filter((each) => each === name || deviations.includes(each));
        if (found.some((other) => same(other.deviations, more))) continue;
        const variant = comesTo(more);
        if (!same(variant.transitions, transitions)) found.push(variant);
      }
    return found;
  };
}

/** A kernel that deviates does so whenever it can. */
const shows = (name: DeviationName, { op }: Operation): boolean =>
  DEVIATIONS.some((deviation) => deviation.name === name && (deviation.operations as readonly string[]).includes(op));
