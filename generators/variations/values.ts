// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What an argument of an operation can be otherwise in a state: one value of each kind.
import {
  defaultOf,
  membersIn,
  typeIn,
  type Argument,
  type Members,
  type Operation,
  type Parameter,
  type ProfileName,
} from '../../spec';
import type { State } from '../../model';
import { ODD_WORDS } from '../misuse';

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

/** A value of the map with one member otherwise than it is given. */
function memberValues(
  given: Argument | undefined,
  operation: Operation,
  state: State,
  profile: ProfileName,
): readonly Value[] {
  const { map: handle } = operation.args;
  const map = typeof handle === 'string' ? state.maps.get(state.files.get(handle)?.key ?? '') : undefined;
  const type = map && typeIn(state.btfs.get(map.btf)?.name ?? '', map.type);
  if (type === undefined) return [];
  const others = typeof given === 'object' ? given : {};
  return membersIn(type, profile).flatMap(({ name, role }) => {
    const words: readonly Value[] =
      role === 'function'
        ? [plain('closed'), ...ODD_WORDS.map(plain), ...descriptors(state)]
        : role === 'want'
          ? [plain(-12), plain(1)]
          : role === 'name'
            ? [plain(0), plain(2)]
            : [plain(1), plain(8)];
    return words.map(({ value, kind }) => ({
      value: { ...others, [name]: value } as Members,
      kind: `.${name} ${kind}`,
    }));
  });
}

/** Every other value that is worth trying for an argument. */
export function othersOf(
  operation: Operation,
  [name, parameter]: readonly [string, Parameter],
  state: State,
  profile: ProfileName,
): readonly Value[] {
  const given = operation.args[name] ?? defaultOf(parameter);
  switch (parameter.kind) {
    case 'fd':
      return [plain('closed'), plain('none'), ...descriptors(state)].filter(({ value }) => value !== given);
    case 'choice':
      return parameter.words.filter((word) => word !== given).map(plain);
    case 'number':
      return [parameter.default, ...parameter.edges].filter((number) => number !== given).map(plain);
    case 'flag':
      return [plain(given !== true)];
    case 'path':
      return ['absent', ...state.pins.keys]
        .filter((path) => path !== given)
        .map((value) => ({ value, kind: state.pins.get(value)?.kind ?? 'absent' }));
    case 'handle':
      return ['nothing', ...state.bound.keys]
        .filter((handle) => handle !== given)
        .map((value) => ({ value, kind: state.bound.get(value)?.kind ?? 'nothing' }));
    case 'members':
      return memberValues(given, operation, state, profile);
  }
}
