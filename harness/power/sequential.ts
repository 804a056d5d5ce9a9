// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The faults that one thread can show by a wrong outcome. Those that need two are measured with races (harness/campaign/race/faults.test.ts),
// and those that keep an operation from returning take a new kernel each time (harness/campaign/stuck.test.ts).
import { FAULTS, HUNTED, type Fault } from '../adapters/simulator';

export const SEQUENTIAL_FAULTS: readonly Fault[] = FAULTS.filter(({ area }) => area !== 'race' && area !== 'stuck');

const hunted: readonly string[] = HUNTED;

/** Those that a program on file shows. */
export const KEPT_FAULTS: readonly Fault[] = SEQUENTIAL_FAULTS.filter(({ name }) => !hunted.includes(name));
