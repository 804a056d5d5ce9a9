// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// For tests of what a kernel does not survive: no file has such a program, so it is looked for where it is needed.
import { DEFAULTS, generateProgram } from '../../generators';
import type { Model } from '../../model';
import { KERNEL_OPERATIONS, type Program } from '../../spec';
import { walk } from '../judge/known/walk';

const operations = new Set(KERNEL_OPERATIONS.map(({ op }) => op));

/** A program that comes to a hazard with its last operation; the same one every time. */
export function comingTo(model: Model, hazard: string): Program {
  const comes = (program: Program, last = Infinity): boolean =>
    walk(model, program, { steps: [], residue: [] }, last).hazards.has(hazard);
  for (let index = 0; ; index++) {
    const program = generateProgram(model, { ...DEFAULTS, operations, misuse: 0, hazards: true, seed: 1, index });
    if (!comes(program)) continue;
    const last = program.operations.findIndex((_, step) => comes(program, step));
    return { operations: program.operations.slice(0, last + 1) };
  }
}
