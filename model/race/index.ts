// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Races: the same machine, taken apart into the steps that other threads can see.
export { allowedResults, DEFAULT_BUDGET, operationsOf, type Allowance, type Exploring } from './explore';
export { AllowedResults, type AllowedResult, type Expected, type LookUp, type Shown } from './results';
export { situationText, withoutLogs } from './canonical';
export { liveBindings, withoutHandles } from './forget';
export { steps, type Situation, type Taken, type Thread } from './machine';
export type { Ending, Stage } from './stage';
export { ALONE, deferred } from './steps';
export { takenBy, tell, type Positions, type Surroundings } from './surroundings';
export { withKernel, worldOf } from './world';
