// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Pairs of operations on one object, each as a race: of how many of their allowed results has been seen is coverage.
import { isWithin, type ClauseId, type ProfileName, type ProfileRange, type RaceProgram } from '../../spec';
import { parseRace } from '../text';
import { LINK_PAIRS } from './linkPairs';
import { MAP_PAIRS } from './mapPairs';
import { MODULE_PAIRS } from './modulePairs';
import type { WrittenPair } from './pair';

export interface Pair extends ProfileRange {
  readonly name: string;
  readonly clause: ClauseId;
  readonly race: RaceProgram;
}

function toPair(written: WrittenPair): Pair {
  const { text: _text, ...pair } = written;
  return { ...pair, race: raceOf(written) };
}

function raceOf({ name, text }: WrittenPair): RaceProgram {
  const parsed = parseRace(text);
  if (parsed.kind === 'race') return parsed.race;
  throw new Error(`${name}:${parsed.line}:${parsed.column}: ${parsed.message}`);
}

/** One race for each row of the table of legal outcomes that the vocabulary can express. */
export const PAIRS: readonly Pair[] = [...MAP_PAIRS, ...LINK_PAIRS, ...MODULE_PAIRS].map(toPair);

export const pairsIn = (profile: ProfileName): readonly Pair[] => PAIRS.filter((pair) => isWithin(pair, profile));
