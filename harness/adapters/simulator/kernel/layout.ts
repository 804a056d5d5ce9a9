// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Lays the vocabulary's struct_ops types out as a compiler would, ops struct and value struct.
import { type Member, type Role } from '../../../../spec';
import { type BtfMember, type BtfStruct, type MemberType, VALUE_PREFIX } from './btfTypes';

/** ____cacheline_aligned_in_smp on x86-64; `data` of a value struct is aligned to it. */
export const CACHE_LINE = 64;
/** sizeof(struct bpf_struct_ops_common_value): refcnt and state. */
export const COMMON_SIZE = 8;
/** BTF id of struct bpf_struct_ops_common_value in vmlinux. */
export const COMMON_VALUE_ID = 900;

/** Bytes of a member that is neither a pointer nor a u32. */
const SIZES: Readonly<Record<string, number>> = { pad: 96, list: 16, name: 16 };
const POINTER_ROLES: ReadonlySet<Role> = new Set<Role>(['function', 'owner']);

const sizeOf = (member: Member): number => (POINTER_ROLES.has(member.role) ? 8 : (SIZES[member.name] ?? 4));
const alignmentOf = (member: Member): number => (member.name === 'name' ? 1 : Math.min(8, sizeOf(member)));
const roundUp = (offset: number, alignment: number): number => Math.ceil(offset / alignment) * alignment;

function typeOf(member: Member): MemberType {
  if (member.role === 'owner') return { kind: 'module' };
  if (member.role !== 'function') return { kind: 'data' };
  return { kind: 'function', proto: { args: member.arity, distills: true, returns: 'word' } };
}

/** The ops struct; `alignment` is what its definition asks for beyond that of its members. */
export function opsStruct(id: number, name: string, members: readonly Member[], alignment = 8): BtfStruct {
  let end = 0;
  const laidOut: BtfMember[] = members.map((member, index) => {
    const offset = roundUp(end, alignmentOf(member));
    end = offset + sizeOf(member);
    return { name: member.name, index, offset, size: sizeOf(member), bitfield: false, type: typeOf(member) };
  });
  return { id, name, size: roundUp(end, alignment), members: laidOut };
}

/** The struct that register_bpf_struct_ops() defines around an ops struct. */
export function valueStruct(id: number, ops: BtfStruct): BtfStruct {
  const common: MemberType = { kind: 'struct', id: COMMON_VALUE_ID };
  const data: MemberType = { kind: 'struct', id: ops.id };
  return {
    id,
    name: VALUE_PREFIX + ops.name,
    size: roundUp(CACHE_LINE + ops.size, CACHE_LINE),
    members: [
      { name: 'common', index: 0, offset: 0, size: COMMON_SIZE, bitfield: false, type: common },
      { name: 'data', index: 1, offset: CACHE_LINE, size: ops.size, bitfield: false, type: data },
    ],
  };
}
