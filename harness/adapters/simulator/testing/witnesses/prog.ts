// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The shortest ways to see the faults of faults/prog.ts.
import { GONE, LOADED, MAP, PROG, type Witnesses } from './programs';

const load = (what: string): readonly string[] => [LOADED, `prog.load b plain ${what}`];
const asked = (member: string): readonly string[] => [
  'module.load soc_a types=asked',
  'b = btf.open soc_a',
  `prog.load b asked ${member}`,
];
const LOOKUP = 'map.lookup m';
const BOUND = `${PROG}\nm = map.create b plain link\nmap.update m\nprog.bind p m`;
const ASSOC = `${MAP}\nmap.update m\np = prog.load_syscall\nprog.assoc p m`;
const DUMMY = (member: string): string => `p = prog.load none bpf_dummy_ops ${member}`;

export const PROG_WITNESSES = {
  'license-checked-last': [LOADED, 'prog.load b unregistered run license=proprietary'],
  'license-unchecked': load('run license=proprietary'),
  'attach-zero-einval': ['prog.load none zero run'],
  'prog-type-eopnotsupp': [LOADED, 'prog.load b unregistered run'],
  'dead-module-prog-einval': [GONE, 'prog.load b plain run'],
  'member-index-too-large': load('past_end'),
  'data-member-attachable': load('tag'),
  'null-stub-attachable': asked('unsupported'),
  'check-member-not-called': asked('refused'),
  'attach-before-cfg': [LOADED, 'prog.load b unregistered run body=unreachable'],
  'sleepable-refused': load('run flags=sleepable'),
  'uninitialised-accepted': load('run body=uninitialised'),
  'struct-ops-map-usable': [MAP, 'prog.load b plain run body=map map=m'],
  'closed-attach-btf-ebadf': ['prog.load closed plain run'],
  'user-btf-prog-einval': ['u = btf.load', 'prog.load u plain run'],
  'huge-type-id-accepted': [LOADED, 'prog.load b huge run'],
  'prog-load-needs-no-cap': load('run caps=none'),
  'empty-prog-einval': load('run body=empty'),
  'return-value-dropped': [PROG, 'm = map.create b plain', 'map.update m .run=p', 'module.call soc_a plain run'],
  'test-run-any-type': [PROG, 'prog.run p'],
  'test-run-null-argument': [DUMMY('test_sleepable'), 'prog.run p'],
  'test-run-leaks-prog': [DUMMY('test_1'), 'prog.run p'],
  'bind-takes-no-ref': [BOUND, LOOKUP],
  'bind-again-takes-ref': [BOUND, 'prog.bind p m', LOOKUP],
  'freed-prog-keeps-maps': [BOUND, 'fd.close p', 'quiesce', LOOKUP],
  'assoc-takes-no-ref': [ASSOC, LOOKUP],
  'assoc-again-takes-ref': [ASSOC, 'prog.assoc p m', LOOKUP],
  'assoc-replaces': [ASSOC, 'n = map.create b plain', 'prog.assoc p n'],
  'assoc-struct-ops-prog': [PROG, 'm = map.create b plain', 'prog.assoc p m'],
  'assoc-never-put': [ASSOC, 'fd.close p', 'quiesce', LOOKUP],
} satisfies Witnesses;
