// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What an argument of an operation can be otherwise in a state: one value of each kind.
import {
  defaultOf,
  membersIn,
  type Argument,
  type Member,
  type Members,
  type Operation,
  type Parameter,
  type ProfileName,
} from '../../spec';
import type { State } from '../../model';
import { ODD_WORDS, typeNamed, wordsOf } from '../values';

/** A value, and what is to be said of it without the names of a program. */
export interface Value {
  readonly value: Argument;
  readonly kind: string;
}

const plain = (value: string | number | boolean): Value => ({ value, kind: String(value) });

/** The youngest descriptor of each kind of object in each mode. */
function descriptors(state: State): readonly Value[] {
  const found = new Map<string, Value>();
  for (const [handle, { kind, key, mode }] of state.files.entries()) {
    const phase = kind === 'map' ? (state.maps.get(key)?.phase ?? '') : '';
    const text = `${kind} ${mode} ${phase}`;
    found.set(text, { value: handle, kind: text });
  }
  return [...found.values()];
}

/** What a member is tried with. */
function memberWords({ role }: Member, state: State): readonly Value[] {
  switch (role) {
    case 'function':
      return [plain('closed'), ...ODD_WORDS.map(plain), ...descriptors(state)];
    case 'want':
      return [plain(-12), plain(1)];
    case 'name':
      return [plain(0), plain(2)];
    case 'flags':
      return [plain(1), plain(8), plain(32)];
    default:
      return [plain(1), plain(8)];
  }
}

/** A value of the map with one member otherwise than it is given. */
function memberValues(given: Argument, { args }: Operation, state: State, profile: ProfileName): readonly Value[] {
  const type = typeNamed(state, args);
  if (type === undefined) return [];
  const others = typeof given === 'object' ? given : {};
  return membersIn(type, profile).flatMap((member) =>
    memberWords(member, state).map(({ value, kind }) => ({
      value: { ...others, [member.name]: value } as Members,
      kind: `.${member.name} ${kind}`,
    })),
  );
}

/** Every other value that is worth trying for an argument. */
export function othersOf(
  operation: Operation,
  [name, parameter]: readonly [string, Parameter],
  state: State,
  profile: ProfileName,
): readonly Value[] {
  const given = operation.args[name] ?? defaultOf(parameter);
  const values = (): readonly Value[] => {
    switch (parameter.kind) {
      case 'fd':
        return [plain('closed'), plain('none'), ...descriptors(state)];
      case 'choice':
      case 'number':
      case 'flag':
        return wordsOf(parameter).map(plain);
      case 'path':
        return ['absent', ...state.pins.keys].map((value) => ({
          value,
          kind: state.pins.get(value)?.kind ?? 'absent',
        }));
      case 'handle':
        return ['nothing', ...state.bound.keys].map((value) => ({
          value,
          kind: state.bound.get(value)?.kind ?? 'nothing',
        }));
      case 'members':
        return memberValues(given, operation, state, profile);
    }
  };
  return values().filter(({ value }) => value !== given);
}
