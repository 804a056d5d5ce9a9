// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The BTF of vmlinux: its struct_ops types, and a struct that is none.
import { type StructOpsType, typeIn, typesOf } from '../../../../spec';
import { type BtfStruct, TypeTable } from './btfTypes';
import { CACHE_LINE, opsStruct, valueStruct } from './layout';

/** Ids of a module's own types start here, in every module. */
export const VMLINUX_TYPE_COUNT = 107_004;
const FIRST_OPS_ID = 2000;

/** struct list_head, which is no struct_ops type. */
export const UNREGISTERED: BtfStruct = { id: 77, name: 'list_head', size: 16, members: [] };

/** The catalogue's description of a type of vmlinux. */
export function vmlinuxType(name: string): StructOpsType {
  const type = typeIn('vmlinux', name);
  if (type === undefined) throw new Error(`the catalogue has no ${name} in vmlinux`);
  return type;
}

function structsOf(type: StructOpsType, index: number): readonly BtfStruct[] {
  // struct tcp_congestion_ops itself is ____cacheline_aligned_in_smp.
  const alignment = type.name === 'tcp_congestion_ops' ? CACHE_LINE : 8;
  const ops = opsStruct(FIRST_OPS_ID + 2 * index, type.struct, type.members, alignment);
  return [ops, valueStruct(ops.id + 1, ops)];
}

export const VMLINUX_TYPES = new TypeTable([UNREGISTERED, ...typesOf('vmlinux').flatMap(structsOf)]);
