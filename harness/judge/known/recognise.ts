// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Which entry of a list a violation is known by, where the judge could not tell and go on.
import { formatOperation, formatProgram } from '../../../generators';
import type { Model } from '../../../model';
import type { History, Operation, Program } from '../../../spec';
import type { Violation } from '../verdict';
import type { KnownDeviation, Shape } from './deviation';
import { isLeftOf } from './left';
import { signatureOf } from '../signature';
import { walk, type Walked } from './walk';
import { readsAs } from './wildcard';

/** A violation, and the program and the history that show it. */
export interface Shown {
  readonly program: Program;
  readonly history: History;
  readonly violation: Violation;
}

/** The entry that the violation is known by. */
export function recognise(model: Model, known: readonly KnownDeviation[], shown: Shown): KnownDeviation | undefined {
  const { program, history, violation } = shown;
  let walked: Walked | undefined;
  const way = (): Walked => (walked ??= walk(model, program, history, violation.step));
  return known.find(({ shape }) => isOfHazard(shape, violation, way) || isListed(shape, shown));
}

/** All that was seen must be of the hazard: another defect may show in the same program. */
function isOfHazard(shape: Shape, { kind, observed }: Violation, way: () => Walked): boolean {
  if (shape.kind !== 'hazard' || !('lines' in observed)) return false;
  const { lines } = observed;
  if (kind !== (shape.log.length > 0 ? 'splat' : 'residue')) return false;
  if (kind === 'splat' && !lines.every((line) => shape.log.some((pattern) => readsAs(pattern, line)))) return false;
  const { hazards, states } = way();
  return hazards.has(shape.name) && (kind === 'splat' || states.some((state) => isLeftOf(state, lines)));
}

/** What it binds says nothing. */
const textOf = ({ op, args }: Operation): string => formatOperation({ op, args });

function isListed(shape: Shape, { program, violation }: Shown): boolean {
  if (shape.kind !== 'violations' || !shape.violations.includes(signatureOf(violation))) return false;
  const { operation } = violation;
  if (shape.operation !== undefined && (operation === undefined || !readsAs(shape.operation, textOf(operation))))
    return false;
  const text = formatProgram(program);
  return shape.needs.every((line) => text.includes(line));
}
