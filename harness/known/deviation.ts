// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What a kernel is known to do otherwise, so that the verdict speaks of the rest.
import { formatProgram } from '../../generators/text';
import type { Program } from '../../spec';

/** One entry of a kernel's list. */
export interface KnownDeviation {
  /** The name of the finding. */
  readonly finding: string;
  /** Shows the deviation. Run first: an entry whose program conforms is out of date. */
  readonly program: Program;
  /** How the violations look that are meant, as `signatureOf` writes them; `*` stands for any observed outcome. */
  readonly violations: readonly string[];
  /** How violations look that may come of it later in a program; meant only where the smallest program still has what it needs. */
  readonly traces: readonly string[];
  /** Lines that are in every program that meets it. Without them another defect that looks the same would be taken for it. */
  readonly needs: readonly string[];
  /** The first release of this kernel that does as it should. */
  readonly fixed?: string;
  readonly reason: string;
  /** Where it is explained. */
  readonly see: string;
}

/** The entry that a violation of a program is known by. */
export const deviationOf = (
  known: readonly KnownDeviation[],
  signature: string,
  program: Program,
): KnownDeviation | undefined => entryFor(known, ({ violations }) => violations, signature, program);

/** Whether a violation that looks so may be the trace of something known. */
export const mayBeTrace = (known: readonly KnownDeviation[], signature: string): boolean =>
  known.some(({ traces }) => traces.some((each) => fits(each, signature)));

/** The entry that a violation may be the trace of, by the smallest program that has it: a longer one may need anything. */
export const deviationBehind = (
  known: readonly KnownDeviation[],
  signature: string,
  smallest: Program,
): KnownDeviation | undefined => entryFor(known, ({ traces }) => traces, signature, smallest);

function entryFor(
  known: readonly KnownDeviation[],
  looksOf: (entry: KnownDeviation) => readonly string[],
  signature: string,
  program: Program,
): KnownDeviation | undefined {
  const looksAlike = known.filter((entry) => looksOf(entry).some((each) => fits(each, signature)));
  if (looksAlike.length === 0) return undefined;
  const text = formatProgram(program);
  return looksAlike.find(({ needs }) => needs.every((line) => text.includes(line)));
}

const fits = (violation: string, signature: string): boolean =>
  violation.endsWith(' *') ? signature.startsWith(violation.slice(0, -1)) : signature === violation;

/** The entries that are about a release (uname -r): one that was mended is about those before. */
export const deviationsIn = (known: readonly KnownDeviation[], release: string | undefined): KnownDeviation[] =>
  known.filter(
    ({ fixed }) => fixed === undefined || release === undefined || isBefore(numbers(release), numbers(fixed)),
  );

const numbers = (release: string): number[] => (/^\d+(?:\.\d+)*/.exec(release)?.[0] ?? '').split('.').map(Number);

function isBefore(release: readonly number[], other: readonly number[]): boolean {
  const first = other.findIndex((number, index) => number !== release[index]);
  return first >= 0 && (release[first] ?? 0) < (other[first] ?? 0);
}
