// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Races: the same machine, taken apart into the steps that other threads can see.
export { allowedResults, DEFAULT_BUDGET, operationsOf, type Allowance, type Exploring } from './explore';
export { AllowedResults, type AllowedResult, type Expected, type LookUp, type Shown } from './results';
export { ALONE } from './steps';
