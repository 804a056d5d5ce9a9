// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What misuse, tours and variations try arguments with, in one place.
import { typeIn, type Argument, type Members, type Operation, type Parameter, type StructOpsType } from '../spec';
import type { State } from '../model';

/** Words that no program descriptor is: all ones, and zero in the low half only. */
export const ODD_WORDS = [-1, 4294967296];

type Word = Exclude<Argument, Members>;
type Wordy = Extract<Parameter, { kind: 'choice' | 'number' | 'flag' }>;

/** Every value worth trying for a parameter that names nothing, its default first. */
export function wordsOf(parameter: Wordy): readonly [Word, ...Word[]] {
  switch (parameter.kind) {
    case 'choice':
      return parameter.words;
    case 'number':
      return [parameter.default, ...parameter.edges];
    case 'flag':
      return [false, true];
  }
}

/** The type of the map that arguments name, whose members a value for it has; undefined when they name none. */
export function typeNamed(state: State, { map: handle }: Operation['args']): StructOpsType | undefined {
  const map = typeof handle === 'string' ? state.maps.get(state.files.get(handle)?.key ?? '') : undefined;
  return map && typeIn(state.btfs.get(map.btf)?.name ?? '', map.type);
}
