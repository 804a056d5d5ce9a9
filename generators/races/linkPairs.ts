// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Two operations on one link, or on one map through links.
import type { WrittenPair } from './pair';

/** A link on a map of a type with any number of values, and of one that has one at most. */
const linkOn = (type: string, types: string): string => `
module.load soc_a${types}
b = btf.open soc_a
m = map.create b ${type} link
map.update m .tag=1
l = link.create m
`;
const LINK = linkOn('plain', '');
const EXCLUSIVE_LINK = linkOn('owned', ' types=owned');

export const LINK_PAIRS: readonly WrittenPair[] = [
  {
    name: 'link-create-create',
    clause: 'LINK-CREATE-07',
    text: `
module.load soc_a
b = btf.open soc_a
m = map.create b plain link
map.update m .tag=1
| l1 = link.create m | l2 = link.create m
module.call soc_a plain run
`,
  },
  {
    name: 'link-create-create-exclusive',
    clause: 'LINK-CREATE-06',
    text: `
module.load soc_a types=owned
b = btf.open soc_a
m = map.create b owned link
map.update m .tag=1
| l1 = link.create m | l2 = link.create m
module.call soc_a owned run
`,
  },
  {
    name: 'link-create-lookup',
    clause: 'RACE-LOOKUP-02',
    text: `
module.load soc_a types=asked
b = btf.open soc_a
m = map.create b asked link
map.update m .want_reg=-13
| l = link.create m | map.lookup m
`,
  },
  {
    name: 'link-create-detach-elsewhere',
    clause: 'LINK-DETACH-02',
    text: `${LINK}module.load soc_b
b2 = btf.open soc_b
m2 = map.create b2 plain link
map.update m2 .tag=2
| l2 = link.create m2 | link.detach l
module.call soc_b plain run
`,
  },
  {
    name: 'link-update-update',
    clause: 'LINK-UPDATE-12',
    text: `
module.load soc_a
b = btf.open soc_a
m = map.create b plain link
map.update m .tag=1
m2 = map.create b plain link
map.update m2 .tag=2
m3 = map.create b plain link
map.update m3 .tag=3
l = link.create m
| link.update l m2 | link.update l m3
object.info l
`,
  },
  {
    name: 'link-replace-replace',
    clause: 'LINK-UPDATE-09',
    text: `
module.load soc_a
b = btf.open soc_a
m = map.create b plain link
map.update m .tag=1
m2 = map.create b plain link
map.update m2 .tag=2
m3 = map.create b plain link
map.update m3 .tag=3
l = link.create m
| link.update l m2 old=m flags=replace | link.update l m3 old=m flags=replace
object.info l
`,
  },
  {
    name: 'link-update-detach',
    clause: 'LINK-UPDATE-08',
    text: `
module.load soc_a
b = btf.open soc_a
m = map.create b plain link
map.update m .tag=1
m2 = map.create b plain link
map.update m2 .tag=2
l = link.create m
| link.update l m2 | link.detach l
link.poll l
module.call soc_a plain run
`,
  },
  {
    name: 'link-update-info',
    clause: 'RACE-SWING-01',
    text: `
module.load soc_a
b = btf.open soc_a
m = map.create b plain link
map.update m .tag=1
m2 = map.create b plain link
map.update m2 .tag=2
l = link.create m
| link.update l m2 | module.call soc_a plain run
|                  | object.info l
`,
  },
  {
    name: 'link-update-close-maps',
    clause: 'LINK-UPDATE-12',
    text: `
module.load soc_a
b = btf.open soc_a
m = map.create b plain link
map.update m .tag=1
m2 = map.create b plain link
map.update m2 .tag=2
l = link.create m
| link.update l m2 | fd.close m
|                  | fd.close m2
module.call soc_a plain run
`,
  },
  {
    name: 'link-detach-detach',
    clause: 'LINK-DETACH-03',
    text: `${LINK}| link.detach l | link.detach l
module.log soc_a
`,
  },
  {
    name: 'link-detach-poll',
    clause: 'RACE-DETACH-01',
    text: `${LINK}| link.detach l | module.call soc_a plain run
|               | link.poll l
`,
  },
  {
    name: 'link-detach-close-other',
    clause: 'LINK-DETACH-02',
    text: `${LINK}d = fd.dup l
| link.detach l | fd.close d
module.log soc_a
`,
  },
  {
    name: 'link-update-close-create',
    clause: 'RACE-FD-02',
    text: `${EXCLUSIVE_LINK}| link.update l m | fd.close l
|                 | link.create m
`,
  },
  {
    name: 'link-detach-close',
    clause: 'RACE-FD-01',
    text: `${LINK}| link.detach l | fd.close l
module.log soc_a
`,
  },
  {
    name: 'link-detach-module-detach',
    clause: 'MOD-DETACH-02',
    text: `${LINK}| link.detach l | module.detach soc_a plain
module.log soc_a
`,
  },
  {
    name: 'link-close-create-exclusive',
    clause: 'LINK-CLOSE-01',
    text: `${EXCLUSIVE_LINK}| fd.close l | l2 = link.create m
module.call soc_a owned run
`,
  },
  {
    name: 'link-close-lookup',
    clause: 'RACE-LOOKUP-02',
    text: `${LINK}| fd.close l | module.call soc_a plain run
|            | map.lookup m
`,
  },
  {
    name: 'link-unpin-module-detach',
    clause: 'RELEASE-02',
    text: `${LINK}pin.create l pin1
fd.close l
| pin.remove pin1 | module.detach soc_a plain
quiesce
module.log soc_a
`,
  },
];
