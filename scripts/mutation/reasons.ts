// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Why mutants of the model live.
import type { Reason } from './survivors';

const DECIDED = 'An earlier check has decided this case; the guard is for the type checker, or says what cannot be';
const SAME = 'What comes of it is the same';
const UNTRIED = 'Nothing that is tried comes here';

export const REASONS: readonly Reason[] = [
  // swap() is asked by what follows LINK-UPDATE-08, and an attached link's map is there.
  { file: 'model/rules/link.ts', change: 'object.map === undefined', why: DECIDED },
  { file: 'model/rules/link.ts', change: 'old === undefined', why: DECIDED },
  // detach() is asked for links that are attached (LINK-DETACH-03 comes first) or that the test module has registered.
  { file: 'model/rules/link.ts', change: 'map === undefined', why: DECIDED },
  // A map in INIT is referred to by nothing that is counted.
  { file: 'model/rules/pin.ts', change: "phase === 'INIT'", why: SAME },
  // A program's descriptor in the place of a map's: no witness of link.create has loaded a program.
  { file: 'model/rules/link.ts', change: "args.attach !== 'struct_ops'", why: UNTRIED },
  { file: 'model/rules/link.ts', change: 'true => false', why: UNTRIED },
];
