// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What shipping kernels are known to do otherwise, as far as the rules can tell what such a kernel answers instead. The
// specification does not bend to these: nothing is allowed by them, and a judge that is given some says where they were met.
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
