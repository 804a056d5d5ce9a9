// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// An oracle that generates nothing: its programs are the tour of a scope.
import { surveying, touringOf, type Scope } from '../../generators/explore';
import { cellOf, type Model } from '../../model';
import type { Program } from '../../spec';
import type { Violation } from '../judge/verdict';
import { tourReport } from '../coverage/tour';
import { fits, fitsAlong } from './door';
import type { Door, Oracle } from './options';

/** The tour's part of an oracle. Takes some seconds, with pauses; the programs are those that the session can express. */
export function* touring(
  model: Model,
  scope: Scope,
  door: Door,
): Generator<void, Pick<Oracle, 'known' | 'generate' | 'beyond' | 'tour'>> {
  const atlas = yield* surveying(model, scope, (operation, state) => fits(operation, door, state));
  const programs = (yield* touringOf(atlas)).programs.filter((program) => fitsAlong(model, program, door));
  const violated = new Set<string>();
  return {
    known: programs.length,
    generate: (index) => {
      const program = programs[index];
      if (program === undefined) throw new Error(`the tour has no program number ${index}`);
      return program;
    },
    beyond: (program, violation) => {
      if (violation.kind !== 'outcome') return undefined;
      violated.add(cellAt(model, program, violation.step));
      return without(program, violation);
    },
    tour: (cells) => tourReport(atlas, cells, violated),
  };
}

/** The cell that an operation should have had; the programs of a tour leave the model no choice. */
function cellAt(model: Model, { operations }: Program, step: number): string {
  let state = model.initial;
  for (const [index, operation] of operations.entries()) {
    const [first] = model.step(state, operation);
    if (first === undefined) break;
    if (index === step) return cellOf(state, operation, first);
    state = first.next;
  }
  throw new Error(`no operation ${step}`);
}

/** The rest of a program is still to be seen; undefined when there is none. */
const without = ({ operations }: Program, { step }: Violation): Program | undefined =>
  step + 1 < operations.length ? { operations: operations.filter((_, index) => index !== step) } : undefined;
