// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Registration checks of one type: bpf_struct_ops_desc_init() (kernel/bpf/bpf_struct_ops.c).
import { type Faults } from '../faults';
import { type BtfMember, type BtfStruct, type Prototype, VALUE_PREFIX } from './btfTypes';
import { type Core } from './core';
import { EINVAL, ENOENT, ENOTSUPP, EOPNOTSUPP } from './errno';
import { COMMON_VALUE_ID } from './layout';
import { type BpfStructOps, type Stub } from './structOps';

/** sizeof(value_name) */
const VALUE_NAME_SIZE = 128;
const BPF_STRUCT_OPS_MAX_NR_MEMBERS = 64;

/** btf_find_by_name_kind(btf, name, BTF_KIND_STRUCT), which searches the base BTF too. */
export interface StructFinder {
  findStruct(name: string): BtfStruct | undefined;
  /** The same for the name of the value type of `name`. */
  findValueStruct(name: string): BtfStruct | undefined;
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
  core: Core,
): StructOpsDesc | number {
  const { faults, features } = core;
  if (stOps.name.length + VALUE_PREFIX.length >= VALUE_NAME_SIZE) return -EINVAL;
  if (features.cfiStubs && stOps.cfiStubs === null && !faults.has('stubs-not-needed')) return -EINVAL;
  const type = btf.findStruct(stOps.name);
  if (type === undefined) return -EINVAL;
  if (type.members.length > maxMembers(faults)) return -EINVAL;
  const valueType = btf.findValueStruct(stOps.name);
  if (valueType === undefined || !isValidValueType(valueType, type, faults)) return -EINVAL;
  const err = checkMembers(stOps, type, core) || callInit(stOps, faults);
  return err === 0 ? { stOps, type, valueType } : err;
}

function maxMembers(faults: Faults): number {
  if (faults.has('member-limit-63')) return BPF_STRUCT_OPS_MAX_NR_MEMBERS - 1;
  return BPF_STRUCT_OPS_MAX_NR_MEMBERS + (faults.has('member-limit-65') ? 1 : 0);
}

/** Whatever init() says, positive numbers too, the registration fails with -EINVAL. */
function callInit(stOps: BpfStructOps, faults: Faults): number {
  if (faults.has('init-not-called')) return 0;
  const err = stOps.init();
  if (err === 0 || faults.has('init-result-ignored')) return 0;
  if (err > 0 && faults.has('positive-init-registers')) return 0;
  return faults.has('init-error-passed-on') ? err : -EINVAL;
}

/** is_valid_value_type() */
function isValidValueType(valueType: BtfStruct, type: BtfStruct, faults: Faults): boolean {
  const [common, data] = valueType.members;
  if (common === undefined || data === undefined) return false;
  if (valueType.members.length !== 2 && !faults.has('value-members-not-counted')) return false;
  const isStruct = (member: BtfMember, id: number): boolean => member.type.kind === 'struct' && member.type.id === id;
  if (!isStruct(common, COMMON_VALUE_ID) && !faults.has('value-common-unchecked')) return false;
  return isStruct(data, type.id) || faults.has('value-data-unchecked');
}

function checkMembers(stOps: BpfStructOps, type: BtfStruct, core: Core): number {
  const { faults, features } = core;
  for (const member of type.members) {
    const unfit = checkMember(member, faults);
    if (unfit !== 0) return unfit;
    if (member.type.kind !== 'function') continue;
    if (features.nullStubUnsupported && bpfStructOpsSupported(stOps, member.name) !== 0) continue;
    const { proto } = member.type;
    const err = checkPrototype(proto, core);
    if (err !== 0) return err;
    const stub = findStub(stOps, member.name, core);
    const invalid = stub === undefined ? 0 : prepareArgInfo(stub, proto, faults);
    if (invalid !== 0) return invalid;
  }
  return 0;
}

/** What UPDATE could not address. */
function checkMember(member: BtfMember, faults: Faults): number {
  if (member.name === '' && !faults.has('anonymous-accepted'))
    return faults.has('anonymous-einval') ? -EINVAL : -EOPNOTSUPP;
  if (member.bitfield && !faults.has('bitfield-accepted'))
    return faults.has('bitfield-enotsupp') ? -ENOTSUPP : -EOPNOTSUPP;
  return 0;
}

/** What the trampoline can pass on. */
function checkPrototype({ distills, returns }: Prototype, { faults, features }: Core): number {
  const { returnTypeChecked, returnSizeChecked } = features;
  if (returnTypeChecked && returns === 'pointer' && !faults.has('pointer-return-accepted')) return -EOPNOTSUPP;
  if (!distills && !faults.has('prototype-unchecked')) return -EINVAL;
  return returnSizeChecked && returns === 'wide' && !faults.has('wide-return-accepted') ? -EOPNOTSUPP : 0;
}

/** find_stub_func_proto(), where the name decides; undefined: there is nothing to look at. */
function findStub(stOps: BpfStructOps, member: string, { faults, features }: Core): Stub | undefined {
  const stub = stOps.cfiStubs?.get(member);
  switch (faults.has('stub-found-by-name') ? 'name' : features.stubLookup) {
    case 'none':
      return undefined;
    case 'name':
      return stub?.symbol === `${stOps.name}__${member}` ? stub : undefined;
    case 'kallsyms':
      return stub;
  }
}

/** prepare_arg_info() */
function prepareArgInfo(stub: Stub, { args }: Prototype, faults: Faults): number {
  if (!stub.known) return faults.has('unknown-stub-einval') ? -EINVAL : -ENOENT;
  if (stub.args !== args && !faults.has('stub-args-unchecked')) return -EINVAL;
  return stub.nullableBad && !faults.has('nullable-unchecked') ? -EINVAL : 0;
}
