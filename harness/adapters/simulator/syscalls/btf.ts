// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The operations of btf.*.
import { btfList, btfLoad, btfOpen, MODULES } from '../../../../spec';
import { loadUserBtf } from '../kernel/boot';
import { btfGetFdById } from '../kernel/btf';
import { ENOENT, EPERM } from '../kernel/errno';
import { returned, syscall } from './handler';

const NAMES: ReadonlySet<string> = new Set(MODULES);

export const BTF_SYSCALLS = [
  syscall(btfOpen, (process, { name }, { result }) => {
    const { btfIdr, files } = process.kernel;
    for (const btf of btfIdr.values())
      if (btf.kernelBtf && btf.name === name) return process.bind(result, btfGetFdById(btfIdr, files, btf.id));
    return returned(-ENOENT);
  }),

  syscall(btfLoad, (process, { caps }, { result }) =>
    process.bind(result, caps === 'all' ? loadUserBtf(process.kernel) : -EPERM),
  ),

  syscall(btfList, ({ kernel }) => {
    const visible = [...kernel.btfIdr.values()].filter((btf) => btf.kernelBtf && NAMES.has(btf.name));
    return { ret: 0, value: visible.map((btf) => [btf.name, btf.id]) };
  }),
];
