// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What the test module can register on request: its six types, and the candidates of docs/test-module.md:
// the facts about each candidate. What follows from them is for the rules to say.

/** Facts about one `struct bpf_struct_ops` and the BTF that describes it. */
export interface Registration {
  readonly name: string;
  /** The `struct bpf_struct_ops` object; registrations of one object are told apart by nothing else. */
  readonly object: string;
  readonly nameLength: number;
  readonly stubs: boolean;
  /** Whether the BTF that is searched has a struct of the type's name. */
  readonly struct: boolean;
  readonly memberCount: number;
  /** The value struct: as it should be, absent, with three members, or with a wrong first or second one. */
  readonly value: 'right' | 'absent' | 'three' | 'common' | 'data';
  /** What is odd about a member of the ops struct. */
  readonly member:
    | 'fine'
    | 'anonymous'
    | 'bitfield'
    | 'returns_int_ptr'
    | 'big_return'
    | 'many_args'
    | 'struct_return'
    | 'stub_unknown'
    | 'stub_args'
    | 'nullable_bad';
  /** What the type's `init()` returns; `once`: an error the first time, 0 after. */
  readonly init: number | 'once';
}

const good = (name: string, odd: Partial<Registration> = {}): Registration => ({
  name,
  object: name,
  nameLength: name.length,
  stubs: true,
  struct: true,
  memberCount: 2,
  value: 'right',
  member: 'fine',
  init: 0,
  ...odd,
});

export const REGISTRATIONS: readonly Registration[] = [
  ...['plain', 'fixed', 'asked', 'owned', 'holed', 'skew'].map((name) => good(name)),
  ...[1, 2, 3, 4, 5, 6].map((n) => good(`good${n}`)),
  good('dup', { object: 'plain' }),
  good('twin'),
  good('name_112', { nameLength: 112, struct: false }),
  good('name_113', { nameLength: 113, struct: false }),
  good('no_stubs', { stubs: false }),
  good('no_struct', { struct: false }),
  good('members_64', { memberCount: 64 }),
  good('members_65', { memberCount: 65 }),
  good('no_value', { value: 'absent' }),
  good('value_three', { value: 'three' }),
  good('value_common', { value: 'common' }),
  good('value_data', { value: 'data' }),
  good('anonymous', { member: 'anonymous' }),
  good('bitfield', { member: 'bitfield' }),
  good('returns_int_ptr', { member: 'returns_int_ptr' }),
  good('big_return', { member: 'big_return' }),
  good('many_args', { member: 'many_args' }),
  good('struct_return', { member: 'struct_return' }),
  good('stub_unknown', { member: 'stub_unknown' }),
  good('stub_args', { member: 'stub_args' }),
  good('nullable_bad', { member: 'nullable_bad' }),
  good('init_fails', { init: -28 }),
  good('init_positive', { init: 1 }),
  good('init_once', { init: 'once' }),
  good('owner_null', { struct: false }),
];

export type RegistrationName = string;
export const REGISTRATION_NAMES: readonly string[] = REGISTRATIONS.map((registration) => registration.name);
export const registrationOf = (name: string): Registration | undefined =>
  REGISTRATIONS.find((registration) => registration.name === name);
