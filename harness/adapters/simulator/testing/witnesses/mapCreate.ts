// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The shortest ways to see the faults of faults/mapCreate.ts.
import { LOADED, type Witnesses } from './programs';

const plain = (faulty: string): readonly string[] => [LOADED, `map.create b plain ${faulty}`];
const VMLINUX = 'v = btf.open vmlinux';

export const MAP_CREATE_WITNESSES = {
  'find-arguments-swapped': plain(''),
  'create-finds-in-vmlinux': plain(''),
  'zero-fd-is-vmlinux': ['map.create none tcp_congestion_ops vtype=on'],
  'vmlinux-btf-accepted': [VMLINUX, 'map.create v tcp_congestion_ops'],
  'vmlinux-btf-refused': [VMLINUX, 'map.create v tcp_congestion_ops'],
  'vtype-flag-ignored': plain('vtype=off'),
  'ops-id-accepted': plain('id=ops'),
  'value-size-first': plain('id=unregistered sizeDelta=1'),
  'value-size-unchecked': plain('sizeDelta=1'),
  'unknown-type-eopnotsupp': plain('id=unregistered'),
  'capability-first': plain('keySize=8 caps=none'),
  'create-needs-no-cap': plain('caps=none'),
  'key-size-unchecked': plain('keySize=8'),
  'max-entries-unchecked': plain('maxEntries=2'),
  'map-flags-unchecked': plain('flags=1'),
  'map-extra-unchecked': plain('mapExtra=1'),
  'map-name-unchecked': plain('label=bad'),
  'user-btf-optional': plain('user=closed'),
  'kernel-btf-as-user-btf': plain('user=b'),
  'closed-btf-einval': ['map.create closed plain'],
  'not-a-btf-ebadf': [LOADED, 'm = map.create b plain', 'map.create m plain'],
  'user-btf-einval': plain('user=b'),
} satisfies Witnesses;
