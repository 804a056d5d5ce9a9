// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { ERRNO } from '../../../spec';
import { errnoIn } from './errno';
import { STRERROR } from './strerror';

test.each([
  ["insmod: can't insert '/modules/soc_a.ko': File exists", -17],
  ["insmod: can't insert '/modules/soc_b.ko': unknown symbol in module, or unknown parameter", -2],
  ['insmod: ERROR: could not insert module /modules/soc_a.ko: File exists', -17],
  ["rmmod: can't unload module 'soc_a': Resource temporarily unavailable", -11],
  ['rmmod: ERROR: Module soc_a is in use', -11],
  ['cat: write error: Operation not supported', -95],
  ["sh: can't create /sys/module/soc_x/register: nonexistent directory", -2],
  ['sh: 1: cannot create /sys/module/soc_x/register: Directory nonexistent', -2],
  ["libbpf: map 'soc_map': failed to create: unknown error (-524)(-524)\nlibbpf: failed to load object 'x.o'", -524],
  ['libbpf: struct_ops init_kern: struct bpf_struct_ops_soc_plain_ops is not found in kernel BTF', -3],
  ['{"error":"update failed: Argument list too long', -7],
  ['{"error":"failed to freeze map: Unknown error 524', -524],
  ["Error: can't register struct_ops soc_map: File exists", -17],
  ["can't pin BPF object: path '/sys/fs/bpf/soc/pin1/soc_map' already exists", -17],
  ["cat: can't open '/sys/fs/bpf/soc/pin1/soc_map': Input/output error", -5],
  ["insmod: can't insert '/modules/soc_a.ko': Key was rejected by service", -129],
  ["insmod: can't insert '/modules/soc_a.ko': Operation not permitted", -1],
  ['cat: x: No such device or address', -6],
  ['cat: x: No such device', -19],
])('%s', (message, errno) => {
  expect(errnoIn(message)).toBe(errno);
});

test.each(STRERROR)('%s is %s', (words, name) => {
  expect(errnoIn(`insmod: can't insert '/modules/soc_a.ko': ${words}`)).toBe(-ERRNO[name]);
});

test('what is no errno is not taken for one', () => {
  expect(errnoIn('Error: invalid id 0')).toBeUndefined();
});
