// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What can be registered, loaded and created on each version.
import { describe, expect, test } from '@jest/globals';
import { profileNamed, profileOf, PROFILES, type ProfileName } from '../../../../spec';
import { DUMMY, type ByProfile, GONE, LOADED, PLAIN, type Row, TCP, testRows } from '../testing/versions';
import { kernelVersion } from './version';

describe('map.create', () => {
  testRows([
    ['a type of a module', LOADED, ['map.create', PLAIN], { '6.1.176': '-EINVAL', v12: '0' }],
    ['with the flag', LOADED, ['map.create', { ...PLAIN, vtype: 'on' }], { '6.1.176': '-EINVAL', '6.9': '0' }],
    [
      'without the flag',
      LOADED,
      ['map.create', { ...PLAIN, vtype: 'off' }],
      { '6.1.176': '-EINVAL', v12: '0', '6.9': '-ENOTSUPP' },
    ],
    [
      "vmlinux's BTF by descriptor",
      [['btf.open', { name: 'vmlinux' }, 'v']],
      ['map.create', { ...TCP, btf: 'v' }],
      { '6.1.176': '-EINVAL', v12: '0', '6.9': '-EINVAL' },
    ],
    [
      'a BTF of the user',
      [['btf.load', {}, 'u']],
      ['map.create', { ...TCP, btf: 'u' }],
      { '6.1.176': '-EINVAL' },
    ],
    ['a module that is gone', GONE, ['map.create', PLAIN], { '6.1.176': '-EINVAL' }],
    ['a closed BTF', [], ['map.create', { ...TCP, btf: 'closed' }], { '6.1.176': '-EINVAL', v12: '-EBADF' }],
    ['BPF_F_LINK', [], ['map.create', { ...TCP, link: true }], { '6.1.176': '-EINVAL', '6.6': '0' }],
    ['a bad token', [], ['map.create', { ...TCP, badToken: true }], { '6.1.176': '-EINVAL', '6.9': '-EBADF' }],
    [
      'without capabilities and too long',
      [],
      ['map.create', { ...TCP, caps: 'none', attr: 'long' }],
      { '6.1.176': '-EPERM', '6.6': '-E2BIG' },
    ],
    [
      'without capabilities and a wrong key',
      [],
      ['map.create', { ...TCP, caps: 'none', keySize: 8 }],
      { '6.1.176': '-EPERM', '6.6': '-EINVAL' },
    ],
  ]);
});

describe('prog.load', () => {
  testRows([
    ['a type of a module', LOADED, ['prog.load', { ...PLAIN, member: 'run' }], { '6.1.176': '-ENOTSUPP', v12: '0' }],
    ['a sleepable program', [], ['prog.load', { ...TCP, member: 'ssthresh', flags: 'sleepable' }], { '6.1.176': '-EINVAL', '6.6': '0' }],
    [
      'a sleepable program for test_sleepable',
      [],
      ['prog.load', { ...DUMMY, member: 'test_sleepable', flags: 'sleepable' }],
      { '6.1.176': '-EINVAL', '6.6': '0' },
    ],
    [
      'a member without stub',
      LOADED,
      ['prog.load', { btf: 'b', type: 'asked', member: 'unsupported' }],
      { '6.1.176': '-ENOTSUPP', v12: '0', '6.12.43': '-ENOTSUPP' },
    ],
    [
      'a member that bpf_tcp_ca does not support',
      [],
      ['prog.load', { ...TCP, member: 'get_info' }],
      { '6.1.176': '-ENOTSUPP' },
    ],
    [
      'a bad member and a bad map',
      [],
      ['prog.load', { ...TCP, member: 'past_end', body: 'map', map: 'closed' }],
      { '6.1.176': '-EINVAL', '6.12.43': '-EBADF' },
    ],
    [
      'without capabilities and with unknown flags',
      [],
      ['prog.load', { ...TCP, member: 'ssthresh', caps: 'none', flags: 'unknown' }],
      { '6.1.176': '-EPERM', '6.6': '-EINVAL' },
    ],
    [
      'another type of program, without capabilities and with a tail',
      [],
      ['prog.load_syscall', { caps: 'none', attr: 'tail' }],
      { '6.1.176': '-EPERM', '6.9': '-EINVAL', '6.16': '-EPERM' },
    ],
  ]);
});

