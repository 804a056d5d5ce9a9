// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The reference state machine. Pure: no I/O, no clock, no randomness.
export { Belief, type Advance, type Allowed, type Explanation } from './belief';
export { backlog, closure, internalSteps, meanwhile } from './internal';
export { DEVIATIONS, type Deviation, type DeviationName, type Deviations } from './deviations';
export { INVARIANTS, phasesFollow, type Invariant } from './invariants';
export { cellOf, situationOf, stateOf } from './cell';
export { leftOf } from './left';
export { clausesOf, createKnowingModel, createModel, RULES, type Model } from './model';
export { once } from './once';
export { remembering } from './remembering';
export { bindings, kernelReferences, moduleReferences } from './references';
export type { Rule, Transition } from './rule';
export { initialState, stateFrom, VMLINUX } from './state';
export type {
  Btf,
  Instance,
  Key,
  Kind,
  Mode,
  OpenFile,
  PlainState,
  Prog,
  Reference,
  State,
  StructOpsMap,
  StructOpsProg,
} from './state';
export { Table } from './table';
export { opsOf, typeOf } from './subsystem';
export { namings, touchedBy, touchedIn, type Naming, type Touched } from './touch';
