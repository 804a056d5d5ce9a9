// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What a kernel is known to do otherwise, so that the verdict speaks of the rest.
import type { DeviationName } from '../../../model';
import { releaseOf, type Program } from '../../../spec';

/** One entry of a kernel's list. */
export interface KnownDeviation {
  /** The name of the finding. */
  readonly finding: string;
  /** How it is told from everything else. */
  readonly shape: Shape;
  /** Shows the deviation. Run first: an entry whose program conforms is out of date. */
  readonly program?: Program;
  /** The first release of this kernel that does as it should. */
  readonly fixed?: string;
  readonly reason: string;
  /** Where it is explained. */
  readonly see: string;
}

/**
 * `deviation`: the model knows what such a kernel answers, and goes on behind it. `hazard`: the program came to that
 * hazard (generators/hazards.ts), and every line that the kernel logged is one of `log`; or, without `log`, all that is
 * left is what the hazard leaves. `violations`: what somebody has listed of a kernel of their own, as `signatureOf` writes
 * it, shown by an operation that reads so, in a program that has the lines of `needs`.
 */
export type Shape =
  | { readonly kind: 'deviation'; readonly name: DeviationName }
  | { readonly kind: 'hazard'; readonly name: string; readonly log: readonly string[] }
  | {
      readonly kind: 'violations';
      readonly violations: readonly string[];
      readonly operation?: string;
      readonly needs: readonly string[];
    };

/** The deviations that the model is to know of. */
export const deviationsOf = (known: readonly KnownDeviation[]): readonly DeviationName[] =>
  known.flatMap(({ shape }) => (shape.kind === 'deviation' ? [shape.name] : []));

/** The entry that lists a deviation. */
export const entryOf = (known: readonly KnownDeviation[], name: DeviationName): KnownDeviation | undefined =>
  known.find(({ shape }) => shape.kind === 'deviation' && shape.name === name);

/** The entries that are about a release (uname -r): one that was mended is about those before. */
export const deviationsIn = (known: readonly KnownDeviation[], release: string | undefined): KnownDeviation[] =>
  known.filter(
    ({ fixed }) => fixed === undefined || release === undefined || isBefore(numbers(release), numbers(fixed)),
  );

const numbers = (release: string): readonly number[] => releaseOf(release) ?? [];

function isBefore(release: readonly number[], other: readonly number[]): boolean {
  const first = other.findIndex((number, index) => number !== release[index]);
  return first >= 0 && (release[first] ?? 0) < (other[first] ?? 0);
}
