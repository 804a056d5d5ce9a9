// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What the profiles do with one and the same operation.
import { describe, expect, test } from '@jest/globals';
import { profileNamed, type Operation, type ProfileName } from '../spec';
import { createModel, type State } from './index';

const models = new Map<ProfileName, ReturnType<typeof createModel>>();

function modelOf(name: ProfileName) {
  const model = models.get(name) ?? createModel(profileNamed(name));
  models.set(name, model);
  return model;
}

const op = (name: string, args: Operation['args'] = {}, result?: string): Operation => ({
  op: name,
  args,
  ...(result === undefined ? {} : { result }),
});

function after(name: ProfileName, operations: readonly Operation[]): State {
  const model = modelOf(name);
  return operations.reduce((state, operation) => model.step(state, operation)[0]?.next ?? state, model.initial);
}

const decides = (name: ProfileName, before: readonly Operation[], operation: Operation): string =>
  modelOf(name)
    .step(after(name, before), operation)
    .map(({ clause, ret }) => `${clause} ${String(ret)}`)
    .join(' | ');

const loaded = [op('module.load', { name: 'soc_a', types: 'all' }), op('btf.open', { name: 'soc_a' }, 'b')];
const plain = { btf: 'b', type: 'plain' };
const attached = [
  ...loaded,
  op('map.create', { ...plain, link: true }, 'm'),
  op('map.update', { map: 'm', value: { tag: 1 } }),
  op('link.create', { map: 'm' }, 'l'),
];
const tcpPrograms = ['ssthresh', 'cong_avoid', 'undo_cwnd'].map((member) =>
  op('prog.load', { btf: 'none', type: 'tcp_congestion_ops', member }, member),
);
const tcpValue = { ssthresh: 'ssthresh', cong_avoid: 'cong_avoid', undo_cwnd: 'undo_cwnd', name: 1 };
const tcp = (map: string, name: number) => [
  op('map.create', { btf: 'none', type: 'tcp_congestion_ops' }, map),
  op('map.update', { map, value: { ...tcpValue, name } }),
];
const unloaded = [...loaded, op('module.unload', { name: 'soc_a' })];

type Row = readonly [string, readonly Operation[], Operation, Readonly<Partial<Record<ProfileName, string>>>];

