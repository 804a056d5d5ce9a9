// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Faults whose smallest counterexamples are known for certain, since every shorter program was tried (npm run minima).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { programIn } from '../../generators';
import type { Scope } from '../../generators/explore';
import type { Model } from '../../model';
import type { Violation } from '../judge/verdict';
import { dataDirectory } from '../platform/data-directory';
import { sameViolation } from '../judge/same';
import { judgeOn, type Machine } from './machine';

/** What was tried on a fault, and the shortest program for each violation that was met, one operation a line. */
export interface Exhausted {
  readonly fault: string;
  /** All programs of the bounds with up to so many operations were tried. */
  readonly length: number;
  readonly tried: number;
  readonly programs: readonly (readonly string[])[];
}

/** The objects that the programs may have at once. */
export const SCOPE: Scope = {
  modules: 1,
  maps: 1,
  links: 1,
  programs: 1,
  pins: 1,
  holds: 0,
  stale: 1,
  descriptors: 1,
};

export const minimaFile = (): string => join(dataDirectory(__dirname, join('harness', 'power')), 'proved-minima.json');

export const readMinima = (): readonly Exhausted[] =>
  JSON.parse(readFileSync(minimaFile(), 'utf8')) as readonly Exhausted[];

/** `least`: no program shows the violation in fewer operations. `unproved`: not all of the shorter ones were tried. */
export type Standing = 'least' | 'not least' | 'unproved';

/** Whether so many operations are the fewest that show a violation of the fault. */
export function standingOf(
  { length: exhausted, programs }: Exhausted,
  { model, boot }: { readonly model: Model; readonly boot: () => Machine },
  { violation, length }: { readonly violation: Violation; readonly length: number },
): Standing {
  const shorter = programs
    .map((lines) => programIn(lines.join('\n')))
    .filter(({ operations }) => operations.length < length);
  const same = shorter.some((program) => {
    const { verdict } = judgeOn(model, boot(), program);
    return verdict.kind === 'violates' && sameViolation(verdict.violation, violation);
  });
  if (same) return 'not least';
  return length - 1 <= exhausted ? 'least' : 'unproved';
}
