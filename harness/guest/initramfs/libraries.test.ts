// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { parseLoaderList } from './libraries';

test('takes the libraries, and neither the vDSO nor the loader', () => {
  const output = `\tlinux-vdso.so.1 (0x00007ffd3b3f2000)
\tlibelf.so.1 => /cache/usr/lib/x86_64-linux-gnu/libelf.so.1 (0x00007f1c0e000000)
\tlibc.so.6 => /cache/lib/x86_64-linux-gnu/libc.so.6 (0x00007f1c0de00000)
\t/lib64/ld-linux-x86-64.so.2 => /cache/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2 (0x00007f1c0e200000)
`;
  expect(parseLoaderList(output)).toEqual([
    { path: 'lib/x86_64-linux-gnu/libelf.so.1', source: '/cache/usr/lib/x86_64-linux-gnu/libelf.so.1' },
    { path: 'lib/x86_64-linux-gnu/libc.so.6', source: '/cache/lib/x86_64-linux-gnu/libc.so.6' },
  ]);
});