const ROWS: readonly Row[] = [
  [
    'loading a module with types',
    [],
    op('module.load', { name: 'soc_a' }),
    { '6.1': 'MOD-LOAD-12 -95', v12: 'MOD-LOAD-09 0', '6.12': 'MOD-LOAD-09 0' },
  ],
  [
    'registering a type',
    [op('module.load', { name: 'soc_a', types: 'none' })],
    op('module.register', { name: 'soc_a', type: 'plain' }),
    { '6.1': 'MOD-CTL-03 -95', v12: 'REG-30 0', '7.3': 'REG-30 0' },
  ],
  [
    'loading a module without BTF',
    [],
    op('module.load', { name: 'soc_n' }),
    { v12: 'MOD-LOAD-08 -22', '6.9': 'MOD-LOAD-09 0', '7.3': 'MOD-LOAD-09 0' },
  ],
  [
    'init that returns -EEXIST',
    [],
    op('module.load', { name: 'soc_a', types: 'none', init: -17 }),
    { '6.1': 'MOD-LOAD-08 -17', '6.19': 'MOD-LOAD-08 -17', '7.0.13': 'MOD-LOAD-08 -17', '7.2': 'MOD-LOAD-11 -16' },
  ],
  ...(
    [
      ['no_stubs', { v12: 'REG-30 0', '6.9': 'REG-10 -22', '6.12': 'REG-10 -22' }],
      ['stub_unknown', { v12: 'REG-30 0', '6.9': 'REG-25a 0', '6.12': 'REG-25 -2' }],
      ['stub_args', { v12: 'REG-30 0', '6.9': 'REG-25a 0', '6.12': 'REG-26 -22' }],
      ['nullable_bad', { v12: 'REG-30 0', '6.9': 'REG-25a 0', '6.12': 'REG-28 -22' }],
      ['returns_int_ptr', { v12: 'REG-22 0', '6.12': 'REG-22 0', '7.2': 'REG-22a -95' }],
      ['big_return', { v12: 'REG-24 0', '6.9': 'REG-24 0', '6.12': 'REG-24a -95', '7.2': 'REG-24a -95' }],
    ] as const
  ).map(([type, outcomes]): Row => [
    `registering ${type}`,
    [op('module.load', { name: 'soc_a' })],
    op('module.register', { name: 'soc_a', type }),
    outcomes,
  ]),
  [
    "a map of a module's type",
    loaded,
    op('map.create', plain, 'm'),
    { '6.1': 'MAP-CREATE-33 -22', v12: 'MAP-CREATE-32 0', '6.9': 'MAP-CREATE-32 0', '6.12': 'MAP-CREATE-32 0' },
  ],
  [
    "a map of a module's type, with the flag whatever the kernel",
    loaded,
    op('map.create', { ...plain, vtype: 'on' }, 'm'),
    { '6.1': 'MAP-CREATE-33 -22', v12: 'MAP-CREATE-10b -22', '6.9': 'MAP-CREATE-32 0', '6.12': 'MAP-CREATE-32 0' },
  ],
  [
    "a map of a module's type, without the flag",
    loaded,
    op('map.create', { ...plain, vtype: 'off' }, 'm'),
    { '6.1': 'MAP-CREATE-33 -22', v12: 'MAP-CREATE-32 0', '6.9': 'MAP-CREATE-20 -524', '7.3': 'MAP-CREATE-20 -524' },
  ],
  [
    "vmlinux's BTF as the descriptor",
    [op('btf.open', { name: 'vmlinux' }, 'v')],
    op('map.create', { btf: 'v', type: 'tcp_congestion_ops' }, 'm'),
    { v12: 'MAP-CREATE-32 0', '6.9': 'MAP-CREATE-17 -22', '7.3': 'MAP-CREATE-17 -22' },
  ],
  [
    'BPF_F_LINK for a type of vmlinux',
    [],
    op('map.create', { btf: 'none', type: 'tcp_congestion_ops', link: true }, 'm'),
    { '6.1': 'MAP-CREATE-10a -22', v12: 'MAP-CREATE-32 0', '7.3': 'MAP-CREATE-32 0' },
  ],
  [
    'a map without privilege and with a wrong size',
    [],
    op('map.create', { btf: 'none', type: 'tcp_congestion_ops', keySize: 8, caps: 'none' }, 'm'),
    { '6.1': 'MAP-CREATE-01 -1', v12: 'MAP-CREATE-09 -22', '6.12': 'MAP-CREATE-09 -22' },
  ],
  [
    'a closed token',
    [],
    op('map.create', { btf: 'none', type: 'tcp_congestion_ops', badToken: true }, 'm'),
    { '6.1': 'MAP-CREATE-34 -22', v12: 'MAP-CREATE-34 -22', '6.9': 'MAP-CREATE-13 -9', '7.3': 'MAP-CREATE-13 -9' },
  ],
  [
    'flags of a lookup and a closed descriptor',
    [],
    op('map.lookup', { map: 'closed', flags: 1 }),
    { '6.1': 'MAP-LOOKUP-02 -22', '6.16': 'MAP-LOOKUP-02 -22', '6.19': 'MAP-LOOKUP-03 -9', '7.3': 'MAP-LOOKUP-03 -9' },
  ],
  [
    'validate() of a map without link that objects',
    [...loaded, op('map.create', { btf: 'b', type: 'asked' }, 'm')],
    op('map.update', { map: 'm', value: { want_validate: -1 } }),
    { v12: 'MAP-UPDATE-24 0', '6.9': 'MAP-UPDATE-20 -1', '7.3': 'MAP-UPDATE-20 -1' },
  ],
  [
    'an incomplete congestion control',
    [op('map.create', { btf: 'none', type: 'tcp_congestion_ops' }, 'm')],
    op('map.update', { map: 'm', value: { name: 1 } }),
    { '6.1': 'MAP-UPDATE-23 -22', v12: 'MAP-UPDATE-23 -22', '6.9': 'MAP-UPDATE-20 -22', '7.3': 'MAP-UPDATE-20 -22' },
  ],
  [
    'a congestion control whose name is registered already',
    [...tcpPrograms, ...tcp('m', 1), op('map.create', { btf: 'none', type: 'tcp_congestion_ops' }, 'n')],
    op('map.update', { map: 'n', value: { ...tcpValue, init: 'closed' } }),
    { '6.1': 'MAP-UPDATE-25 -17', v12: 'MAP-UPDATE-16 -9', '6.12': 'MAP-UPDATE-16 -9' },
  ],
  [
    'two wrong members, which tcp_congestion_ops has in another order',
    [...tcpPrograms, op('map.create', { btf: 'none', type: 'tcp_congestion_ops' }, 'm')],
    op('map.update', { map: 'm', value: { ssthresh: 'undo_cwnd', cong_control: 'closed' } }),
    {
      '6.1': 'MAP-UPDATE-17 -22',
      '6.19': 'MAP-UPDATE-17 -22',
      '7.0.13': 'MAP-UPDATE-16 -9',
      '7.3': 'MAP-UPDATE-16 -9',
    },
  ],
  [
    'a link',
    [...tcpPrograms, ...tcp('m', 1)],
    op('link.create', { map: 'm' }, 'l'),
    { '6.1': 'LINK-CREATE-08 -22', v12: 'LINK-CREATE-04 -22', '6.12': 'LINK-CREATE-04 -22' },
  ],
  [
    'detaching a link',
    attached,
    op('link.detach', { link: 'l' }),
    { v12: 'LINK-DETACH-04 -95', '6.9': 'LINK-DETACH-04 -95', '6.12': 'LINK-DETACH-02 0', '7.3': 'LINK-DETACH-02 0' },
  ],
  [
    'detaching by the module',
    attached,
    op('module.detach', { name: 'soc_a', type: 'plain' }),
    { v12: 'MOD-DETACH-03 -2', '6.9': 'MOD-DETACH-03 -2', '6.12': 'MOD-DETACH-02 0', '7.3': 'MOD-DETACH-02 0' },
  ],
  [
    'the id of a BTF object whose module is gone, while a descriptor refers to it',
    unloaded,
    op('object.by_id', { of: 'b' }, 'again'),
    { v12: 'MOD-BTF-04 0', '6.9': 'MOD-BTF-04 0', '6.12': 'MOD-BTF-03 -2', '7.3': 'MOD-BTF-03 -2' },
  ],
  [
    'the id of a BTF object whose module is gone, when nothing refers to it',
    [...unloaded, op('fd.close', { fd: 'b' })],
    op('object.by_id', { of: 'b' }, 'again'),
    { v12: 'MOD-BTF-03 -2', '6.9': 'MOD-BTF-03 -2', '6.12': 'MOD-BTF-03 -2' },
  ],
  [
    'a member without stub',
    loaded,
    op('prog.load', { btf: 'b', type: 'asked', member: 'unsupported' }, 'p'),
    { v12: 'PROG-LOAD-27 0', '6.9': 'PROG-LOAD-27 0', '6.12': 'PROG-LOAD-23 -524' },
  ],
  [
    "a program for a type of a module's BTF that is not registered",
    [op('module.load', { name: 'soc_a', types: 'none' }), op('btf.open', { name: 'soc_a' }, 'b')],
    op('prog.load', { btf: 'b', type: 'plain', member: 'run' }, 'p'),
    { '6.1': 'PROG-LOAD-20 -524', v12: 'PROG-LOAD-20 -524', '7.3': 'PROG-LOAD-20 -524' },
  ],
  [
    'get_info of a congestion control',
    [],
    op('prog.load', { btf: 'none', type: 'tcp_congestion_ops', member: 'get_info' }, 'p'),
    { '6.1': 'PROG-LOAD-24 -524', '6.9': 'PROG-LOAD-24 -524', '6.12': 'PROG-LOAD-23 -524' },
  ],
  [
    'malformed instructions for an unknown type',
    [],
    op('prog.load', { btf: 'none', type: 'unregistered', member: 'run', body: 'unreachable' }, 'p'),
    { '6.1': 'PROG-LOAD-20 -524', '6.9': 'PROG-LOAD-20 -524', '6.12': 'PROG-LOAD-16 -22', '7.3': 'PROG-LOAD-16 -22' },
  ],
  [
    'a program that may sleep',
    [],
    op('prog.load', { btf: 'none', type: 'tcp_congestion_ops', member: 'ssthresh', flags: 'sleepable' }, 'p'),
    { '6.1': 'PROG-LOAD-30 -22', v12: 'PROG-LOAD-27 0', '6.12': 'PROG-LOAD-27 0' },
  ],
  [
    'an empty program without privilege and with a long attribute',
    [],
    op('prog.load', { btf: 'none', type: 'zero', member: 'run', attr: 'long', caps: 'none' }, 'p'),
    { '6.1': 'PROG-LOAD-00 -1', v12: 'ATTR-01 -7', '6.12': 'ATTR-01 -7' },
  ],
  [
    'a NULL context for a member that takes none',
    [op('prog.load', { btf: 'none', type: 'bpf_dummy_ops', member: 'test_sleepable' }, 'p')],
    op('prog.run', { prog: 'p' }),
    { '6.1': 'PROG-RUN-05 0', v12: 'PROG-RUN-05 0', '6.9': 'PROG-RUN-05 0', '6.12': 'PROG-RUN-07 -22' },
  ],
  [
    'associating a program with a map',
    [op('prog.load_syscall', {}, 'p'), op('map.create', { btf: 'none', type: 'tcp_congestion_ops' }, 'm')],
    op('prog.assoc', { prog: 'p', map: 'm' }),
    { '6.1': 'PROG-ASSOC-00 -22', '6.19': 'PROG-ASSOC-00 -22', '7.0.13': 'PROG-ASSOC-07 0', '7.3': 'PROG-ASSOC-07 0' },
  ],
];