describe('module.register', () => {
  const row = (type: string, returns: ByProfile): Row => [
    type,
    LOADED,
    ['module.register', { name: 'soc_a', type }],
    returns,
  ];
  testRows([
    row('good1', { '6.1.176': '-EOPNOTSUPP', v12: '0' }),
    row('dup', { '6.1.176': '-EOPNOTSUPP', v12: '-EEXIST' }),
    row('no_stubs', { '6.1.176': '-EOPNOTSUPP', v12: '0', '6.9': '-EINVAL' }),
    row('stub_unknown', { '6.1.176': '-EOPNOTSUPP', v12: '0', '6.12.43': '-ENOENT' }),
    row('stub_args', { '6.1.176': '-EOPNOTSUPP', v12: '0', '6.12.43': '-EINVAL' }),
    row('nullable_bad', { '6.1.176': '-EOPNOTSUPP', v12: '0', '6.12.43': '-EINVAL' }),
    row('returns_int_ptr', { '6.1.176': '-EOPNOTSUPP', v12: '0', '6.16': '-EOPNOTSUPP' }),
    row('big_return', { '6.1.176': '-EOPNOTSUPP', v12: '0', '6.12.43': '-EOPNOTSUPP' }),
    row('struct_return', { '6.1.176': '-EOPNOTSUPP', v12: '-EINVAL' }),
    row('many_args', { '6.1.176': '-EOPNOTSUPP', v12: '-EINVAL' }),
    row('owner_null', { '6.1.176': '-EOPNOTSUPP', v12: '-EINVAL' }),
  ]);
});

describe('module.load', () => {
  testRows([
    ['no types', [], ['module.load', { name: 'soc_a', types: 'none' }], { '6.1.176': '0' }],
    ['a type', [], ['module.load', { name: 'soc_a' }], { '6.1.176': '-EOPNOTSUPP', v12: '0' }],
    ['a type without BTF', [], ['module.load', { name: 'soc_n' }], { '6.1.176': '-EOPNOTSUPP', v12: '-EINVAL', '6.9': '0' }],
    [
      'a type twice',
      [],
      ['module.load', { name: 'soc_a', also: 'dup' }],
      { '6.1.176': '-EOPNOTSUPP', v12: '-EEXIST', '7.2': '-EBUSY' },
    ],
    [
      'an init that says -EEXIST itself',
      [],
      ['module.load', { name: 'soc_a', types: 'none', init: -17 }],
      { '6.1.176': '-EEXIST', '7.2': '-EBUSY' },
    ],
    [
      'a module that is there already',
      LOADED,
      ['module.load', { name: 'soc_a' }],
      { '6.1.176': '-EEXIST' },
    ],
  ]);
});

test('each release is of the profile of its version', () => {
  for (const profile of PROFILES) expect(profileOf(kernelVersion(profile).release)).toEqual(profile);
});

/** What stable updates changed, the update before each, and what tells it. */
test.each([
  ['6.1.168', ['btfIdGoneAtGoing']],
  ['6.1.157', ['inodePutWaits']],
  ['6.6.131', ['btfIdGoneAtGoing']],
  ['6.6.113', ['inodePutWaits']],
  ['6.6.14', ['btfPutAfterMapFree']],
  ['6.9.9', ['testRunChecksArgs']],
  ['6.12.80', ['btfIdGoneAtGoing']],
  ['6.12.54', ['inodePutWaits']],
  ['6.12.31', ['stubLookup']],
  ['6.17.4', ['inodePutWaits']],
  ['6.18.21', ['btfIdGoneAtGoing']],
  ['6.19.11', ['btfIdGoneAtGoing']],
] as const)('the update %s changed %j', (update, changed) => {
  const featuresOf = (name: ProfileName) => Object.entries(kernelVersion(profileNamed(name)).features);
  const before = new Map<string, unknown>(featuresOf(updateBefore(update)));
  const differences = featuresOf(update).filter(([name, value]) => value !== before.get(name));
  expect(differences.map(([name]) => name)).toEqual(changed);
});

function updateBefore(update: ProfileName): ProfileName {
  const at = update.lastIndexOf('.') + 1;
  return `${update.slice(0, at)}${String(Number(update.slice(at)) - 1)}` as ProfileName;
}
