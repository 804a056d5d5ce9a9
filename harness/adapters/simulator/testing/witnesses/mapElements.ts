// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The shortest ways to see the faults of faults/mapElements.ts.
import { INUSE, LINK_MAP, LINKED, MAP, PROG, READY, type Witnesses } from './programs';

const LOOKUP = 'map.lookup m';
const DELETE = 'map.delete m';
const mode = (name: string): string => `r = object.by_id m mode=${name}`;

export const MAP_ELEMENT_WITNESSES = {
  'lookup-shows-user-refs': [INUSE, LOOKUP],
  'lookup-counts-registration-only': [LINKED, LOOKUP],
  'lookup-init-enoent': [MAP, LOOKUP],
  'lookup-deleted-zero': [INUSE, DELETE, LOOKUP],
  'lookup-key-ignored': [MAP, 'map.lookup m key=1'],
  'lookup-shows-fds': [PROG, 'm = map.create b plain', 'map.update m .run=p', LOOKUP],
  'lookup-ignores-mode': [MAP, mode('wo'), 'map.lookup r'],
  'lookup-flags-first': ['map.lookup closed flags=1'],
  'delete-again-unregs': [INUSE, DELETE, 'module.log soc_a', DELETE, 'module.log soc_a'],
  'delete-checks-key': [INUSE, 'map.delete m key=1'],
  'delete-ignores-link-flag': [LINK_MAP, DELETE],
  'delete-retires-link-map': [READY, DELETE],
  'delete-link-map-enotsupp': [LINK_MAP, DELETE],
  'delete-always-succeeds': [MAP, DELETE],
  'delete-resets-to-init': [INUSE, DELETE, LOOKUP],
  'delete-does-not-unreg': [INUSE, 'module.log soc_a', DELETE, 'module.log soc_a'],
  'delete-keeps-map': [INUSE, DELETE, LOOKUP],
  'delete-ignores-mode': [INUSE, mode('ro'), 'map.delete r'],
  'next-key-other-enoent': [MAP, 'map.next_key m key=other'],
  'next-key-null-enoent': [MAP, 'map.next_key m key=null'],
  'next-key-never-ends': [MAP, 'map.next_key m key=zero'],
  'freeze-permission-first': [MAP, mode('ro'), 'map.freeze r'],
  'freeze-eopnotsupp': [MAP, 'map.freeze m'],
  'freeze-works': [MAP, 'map.freeze m'],
  'closed-map-einval': ['map.lookup closed'],
  'not-a-map-ebadf': ['b = btf.load', 'map.lookup b'],
} satisfies Witnesses;
