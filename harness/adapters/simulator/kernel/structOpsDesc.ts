// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Registration checks of one type: bpf_struct_ops_desc_init() (kernel/bpf/bpf_struct_ops.c).
import { type BtfStruct, type Prototype } from './btfTypes';
import { EINVAL, ENOENT, ENOTSUPP, EOPNOTSUPP } from './errno';
import { COMMON_VALUE_ID, VALUE_PREFIX } from './layout';
import { type BpfStructOps, type Stub } from './structOps';
import { type Features } from './version';

/** sizeof(value_name) */
const VALUE_NAME_SIZE = 128;
const BPF_STRUCT_OPS_MAX_NR_MEMBERS = 64;

/** btf_find_by_name_kind(btf, name, BTF_KIND_STRUCT), which searches the base BTF too. */
export interface StructFinder {
  findStruct(name: string): BtfStruct | undefined;
}

/** struct bpf_struct_ops_desc: what the core knows of a registered type. */
export interface StructOpsDesc {
  readonly stOps: BpfStructOps;
  readonly type: BtfStruct;
  readonly valueType: BtfStruct;
}

/** bpf_struct_ops_supported(): whether programs may implement the member. */
export function bpfStructOpsSupported(stOps: BpfStructOps, member: string): number {
  return stOps.cfiStubs?.has(member) === true ? 0 : -ENOTSUPP;
}

/** A descriptor, or -errno in the order of the kernel's checks. */
export function bpfStructOpsDescInit(
  stOps: BpfStructOps,
  btf: StructFinder,
  features: Features,
): StructOpsDesc | number {
  if (stOps.name.length + VALUE_PREFIX.length >= VALUE_NAME_SIZE) return -EINVAL;
  if (features.cfiStubs && stOps.cfiStubs === null) return -EINVAL;
  const type = btf.findStruct(stOps.name);
  if (type === undefined) return -EINVAL;
  if (type.members.length > BPF_STRUCT_OPS_MAX_NR_MEMBERS) return -EINVAL;
  const valueType = btf.findStruct(VALUE_PREFIX + stOps.name);
  if (valueType === undefined || !isValidValueType(valueType, type)) return -EINVAL;
  const err = checkMembers(stOps, type, features);
  if (err !== 0) return err;
  // Whatever init() says, positive numbers too, the registration fails with -EINVAL.
  if (stOps.init() !== 0) return -EINVAL;
  return { stOps, type, valueType };
}

/** is_valid_value_type() */
function isValidValueType(valueType: BtfStruct, type: BtfStruct): boolean {
  const [common, data] = valueType.members;
  if (valueType.members.length !== 2 || common === undefined || data === undefined) return false;
  if (common.type.kind !== 'struct' || common.type.id !== COMMON_VALUE_ID) return false;
  return data.type.kind === 'struct' && data.type.id === type.id;
}

function checkMembers(stOps: BpfStructOps, type: BtfStruct, features: Features): number {
  for (const member of type.members) {
    if (member.name === '') return -EOPNOTSUPP;
    if (member.bitfield) return -EOPNOTSUPP;
    if (member.type.kind !== 'function') continue;
    if (features.nullStubUnsupported && bpfStructOpsSupported(stOps, member.name) !== 0) continue;
    const { proto } = member.type;
    const err = checkPrototype(proto, features);
    if (err !== 0) return err;
    const stub = findStub(stOps, member.name, features);
    const invalid = stub === undefined ? 0 : prepareArgInfo(stub, proto);
    if (invalid !== 0) return invalid;
  }
  return 0;
}

/** What the trampoline can pass on. */
function checkPrototype({ distills, returns }: Prototype, { returnTypeChecked }: Features): number {
  if (returnTypeChecked && returns === 'pointer') return -EOPNOTSUPP;
  if (!distills) return -EINVAL;
  return returnTypeChecked && returns === 'wide' ? -EOPNOTSUPP : 0;
}

/** find_stub_func_proto(), where the name decides; undefined: there is nothing to look at. */
function findStub(stOps: BpfStructOps, member: string, { stubLookup }: Features): Stub | undefined {
  const stub = stOps.cfiStubs?.get(member);
  switch (stubLookup) {
    case 'none':
      return undefined;
    case 'name':
      return stub?.symbol === `${stOps.name}__${member}` ? stub : undefined;
    case 'kallsyms':
      return stub;
  }
}

/** prepare_arg_info() */
function prepareArgInfo(stub: Stub, { args }: Prototype): number {
  if (!stub.known) return -ENOENT;
  if (stub.args !== args) return -EINVAL;
  return stub.nullableBad ? -EINVAL : 0;
}
