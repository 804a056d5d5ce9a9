// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// All strategies, in the order of the columns of the kill matrix.
import type { Strategy } from '../strategy';
import { random, swarm } from './generated';
import { corpus, witnesses } from './kept';
import { tour } from './tour';
import { variations } from './variations';

export const STRATEGIES: readonly Strategy[] = [random, swarm, tour, witnesses, variations, corpus];
