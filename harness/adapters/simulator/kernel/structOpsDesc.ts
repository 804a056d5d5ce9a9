// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Registration checks of one type: bpf_struct_ops_desc_init() (kernel/bpf/bpf_struct_ops.c).
import { type BtfStruct } from './btfTypes';
import { EINVAL, ENOENT, ENOTSUPP, EOPNOTSUPP } from './errno';
import { COMMON_VALUE_ID, VALUE_PREFIX } from './layout';
import { type BpfStructOps, type Stub } from './structOps';

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
export function bpfStructOpsDescInit(stOps: BpfStructOps, btf: StructFinder): StructOpsDesc | number {
  if (stOps.name.length + VALUE_PREFIX.length >= VALUE_NAME_SIZE) return -EINVAL;
  if (stOps.cfiStubs === null) return -EINVAL;
  const type = btf.findStruct(stOps.name);
  if (type === undefined) return -EINVAL;
  if (type.members.length > BPF_STRUCT_OPS_MAX_NR_MEMBERS) return -EINVAL;
  const valueType = btf.findStruct(VALUE_PREFIX + stOps.name);
  if (valueType === undefined || !isValidValueType(valueType, type)) return -EINVAL;
  const err = checkMembers(stOps, type, stOps.cfiStubs);
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

function checkMembers(stOps: BpfStructOps, type: BtfStruct, stubs: ReadonlyMap<string, Stub>): number {
  for (const member of type.members) {
    if (member.name === '') return -EOPNOTSUPP;
    if (member.bitfield) return -EOPNOTSUPP;
    if (member.type.kind !== 'function') continue;
    const stub = stubs.get(member.name);
    if (stub === undefined || bpfStructOpsSupported(stOps, member.name) !== 0) continue;
    if (!member.type.proto.distills) return -EINVAL;
    const err = prepareArgInfo(stub, member.type.proto.args);
    if (err !== 0) return err;
  }
  return 0;
}

/** prepare_arg_info() */
function prepareArgInfo(stub: Stub, args: number): number {
  if (!stub.known) return -ENOENT;
  if (stub.args !== args) return -EINVAL;
  return stub.nullableBad ? -EINVAL : 0;
}