describe.each(ROWS)('%s', (_name, before, operation, outcomes) => {
  test.each(Object.entries(outcomes) as [ProfileName, string][])('in %s: %s', (profile, expected) => {
    expect(decides(profile, before, operation)).toBe(expected);
  });
});

const value = (name: ProfileName, before: readonly Operation[], operation: Operation) =>
  modelOf(name).step(after(name, before), operation)[0]?.value;

describe('what a value shows', () => {
  const bound = [
    ...tcpPrograms,
    ...tcp('m', 1),
    op('prog.load_syscall', {}, 'p'),
    op('prog.bind', { prog: 'p', map: 'm' }),
  ];

  test('the references of a map are those of the kernel, and were a count of their own', () => {
    expect(value('6.1.176', bound, op('map.lookup', { map: 'm' }))).toMatchObject({ refcnt: 1 });
    expect(value('6.1', bound, op('map.lookup', { map: 'm' }))).toMatchObject({ refcnt: 2 });
    expect(value('v12', bound, op('map.lookup', { map: 'm' }))).toMatchObject({ refcnt: 2 });
  });

  test('an association counts as a binding does, once', () => {
    const assoc = op('prog.assoc', { prog: 'p', map: 'm' });
    expect(value('7.2', [...bound, assoc, assoc], op('map.lookup', { map: 'm' }))).toMatchObject({ refcnt: 3 });
  });

  test('a map names the BTF of its type since there are several', () => {
    expect(value('6.1', bound, op('object.info', { fd: 'm' }))).toMatchObject({ btf_vmlinux_id: 0 });
    expect(value('v12', bound, op('object.info', { fd: 'm' }))).toMatchObject({
      btf_vmlinux_id: { '@id': 'btf:vmlinux' },
    });
  });

  test('a BTF object of a module that is gone keeps its id in v12 and 6.9', () => {
    expect(value('6.9', unloaded, op('object.info', { fd: 'b' }))).toMatchObject({ id: { '@id': 'btf:soc_a#1' } });
    expect(value('6.12', unloaded, op('object.info', { fd: 'b' }))).toMatchObject({ id: 0 });
    expect(value('6.9', [...unloaded, ...loaded], op('btf.list'))).toHaveLength(2);
    expect(value('6.12', [...unloaded, ...loaded], op('btf.list'))).toHaveLength(1);
  });

  test('poll() on a link shows that it is detached since it can be', () => {
    const detached = [...attached, op('link.detach', { link: 'l' })];
    expect(value('6.9', detached, op('link.poll', { link: 'l' }))).toEqual({ hup: false });
    expect(value('6.12', detached, op('link.poll', { link: 'l' }))).toEqual({ hup: true });
  });
});

