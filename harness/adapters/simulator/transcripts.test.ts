// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Whole programs with everything that they show on the default version, and what is different on the others.
import { describe, expect, test } from '@jest/globals';
import { DEFAULT_PROFILE, PROFILE_NAMES, type ProfileName, profileNamed } from '../../../spec';
import { programIn } from '../../../generators/text';
import { Faults } from './faults';
import { kernelVersion } from './kernel/version';
import { runProgram } from './run';
import { CountingScheduler } from './scheduler';
import { transcript } from './testing/transcript';

const PROGRAMS: readonly (readonly [name: string, text: string])[] = [
  [
    'the life of a link',
    `module.load soc_a
     b = btf.open soc_a
     p = prog.load b plain run value=7
     m = map.create b plain link
     map.update m .run=p .tag=3
     l = link.create m
     map.lookup m
     module.call soc_a plain run
     object.info l
     object.info m
     link.detach l
     link.poll l
     fd.close l
     fd.close m
     fd.close p
     quiesce
     module.log soc_a
     module.unload soc_a`,
  ],
  [
    'the life of a map without links',
    `module.load soc_a types=owned
     b = btf.open soc_a
     m = map.create b owned
     n = map.create b owned
     map.update m .tag=1
     map.update n .tag=2
     map.delete m
     map.update n .tag=2
     fd.close n
     module.unload soc_a
     r = object.by_id n
     map.lookup r
     module.log soc_a`,
  ],
  [
    'a BTF object that outlives its module',
    `module.load soc_a
     b = btf.open soc_a
     p = prog.load b plain run
     module.unload soc_a
     module.load soc_a
     btf.list
     object.info b
     object.info p
     m = map.create b plain
     c = btf.open soc_a
     n = map.create c plain
     map.update n .run=p`,
  ],
  [
    'congestion control',
    `s = prog.load none tcp_congestion_ops ssthresh
     u = prog.load none tcp_congestion_ops undo_cwnd
     c = prog.load none tcp_congestion_ops cong_avoid
     m = map.create none tcp_congestion_ops link
     map.update m .ssthresh=s .undo_cwnd=u .name=1
     map.update m .ssthresh=s .undo_cwnd=u .cong_avoid=c
     map.update m .ssthresh=s .undo_cwnd=u .cong_avoid=c .name=1 .flags=32
     map.update m .ssthresh=s .undo_cwnd=u .cong_avoid=c .name=1 .owner=1
     map.update m .ssthresh=s .undo_cwnd=u .cong_avoid=c .name=1 .flags=2
     l = link.create m
     k = link.create m
     n = map.create none tcp_congestion_ops link
     map.update n .ssthresh=s .undo_cwnd=u .cong_avoid=c .name=2
     link.update l n
     link.update l m
     map.lookup m`,
  ],
  [
    'the registration table',
    `module.load soc_a types=all
     module.register soc_a dup
     module.register soc_a twin
     module.register soc_a init_once
     module.register soc_a init_once
     module.register soc_a init_once
     module.register soc_a anonymous
     module.register soc_a stub_unknown
     module.register soc_a members_64
     module.register soc_a owner_null
     module.log soc_a
     module.load soc_n also=dup
     module.call soc_n plain run
     module.load soc_b also=members_65
     module.info soc_b
     module.load soc_b init=1`,
  ],
  [
    'a program of another type',
    `s = prog.load_syscall
     prog.run s
     object.info s
     module.load soc_a
     b = btf.open soc_a
     m = map.create b plain link
     n = map.create b plain link
     prog.assoc s m
     prog.assoc s m
     prog.assoc s n
     map.update m .tag=1
     map.lookup m
     fd.close m
     fd.close n
     quiesce
     module.info soc_a
     fd.close s
     quiesce
     module.info soc_a`,
  ],
];

const linesOf = (text: string, version: ProfileName): readonly string[] => {
  const program = programIn(text);
  const history = runProgram(
    program,
    new Faults(undefined),
    new CountingScheduler(0),
    kernelVersion(profileNamed(version)),
  );
  return transcript(program, history).split('\n');
};

test.each(PROGRAMS)('%s', (_name, text) => {
  expect(linesOf(text, DEFAULT_PROFILE).join('\n')).toMatchSnapshot();
});

describe.each(PROFILE_NAMES.filter((name) => name !== DEFAULT_PROFILE))('what is different on %s', (version) => {
  test.each(PROGRAMS)('in %s', (_name, text) => {
    const usual = linesOf(text, DEFAULT_PROFILE);
    const different = linesOf(text, version).filter((line, index) => line !== usual[index]);
    expect(different.join('\n')).toMatchSnapshot();
  });
});
