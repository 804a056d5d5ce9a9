// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What shipping kernels are known to do otherwise, as far as the rules can tell what such a kernel answers instead. The
// specification does not bend to these: nothing is allowed by them, and a judge that is given some says where they were met.
import type { Apply, Transition } from './rule';
import type { State } from './state';
import { same } from './same';
import type { Operation } from '../spec';

export interface Deviation {
  readonly name: string;
  /** What such a kernel does. */
  readonly summary: string;
  /** Where it shows. */
  readonly operations: readonly string[];
}

const UPDATE = ['map.update', 'loader.register'] as const;

/** Under the names that lists of known deviations use; `call.deviations` has them where the rules differ. */
export const DEVIATIONS = [
  {
    name: 'owner-refused-without-errno',
    summary: 'UPDATE that refuses an owner member returns what init_member() returned for the member before, or 0.',
    operations: UPDATE,
  },
  {
    name: 'program-of-another-module',
    summary: "UPDATE takes a program that was verified for the same member of the same type of another module's BTF.",
    operations: UPDATE,
  },
  {
    name: 'program-of-an-earlier-load',
    summary: 'UPDATE takes a program that was verified for the same member of the same type at an earlier load.',
    operations: UPDATE,
  },
  {
    name: 'owner-slot-by-id',
    summary: "UPDATE takes a module's owner member for data, and leaves it empty.",
    operations: [...UPDATE, 'link.create'],
  },
  {
    name: 'big-return-accepted',
    summary: 'A type may be registered of which a member returns more than eight bytes.',
    operations: ['module.register', 'module.load'],
  },
] as const satisfies readonly Deviation[];

export type DeviationName = (typeof DEVIATIONS)[number]['name'];
export type Deviations = readonly DeviationName[];

export const NO_DEVIATIONS: Deviations = [];

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
