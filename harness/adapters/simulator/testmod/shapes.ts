// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What distinguishes the types of the test module from each other: the six of the catalogue, and those with a defect.
import { type Member, type Registration, REGISTRATIONS, type StructOpsType, typesOf } from '../../../../spec';
import { type BtfMember, type BtfStruct, type Prototype } from '../kernel/btfTypes';
import { opsStruct, valueStruct } from '../kernel/layout';
import { type Stub } from '../kernel/structOps';
import { stubsOf } from '../kernel/stubs';

export interface SocShape {
  /** As the control files and the log spell it. */
  readonly name: string;
  /** The name in struct bpf_struct_ops, which is that of the C struct. */
  readonly struct: string;
  readonly roles: ReadonlyMap<string, Member>;
  readonly stubs: ReadonlyMap<string, Stub> | null;
  readonly exclusive: boolean;
  readonly update: boolean;
  readonly owned: boolean;
  readonly ownerless: boolean;
  /** Indexes of members, -1 for one that the type lacks. */
  readonly tag: number;
  readonly wantValidate: number;
  readonly wantReg: number;
  readonly wantUpdate: number;
  /** What init() returns when it is called for the `nth` time. */
  init(nth: number): number;
}

const indexOf = (type: StructOpsType, name: string): number => type.members.findIndex((member) => member.name === name);

/** One function stands in for every member, so that none of them is called TYPE__MEMBER. */
const socStubsOf = (type: StructOpsType): ReadonlyMap<string, Stub> => stubsOf(type, () => 'soc_stub');

/** A type whose definition is in order. */
function ordinary(type: StructOpsType, name: string, init: SocShape['init'] = () => 0): SocShape {
  return {
    name,
    struct: type.struct,
    roles: new Map(type.members.map((member) => [member.name, member])),
    stubs: socStubsOf(type),
    exclusive: type.exclusive === 'type',
    update: type.update,
    owned: type.members.some((member) => member.role === 'owner'),
    ownerless: false,
    tag: indexOf(type, 'tag'),
    wantValidate: indexOf(type, 'want_validate'),
    wantReg: indexOf(type, 'want_reg'),
    wantUpdate: indexOf(type, 'want_update'),
    init,
  };
}

/** `dup` registers the object of this type again; `twin` names its struct. */
export const PLAIN = 'plain';

/** The six, in the order in which module init registers them. soc_n is soc_a without its BTF. */
export const sixOf = (module: string): readonly SocShape[] =>
  catalogueOf(module).map((type) => ordinary(type, type.name));

export const catalogueOf = (module: string): readonly StructOpsType[] =>
  typesOf(module === 'soc_b' ? 'soc_b' : 'soc_a');

const requireType = (name: string): StructOpsType => {
  const type = catalogueOf('soc_a').find((candidate) => candidate.name === name);
  if (type === undefined) throw new Error(`the catalogue has no ${name}`);
  return type;
};

/** `good1` and its like have these members. */
const SIMPLE = requireType('fixed');

function structNameOf(registration: Registration): string {
  if (registration.name === 'twin') return requireType(PLAIN).struct;
  // Only the length of these names is told apart.
  if (registration.nameLength > 100) return 'x'.repeat(registration.nameLength);
  return `soc_${registration.name}_ops`;
}

/** A type of the registration table, from what the catalogue says is wrong with it. */
export function registrationShape(registration: Registration): SocShape {
  const like = registration.name === 'twin' ? requireType(PLAIN) : SIMPLE;
  const { init } = registration;
  const answer = init === 'once' ? (nth: number): number => (nth === 1 ? -1 : 0) : (): number => init;
  return {
    ...ordinary(like, registration.name, answer),
    struct: structNameOf(registration),
    stubs: registration.stubs
      ? new Map([...socStubsOf(like)].map(([name, stub]) => [name, oddStub(registration, stub)]))
      : null,
    update: true,
    ownerless: registration.name === 'owner_null',
  };
}

function oddStub(registration: Registration, stub: Stub): Stub {
  switch (registration.member) {
    case 'stub_unknown':
      return { ...stub, known: false };
    case 'stub_args':
      return { ...stub, args: stub.args + 1 };
    case 'nullable_bad':
      return { ...stub, nullableBad: true };
    default:
      return stub;
  }
}

/** The structs that describe a type of the registration table; none when it borrows plain's or has none. */
export function registrationStructs(registration: Registration, id: number): readonly BtfStruct[] {
  if (!registration.struct || structNameOf(registration) === requireType(PLAIN).struct) return [];
  const simple = opsStruct(id, structNameOf(registration), SIMPLE.members);
  const odd = simple.members.map((member) => oddMember(registration, member));
  while (odd.length < registration.memberCount) odd.push(spareMember(odd.length));
  const ops: BtfStruct = { ...simple, members: odd };
  const value = oddValue(registration, valueStruct(id + 1, ops));
  return value === undefined ? [ops] : [ops, value];
}

/** More than MAX_BPF_FUNC_ARGS arguments, and returns that are refused: always, or by bpf_struct_ops_desc_init() of 7.2. */
const ODD_PROTOTYPES: Readonly<Record<string, Prototype>> = {
  many_args: { args: 13, distills: false, returns: 'word' },
  struct_return: { args: 1, distills: false, returns: 'word' },
  returns_int_ptr: { args: 1, distills: true, returns: 'pointer' },
  big_return: { args: 1, distills: true, returns: 'wide' },
};

function oddMember(registration: Registration, member: BtfMember): BtfMember {
  const last = member.index === SIMPLE.members.length - 1;
  if (last && registration.member === 'anonymous') return { ...member, name: '' };
  if (last && registration.member === 'bitfield') return { ...member, bitfield: true };
  const proto = ODD_PROTOTYPES[registration.member];
  return member.type.kind === 'function' && proto !== undefined
    ? { ...member, type: { ...member.type, proto } }
    : member;
}

const spareMember = (index: number): BtfMember => ({
  name: `spare${index}`,
  index,
  offset: 4 * index + 4,
  size: 4,
  bitfield: false,
  type: { kind: 'data' },
});

function oddValue(registration: Registration, value: BtfStruct): BtfStruct | undefined {
  const [common, data] = value.members;
  if (common === undefined || data === undefined) return value;
  switch (registration.value) {
    case 'right':
      return value;
    case 'absent':
      return undefined;
    case 'three':
      return { ...value, members: [common, data, spareMember(2)] };
    case 'common':
      return { ...value, members: [{ ...common, type: { kind: 'data' } }, data] };
    case 'data':
      return { ...value, members: [common, { ...data, type: { kind: 'data' } }] };
  }
}

/** Those of the table that are objects of their own: neither `dup` nor the six. */
export const OWN_REGISTRATIONS: readonly Registration[] = REGISTRATIONS.filter(
  ({ name, object }) => object !== PLAIN && !catalogueOf('soc_a').some((type) => type.name === name),
);