test('programs that went with a map may keep a BTF object visible, or not', () => {
  const orphaned = [
    ...loaded,
    op('prog.load', { btf: 'b', type: 'plain', member: 'run' }, 'p'),
    op('map.create', plain, 'm'),
    op('map.update', { map: 'm', value: { run: 'p' } }),
    op('map.delete', { map: 'm' }),
    op('fd.close', { fd: 'p' }),
    op('fd.close', { fd: 'm' }),
    op('fd.close', { fd: 'b' }),
    op('quiesce'),
    op('module.unload', { name: 'soc_a' }),
  ];
  expect(decides('6.9', orphaned, op('btf.open', { name: 'soc_a' }, 'c'))).toBe('MOD-BTF-05 -2 | MOD-BTF-05 0');
  expect(decides('6.9', orphaned, op('btf.list'))).toBe('MOD-BTF-05 0 | MOD-BTF-05 0');
  expect(decides('6.12', orphaned, op('btf.open', { name: 'soc_a' }, 'c'))).toBe('MOD-BTF-02 -2');
});

test('the flags of AccECN are flags since 6.18', () => {
  const begun = [...tcpPrograms, op('map.create', { btf: 'none', type: 'tcp_congestion_ops' }, 'm')];
  const flagged = (flags: number) => op('map.update', { map: 'm', value: { ...tcpValue, flags } });
  expect(decides('6.12', begun, flagged(2))).toBe('MAP-UPDATE-24 0');
  expect(decides('6.12', begun, flagged(8))).toBe('MAP-UPDATE-14a -22');
  expect(decides('6.16', begun, flagged(4))).toBe('MAP-UPDATE-14a -22');
  expect(decides('6.18.15', begun, flagged(4))).toBe('MAP-UPDATE-24 0');
  expect(decides('6.18', begun, flagged(32))).toBe('MAP-UPDATE-14b -22');
  expect(decides('7.2', begun, flagged(16))).toBe('MAP-UPDATE-24 0');
  expect(decides('7.2', begun, flagged(32))).toBe('MAP-UPDATE-14b -22');
});

describe("a user's BTF object that a map held", () => {
  const held = [
    op('btf.load', {}, 'u'),
    op('map.create', { btf: 'none', type: 'tcp_congestion_ops', user: 'u' }, 'm'),
    op('fd.close', { fd: 'u' }),
  ];
  const freed = [...held, op('fd.close', { fd: 'm' })];
  const byId = op('object.by_id', { of: 'u' }, 'd');

  test('is there as long as the map is', () => {
    expect(decides('6.12', held, byId)).toBe('ID-04 0');
  });
  test('may be found after the map was let go of, since its worker puts it last', () => {
    expect(decides('6.12', freed, byId)).toBe('ID-05 -2 | ID-05 0');
    expect(decides('v12', freed, byId)).toBe('ID-03 -2');
  });
  test('was seen to be gone, and does not come back', () => {
    expect(decides('6.12', [...freed, byId], byId)).toBe('ID-03 -2');
  });
  test('that was opened again is there for sure', () => {
    const opened = [...held, op('object.by_id', { of: 'u' }, 'e'), op('fd.close', { fd: 'm' })];
    expect(decides('6.12', opened, byId)).toBe('ID-04 0');
  });
});
