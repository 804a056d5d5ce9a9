// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// All strategies, in the order of the columns of the kill matrix.
import type { Strategy } from '../strategy';
import { focused, focusedRare, longRare, random, rare, swarm } from './generated';
import { corpus, witnesses } from './kept';
import { tour } from './tour';
import {
  corpusEndings,
  corpusHandles,
  corpusTwins,
  corpusVariations,
  endings,
  handles,
  orders,
  twins,
  variations,
} from './variations';

export const STRATEGIES: readonly Strategy[] = [
  random,
  swarm,
  rare,
  longRare,
  focused,
  focusedRare,
  tour,
  witnesses,
  variations,
  orders,
  handles,
  twins,
  endings,
  corpus,
  corpusVariations,
  corpusHandles,
  corpusTwins,
  corpusEndings,
];
