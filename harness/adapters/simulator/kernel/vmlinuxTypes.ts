// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The BTF of vmlinux: its struct_ops types as a version of the kernel declares them, and a struct that is none.
import { type Member, pointerFn, type StructOpsType, typeIn } from '../../../../spec';
import { type BtfStruct, TypeTable } from './btfTypes';
import { CACHE_LINE, opsStruct, valueStruct } from './layout';
import { type Features } from './version';

/** Ids of a module's own types start here, in every module. */
export const VMLINUX_TYPE_COUNT = 107_004;
const FIRST_OPS_ID = 2000;

/** struct list_head, which is no struct_ops type. */
export const UNREGISTERED: BtfStruct = { id: 77, name: 'list_head', size: 16, members: [] };

/** What one version's vmlinux has. */
export interface Vmlinux {
  readonly tcp: StructOpsType;
  readonly dummy: StructOpsType;
  readonly types: TypeTable;
}

/** The catalogue's description, which is that of 6.12. */
function catalogued(name: string): StructOpsType {
  const type = typeIn('vmlinux', name);
  if (type === undefined) throw new Error(`the catalogue has no ${name} in vmlinux`);
  return type;
}

/** include/net/tcp.h */
function tcpOf(features: Features): StructOpsType {
  const tcp = catalogued('tcp_congestion_ops');
  return features.tcpCwndEventTxStart ? { ...tcp, members: rearranged(tcp.members) } : tcp;
}

/** What the fast path calls comes first, and cwnd_event_tx_start after cwnd_event. */
function rearranged(members: readonly Member[]): readonly Member[] {
  const isFirst = ({ name }: Member): boolean => name === 'cong_avoid' || name === 'cong_control';
  const rest = members.filter((member) => !isFirst(member));
  const after = 1 + rest.findIndex(({ name }) => name === 'cwnd_event');
  return [...members.filter(isFirst), ...rest.toSpliced(after, 0, pointerFn('cwnd_event_tx_start', 1))];
}

/** struct bpf_dummy_ops (include/linux/bpf.h) */
function dummyOf(features: Features): StructOpsType {
  const dummy = catalogued('bpf_dummy_ops');
  if (features.dummyTestSleepable) return dummy;
  return { ...dummy, members: dummy.members.filter(({ name }) => name !== 'test_sleepable') };
}

/** struct tcp_congestion_ops itself is ____cacheline_aligned_in_smp. */
function structsOf(type: StructOpsType, id: number, alignment: number): readonly BtfStruct[] {
  const ops = opsStruct(id, type.struct, type.members, alignment);
  return [ops, valueStruct(id + 1, ops)];
}

function compile(features: Features): Vmlinux {
  const [tcp, dummy] = [tcpOf(features), dummyOf(features)];
  const structs = [...structsOf(tcp, FIRST_OPS_ID, CACHE_LINE), ...structsOf(dummy, FIRST_OPS_ID + 2, 8)];
  return { tcp, dummy, types: new TypeTable([UNREGISTERED, ...structs]) };
}

const compiled = new Map<Features, Vmlinux>();

/** The same for every kernel of a version. */
export function vmlinuxOf(features: Features): Vmlinux {
  const known = compiled.get(features);
  if (known !== undefined) return known;
  const vmlinux = compile(features);
  compiled.set(features, vmlinux);
  return vmlinux;
}
