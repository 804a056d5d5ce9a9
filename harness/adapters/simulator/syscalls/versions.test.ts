// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What maps, links and programs do on each version once they are there.
import { describe, expect, test } from '@jest/globals';
import { formatReturn, type Json } from '../../../../spec';
import { type Machine } from '../testing/machine';
import { DUMMY, GONE, type Line, LOADED, onEach, PLAIN, TCP, testRows } from '../testing/versions';

const LINKED: readonly Line[] = [
  ...LOADED,
  ['map.create', { ...PLAIN, link: true }, 'm'],
  ['map.update', { map: 'm', value: { tag: 1 } }],
  ['link.create', { map: 'm' }, 'l'],
];
const TCP_PROGRAMS: readonly Line[] = ['ssthresh', 'undo_cwnd', 'cong_avoid'].map((member) => [
  'prog.load',
  { ...TCP, member },
  member,
]);
const TCP_VALUE = { ssthresh: 'ssthresh', undo_cwnd: 'undo_cwnd', cong_avoid: 'cong_avoid', name: 1 };
const TCP_INUSE: readonly Line[] = [
  ...TCP_PROGRAMS,
  ['map.create', TCP, 'm'],
  ['map.update', { map: 'm', value: TCP_VALUE }],
];

describe('map.update and map.lookup', () => {
  const asked = (link: boolean): readonly Line[] => [...LOADED, ['map.create', { btf: 'b', type: 'asked', link }, 'm']];
  const invalid: Line = ['map.update', { map: 'm', value: { want_validate: 3 } }];
  testRows([
    ['a value that is not valid', asked(false), invalid, { '6.1.176': '-EBADF', v12: '0', '6.9': '3' }],
    ['a value that is not valid, with BPF_F_LINK', asked(true), invalid, { '6.1.176': '-EBADF', v12: '3' }],
    [
      'two bad members of tcp_congestion_ops',
      [['map.create', TCP, 'm']],
      ['map.update', { map: 'm', value: { ssthresh: 'closed', cong_avoid: 'm' } }],
      { '6.1.176': '-EBADF', '7.2': '-EINVAL' },
    ],
    [
      'a name that is taken, and bad flags',
      [...TCP_INUSE, ['map.create', TCP, 'n']],
      ['map.update', { map: 'n', value: { ...TCP_VALUE, flags: 4 } }],
      { '6.1.176': '-EEXIST', '6.6': '-EINVAL', '6.18.15': '-EEXIST' },
    ],
    [
      'a program of another type',
      [
        ['prog.load_syscall', {}, 's'],
        ['map.create', TCP, 'm'],
      ],
      ['map.update', { map: 'm', value: { ssthresh: 's' } }],
      { '6.1.176': '-EINVAL' },
    ],
    [
      'bad flags and no map',
      [],
      ['map.lookup', { map: 'closed', flags: 1 }],
      { '6.1.176': '-EINVAL', '6.19': '-EBADF' },
    ],
  ]);
});

describe('links', () => {
  testRows([
    ['create', LINKED.slice(0, -1), ['link.create', { map: 'm' }], { '6.1.176': '-EBADF', v12: '0' }],
    ['create with a map of vmlinux', TCP_INUSE, ['link.create', { map: 'm' }], { '6.1.176': '-EINVAL' }],
    ['detach', LINKED, ['link.detach', { link: 'l' }], { '6.1.176': '-EBADF', v12: '-EOPNOTSUPP', '6.12.43': '0' }],
    [
      'detach by the subsystem',
      LINKED,
      ['module.detach', { name: 'soc_a', type: 'plain' }],
      { '6.1.176': '-ENOENT', '6.12.43': '0' },
    ],
  ]);

  test('hang up, where they can be detached', () => {
    const detached: readonly Line[] = [...LINKED, ['link.detach', { link: 'l' }]];
    const hup = (machine: Machine): Json | undefined => machine.run({ op: 'link.poll', args: { link: 'l' } }).value;
    const [no, yes] = [{ hup: false }, { hup: true }];
    expect(onEach(detached, hup)).toEqual({ '6.1.176': undefined, v12: no, '6.12.43': yes });
  });

  test('unregister once each, though old subsystems cannot tell two links of a map apart', () => {
    const closed: readonly Line[] = [
      ...LINKED,
      ['link.create', { map: 'm' }, 'k'],
      ['fd.close', { fd: 'k' }],
      ['fd.close', { fd: 'l' }],
    ];
    const log = (machine: Machine): Json | undefined => (machine.log() as string[]).slice(-4);
    const all = ['reg plain 1', 'reg plain 1', 'unreg plain 1', 'unreg plain 1'];
    expect(onEach(closed, log)).toEqual({ '6.1.176': [], v12: all });
  });
});

