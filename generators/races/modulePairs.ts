// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Two operations on one module, or one on it and one on what it holds.
import type { WrittenPair } from './pair';

export const MODULE_PAIRS: readonly WrittenPair[] = [
  {
    name: 'module-create-unload',
    clause: 'RACE-UNLOAD-01',
    text: `
module.load soc_a
b = btf.open soc_a
| m = map.create b plain | module.unload soc_a
module.info soc_a
`,
  },
  {
    name: 'module-create-log-unload',
    clause: 'RACE-UNLOAD-01',
    text: `
module.load soc_a
b = btf.open soc_a
| m = map.create b plain | module.unload soc_a
| module.log soc_a       |
`,
  },
  {
    name: 'module-create-fails-unload',
    clause: 'RACE-HOLD-01',
    text: `
module.load soc_a
b = btf.open soc_a
| m = map.create b plain id=ops | module.unload soc_a
module.info soc_a
`,
  },
  {
    name: 'module-prog-load-unload',
    clause: 'RACE-HOLD-01',
    text: `
module.load soc_a
b = btf.open soc_a
| p = prog.load b plain run | module.unload soc_a
module.info soc_a
`,
  },
  {
    name: 'module-close-unload',
    clause: 'RELEASE-01',
    text: `
module.load soc_a
b = btf.open soc_a
m = map.create b plain
| fd.close m | module.unload soc_a
quiesce
module.info soc_a
`,
  },
  {
    name: 'module-load-create',
    clause: 'RACE-LOAD-02',
    text: `
| module.load soc_a | b = btf.open soc_a
|                   | m = map.create b plain
module.info soc_a
`,
  },
  {
    name: 'module-load-load',
    clause: 'MOD-LOAD-03',
    text: `
| module.load soc_a | module.load soc_a types=fixed
module.log soc_a
`,
  },
  {
    name: 'module-load-load-fails',
    clause: 'MOD-LOAD-03',
    text: `
| module.load soc_a init=-12 | module.load soc_a init=-12
module.info soc_a
`,
  },
  {
    name: 'module-load-unload',
    clause: 'RACE-LOAD-01',
    text: `
| module.load soc_a | module.unload soc_a
module.info soc_a
`,
  },
  {
    name: 'module-unload-load',
    clause: 'MOD-LOAD-06',
    text: `
module.load soc_a
| module.unload soc_a | module.load soc_a
module.info soc_a
`,
  },
  {
    name: 'module-unload-unload',
    clause: 'MOD-UNLOAD-06',
    text: `
module.load soc_a
| module.unload soc_a | module.unload soc_a
module.info soc_a
`,
  },
  {
    name: 'module-unload-by-id',
    clause: 'MOD-BTF-03',
    text: `
module.load soc_a
b = btf.open soc_a
| module.unload soc_a | d = object.by_id b
`,
  },
  {
    name: 'module-unload-open',
    clause: 'RACE-UNLOAD-02',
    text: `
module.load soc_a
| module.unload soc_a | b = btf.open soc_a
`,
  },
  {
    name: 'module-load-info',
    clause: 'RACE-INFO-01',
    text: `
| module.load soc_a | module.info soc_a
`,
  },
  {
    name: 'module-unload-info',
    clause: 'RACE-INFO-02',
    text: `
module.load soc_a
| module.unload soc_a | module.info soc_a
`,
  },
  {
    name: 'module-unload-log',
    clause: 'RACE-CTL-01',
    text: `
module.load soc_a
| module.unload soc_a | module.log soc_a
`,
  },
  {
    name: 'module-call-call',
    clause: 'RACE-CTL-02',
    text: `
module.load soc_a
b = btf.open soc_a
p = prog.load b plain run body=argument
m = map.create b plain
map.update m .run=p .tag=1
| module.call soc_a plain run arg=1 | module.call soc_a plain run arg=7
`,
  },
  {
    name: 'module-log-delete',
    clause: 'RACE-CTL-03',
    text: `
module.load soc_a
b = btf.open soc_a
m = map.create b plain
map.update m .tag=1
| module.log soc_a | map.delete m
module.log soc_a
`,
  },
  {
    name: 'module-assoc-assoc',
    clause: 'PROG-ASSOC-06',
    since: '7.2',
    text: `
module.load soc_a
b = btf.open soc_a
m = map.create b plain
m2 = map.create b plain
q = prog.load_syscall
| prog.assoc q m | prog.assoc q m2
`,
  },
  {
    name: 'module-assoc-close',
    clause: 'PROG-ASSOC-07',
    since: '7.2',
    text: `
module.load soc_a
b = btf.open soc_a
m = map.create b plain
d = fd.dup m
q = prog.load_syscall
| prog.assoc q m | fd.close d
fd.close m
module.info soc_a
`,
  },
];
