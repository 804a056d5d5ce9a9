// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What can be registered, loaded and created on each version.
import { describe, expect, test } from '@jest/globals';
import { PROFILE_NAMES, profileOf } from '../../../../spec';
import { DUMMY, everywhere, GONE, LOADED, PLAIN, type Row, TCP, testRows } from '../testing/versions';
import { KERNEL_VERSIONS } from './version';

describe('map.create', () => {
  testRows([
    ['a type of a module', LOADED, ['map.create', PLAIN], '-EINVAL 0 0 0 0 0'],
    ['with the flag', LOADED, ['map.create', { ...PLAIN, vtype: 'on' }], '-EINVAL -EINVAL 0 0 0 0'],
    [
      'without the flag',
      LOADED,
      ['map.create', { ...PLAIN, vtype: 'off' }],
      '-EINVAL 0 -ENOTSUPP -ENOTSUPP -ENOTSUPP -ENOTSUPP',
    ],
    [
      "vmlinux's BTF by descriptor",
      [['btf.open', { name: 'vmlinux' }, 'v']],
      ['map.create', { ...TCP, btf: 'v' }],
      '-EINVAL 0 -EINVAL -EINVAL -EINVAL -EINVAL',
    ],
    [
      'a BTF of the user',
      [['btf.load', {}, 'u']],
      ['map.create', { ...TCP, btf: 'u' }],
      everywhere('-EINVAL'),
    ],
    ['a module that is gone', GONE, ['map.create', PLAIN], everywhere('-EINVAL')],
    ['a closed BTF', [], ['map.create', { ...TCP, btf: 'closed' }], '-EINVAL -EBADF -EBADF -EBADF -EBADF -EBADF'],
    ['BPF_F_LINK', [], ['map.create', { ...TCP, link: true }], '-EINVAL 0 0 0 0 0'],
    ['a bad token', [], ['map.create', { ...TCP, badToken: true }], '-EINVAL -EINVAL -EBADF -EBADF -EBADF -EBADF'],
    [
      'without capabilities and too long',
      [],
      ['map.create', { ...TCP, caps: 'none', attr: 'long' }],
      '-EPERM -E2BIG -E2BIG -E2BIG -E2BIG -E2BIG',
    ],
    [
      'without capabilities and a wrong key',
      [],
      ['map.create', { ...TCP, caps: 'none', keySize: 8 }],
      '-EPERM -EINVAL -EINVAL -EINVAL -EINVAL -EINVAL',
    ],
  ]);
});

describe('prog.load', () => {
  testRows([
    ['a type of a module', LOADED, ['prog.load', { ...PLAIN, member: 'run' }], '-ENOTSUPP 0 0 0 0 0'],
    ['a sleepable program', [], ['prog.load', { ...TCP, member: 'ssthresh', flags: 'sleepable' }], '-EINVAL 0 0 0 0 0'],
    [
      'a sleepable program for test_sleepable',
      [],
      ['prog.load', { ...DUMMY, member: 'test_sleepable', flags: 'sleepable' }],
      '-EINVAL 0 0 0 0 0',
    ],
    [
      'a member without stub',
      LOADED,
      ['prog.load', { btf: 'b', type: 'asked', member: 'unsupported' }],
      '-ENOTSUPP 0 0 -ENOTSUPP -ENOTSUPP -ENOTSUPP',
    ],
    [
      'a member that bpf_tcp_ca does not support',
      [],
      ['prog.load', { ...TCP, member: 'get_info' }],
      everywhere('-ENOTSUPP'),
    ],
    [
      'a bad member and a bad map',
      [],
      ['prog.load', { ...TCP, member: 'past_end', body: 'map', map: 'closed' }],
      '-EINVAL -EINVAL -EINVAL -EBADF -EBADF -EBADF',
    ],
    [
      'without capabilities and with unknown flags',
      [],
      ['prog.load', { ...TCP, member: 'ssthresh', caps: 'none', flags: 'unknown' }],
      '-EPERM -EINVAL -EINVAL -EINVAL -EINVAL -EINVAL',
    ],
    [
      'another type of program, without capabilities and with a tail',
      [],
      ['prog.load_syscall', { caps: 'none', attr: 'tail' }],
      '-EPERM -EINVAL -EINVAL -EINVAL -EPERM -EPERM',
    ],
  ]);
});

describe('module.register', () => {
  const row = (type: string, returns: string): Row => [
    type,
    LOADED,
    ['module.register', { name: 'soc_a', type }],
    returns,
  ];
  testRows([
    row('good1', '-EOPNOTSUPP 0 0 0 0 0'),
    row('dup', '-EOPNOTSUPP -EEXIST -EEXIST -EEXIST -EEXIST -EEXIST'),
    row('no_stubs', '-EOPNOTSUPP 0 -EINVAL -EINVAL -EINVAL -EINVAL'),
    row('stub_unknown', '-EOPNOTSUPP 0 0 -ENOENT -ENOENT -ENOENT'),
    row('stub_args', '-EOPNOTSUPP 0 0 -EINVAL -EINVAL -EINVAL'),
    row('nullable_bad', '-EOPNOTSUPP 0 0 -EINVAL -EINVAL -EINVAL'),
    row('returns_int_ptr', '-EOPNOTSUPP 0 0 0 -EOPNOTSUPP -EOPNOTSUPP'),
    row('big_return', '-EOPNOTSUPP 0 0 -EOPNOTSUPP -EOPNOTSUPP -EOPNOTSUPP'),
    row('struct_return', '-EOPNOTSUPP -EINVAL -EINVAL -EINVAL -EINVAL -EINVAL'),
    row('many_args', '-EOPNOTSUPP -EINVAL -EINVAL -EINVAL -EINVAL -EINVAL'),
    row('owner_null', '-EOPNOTSUPP -EINVAL -EINVAL -EINVAL -EINVAL -EINVAL'),
  ]);
});

describe('module.load', () => {
  testRows([
    ['no types', [], ['module.load', { name: 'soc_a', types: 'none' }], everywhere('0')],
    ['a type', [], ['module.load', { name: 'soc_a' }], '-EOPNOTSUPP 0 0 0 0 0'],
    ['a type without BTF', [], ['module.load', { name: 'soc_n' }], '-EOPNOTSUPP -EINVAL 0 0 0 0'],
    [
      'a type twice',
      [],
      ['module.load', { name: 'soc_a', also: 'dup' }],
      '-EOPNOTSUPP -EEXIST -EEXIST -EEXIST -EBUSY -EBUSY',
    ],
    [
      'an init that says -EEXIST itself',
      [],
      ['module.load', { name: 'soc_a', types: 'none', init: -17 }],
      '-EEXIST -EEXIST -EEXIST -EEXIST -EBUSY -EBUSY',
    ],
    [
      'a module that is there already',
      LOADED,
      ['module.load', { name: 'soc_a' }],
      everywhere('-EEXIST'),
    ],
  ]);
});

test('each release is of the profile of its version', () => {
  for (const name of PROFILE_NAMES) expect(profileOf(KERNEL_VERSIONS[name].release)?.name).toBe(name);
});