describe('prog.assoc and prog.run', () => {
  const ready: readonly Line[] = [
    ['prog.load_syscall', {}, 's'],
    ['map.create', TCP, 'm'],
  ];
  testRows([
    ['associate', ready, ['prog.assoc', { prog: 's', map: 'm' }], { '6.1.176': '-EINVAL', '7.2': '0' }],
    [
      'with too long an attribute',
      ready,
      ['prog.assoc', { prog: 's', map: 'm', attr: 'long' }],
      { '6.1.176': '-E2BIG' },
    ],
    [
      'run with an argument that may not be NULL',
      [['prog.load', { ...DUMMY, member: 'test_sleepable' }, 'd']],
      ['prog.run', { prog: 'd' }],
      { '6.1.176': '0', '6.12.43': '-EINVAL' },
    ],
  ]);
});

describe('what objects show', () => {
  test('a map whose last pin was removed', () => {
    const unpinned: readonly Line[] = [
      ['map.create', TCP, 'm'],
      ['pin.create', { fd: 'm', path: 'x' }],
      ['fd.close', { fd: 'm' }],
      ['pin.remove', { path: 'x' }],
    ];
    const find = (machine: Machine): string => formatReturn(machine.ret('object.by_id', { of: 'm' }));
    expect(onEach(unpinned, find)).toEqual({
      '6.1.176': '-ENOENT',
      v12: '0',
      '6.12': '-ENOENT',
      '6.16': '0',
      '6.18.15': '-ENOENT',
    });
  });

  test('the BTF of a module that is gone', () => {
    const [hidden, shown] = [0, 3].map((id) => ({ kind: 'btf', id, name: 'soc_a', kernel: true }));
    expect(onEach(GONE, (machine) => machine.value('object.info', { fd: 'b' }))).toEqual({
      '6.1.176': hidden,
      v12: shown,
      '6.12': hidden,
      '6.16': shown,
      '6.18': hidden,
    });
    const list = (machine: Machine): Json | undefined => machine.value('btf.list');
    const [none, one] = [[], [['soc_a', 3]]];
    expect(onEach(GONE, list)).toEqual({ '6.1.176': none, v12: one, '6.12': none, '6.16': one, '6.18': none });
  });

  test('the BTF of a map', () => {
    const shown = (machine: Machine): number =>
      (machine.value('object.info', { fd: 'm' }) as { btf_vmlinux_id: number }).btf_vmlinux_id;
    expect(onEach([['map.create', TCP, 'm']], shown)).toEqual({ '6.1.176': 0, v12: 1 });
  });

  test('the references of a map that a program holds as well', () => {
    const bound: readonly Line[] = [...TCP_INUSE, ['prog.bind', { prog: 'ssthresh', map: 'm' }]];
    const refcnt = (machine: Machine): unknown =>
      (machine.value('map.lookup', { map: 'm' }) as { refcnt: number }).refcnt;
    expect(onEach(bound, refcnt)).toEqual({ '6.1.176': 1, '6.1': 2 });
  });

  test('what is freed without a worker', () => {
    const failed: readonly Line[] = [
      ...TCP_PROGRAMS.slice(0, 1),
      ['map.create', TCP, 'm'],
      ['map.update', { map: 'm', value: { ssthresh: 'ssthresh', flags: 4 } }],
      ['fd.close', { fd: 'ssthresh' }],
    ];
    expect(onEach(failed, ({ kernel }) => kernel.progIdr.size)).toEqual({ '6.1.176': 0, '6.6': 1 });
    const closed: readonly Line[] = [
      ['btf.load', {}, 'u'],
      ['map.create', { ...TCP, user: 'u' }, 'm'],
      ['fd.close', { fd: 'u' }],
      ['fd.close', { fd: 'm' }],
    ];
    const find = (machine: Machine): string => formatReturn(machine.ret('object.by_id', { of: 'u' }));
    expect(onEach(closed, find)).toEqual({ '6.1.176': '-ENOENT', '6.6': '0', v12: '-ENOENT', '6.9': '0' });
  });
});
