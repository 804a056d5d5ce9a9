// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Two operations on one map.
import type { WrittenPair } from './pair';

export const MAP_PAIRS: readonly WrittenPair[] = [
  {
    name: 'map-update-update',
    clause: 'MAP-UPDATE-12',
    text: `
module.load soc_a
b = btf.open soc_a
m = map.create b plain
| map.update m .tag=1 | map.update m .tag=2
map.lookup m
`,
  },
  {
    name: 'map-update-update-refused',
    clause: 'MAP-UPDATE-23',
    text: `
module.load soc_a types=asked
b = btf.open soc_a
m = map.create b asked
| map.update m .want_reg=-13 | map.update m .tag=2
map.lookup m
`,
  },
  {
    name: 'map-update-update-both-refused',
    clause: 'MAP-UPDATE-23',
    text: `
module.load soc_a types=asked
b = btf.open soc_a
m = map.create b asked
| map.update m .want_reg=-13 | map.update m .want_reg=-13
map.lookup m
`,
  },
  {
    name: 'map-update-update-faulty',
    clause: 'MAP-UPDATE-07',
    text: `
module.load soc_a
b = btf.open soc_a
m = map.create b plain
| map.update m key=1 | map.update m
map.lookup m
`,
  },
  {
    name: 'map-update-delete',
    clause: 'RACE-UPDATE-01',
    text: `
module.load soc_a
b = btf.open soc_a
m = map.create b plain
| map.update m .tag=1 | map.delete m
map.lookup m
module.call soc_a plain run
`,
  },
  {
    name: 'map-update-lookup',
    clause: 'MAP-LOOKUP-08',
    text: `
module.load soc_a
b = btf.open soc_a
m = map.create b plain
| map.update m .tag=1 | map.lookup m
`,
  },
  {
    name: 'map-update-call',
    clause: 'RACE-UPDATE-01',
    text: `
module.load soc_a
b = btf.open soc_a
m = map.create b plain
| map.update m .tag=1 | module.call soc_a plain run
|                     | map.lookup m
`,
  },
  {
    name: 'map-update-link-create',
    clause: 'LINK-CREATE-04',
    text: `
module.load soc_a
b = btf.open soc_a
m = map.create b plain link
| map.update m .tag=1 | l = link.create m
module.call soc_a plain run
`,
  },
  {
    name: 'map-update-link-update',
    clause: 'LINK-UPDATE-06',
    text: `
module.load soc_a
b = btf.open soc_a
m = map.create b plain link
map.update m .tag=1
l = link.create m
m2 = map.create b plain link
| map.update m2 .tag=2 | link.update l m2
object.info l
`,
  },
  {
    name: 'map-lookup-close-update',
    clause: 'RACE-FD-01',
    text: `
module.load soc_a
b = btf.open soc_a
m = map.create b plain
d = fd.dup m
| map.lookup m | fd.close m
|              | map.update d .tag=1
`,
  },
  {
    name: 'map-update-close',
    clause: 'RACE-FD-01',
    text: `
module.load soc_a
b = btf.open soc_a
m = map.create b plain
| map.update m .tag=1 | fd.close m
module.info soc_a
`,
  },
  {
    name: 'map-delete-delete',
    clause: 'RACE-DELETE-01',
    text: `
module.load soc_a
b = btf.open soc_a
m = map.create b plain
map.update m .tag=1
| map.delete m | map.delete m
map.lookup m
`,
  },
  {
    name: 'map-delete-delete-call',
    clause: 'RACE-DELETE-01',
    text: `
module.load soc_a
b = btf.open soc_a
m = map.create b plain
map.update m .tag=1
| map.delete m | map.delete m
|              | module.call soc_a plain run
`,
  },
  {
    name: 'map-delete-lookup',
    clause: 'RACE-LOOKUP-01',
    text: `
module.load soc_a
b = btf.open soc_a
m = map.create b plain
map.update m .tag=1
| map.delete m | map.lookup m
`,
  },
  {
    name: 'map-delete-unload',
    clause: 'MOD-UNLOAD-08',
    text: `
module.load soc_a
b = btf.open soc_a
m = map.create b plain
map.update m .tag=1
| map.delete m | module.unload soc_a
`,
  },
  {
    name: 'map-by-id-close',
    clause: 'ID-03',
    text: `
module.load soc_a
b = btf.open soc_a
m = map.create b plain
| d = object.by_id m | fd.close m
quiesce
module.info soc_a
`,
  },
];
