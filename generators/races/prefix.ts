// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What runs first, to make things that operations can meet at.
import type { Random as Source } from 'fast-check';
import type { Operation } from '../../spec';
import { programArbitrary } from '../program';
import { interest } from './focus';
import { afterAll, type Workshop } from './scene';

const MOST = 12;
/** The chance that a prefix may use an operation: all of them build something. */
const SWARM = 0.8;
/** Prefixes that are compared: the most interesting one is taken. */
const PREFIXES = 4;
/** Rarely, a wrong call builds something else. */
const MISUSE = 0.02;
/** What makes things to race for; to look at them is for what follows. */
const BUILDING: readonly string[] = [
  ...['module.load', 'module.register', 'btf.open', 'prog.load', 'prog.load_syscall', 'map.create', 'map.update'],
  ...['map.delete', 'link.create', 'link.detach', 'fd.dup', 'fd.close', 'pin.create', 'object.by_id', 'prog.assoc'],
];

/** Operations from the initial state, `most` of them at most. */
export function makePrefix({ model, door }: Workshop, source: Source, most = MOST): readonly Operation[] {
  const { expresses, hazards } = door;
  const operations = new Set(BUILDING.filter((op) => door.operations.has(op)));
  const options = { maxOperations: most, misuse: MISUSE, swarm: SWARM, operations, hazards };
  const programs = programArbitrary(model, expresses === undefined ? options : { ...options, expresses });
  const drawn = Array.from({ length: PREFIXES }, () => programs.generate(source, undefined).value.operations);
  const worth = (candidate: readonly Operation[]): number => interest(afterAll(model, model.initial, candidate));
  return drawn.reduce((best, candidate) => (worth(candidate) > worth(best) ? candidate : best));
}
