// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A kernel as a program finds it: vmlinux's struct_ops types registered, and the caller's own descriptors open.
import { type Faults } from '../faults';
import { Btf, btfNewFd } from './btf';
import { TypeTable } from './btfTypes';
import { BpfDummyOps } from './dummy';
import { File, type FileObject } from './file';
import { Kernel } from './kernel';
import { TcpCongestionOps } from './tcp';
import { DEFAULT_VERSION, type KernelVersion } from './version';

export interface Booted {
  readonly kernel: Kernel;
  readonly tcp: TcpCongestionOps;
  /** The BTF that the caller keeps open to give to maps. */
  readonly userBtfFd: number;
}

const NO_TYPES = new TypeTable([]);

/** Descriptor 0 of the calling process: open, and nothing of bpf(2)'s. */
const STDIN: FileObject = {
  id: 0,
  release() {
    // Nothing depends on it.
  },
};

export function boot(faults: Faults, { features }: KernelVersion = DEFAULT_VERSION): Booted {
  const kernel = new Kernel(faults, features);
  const tcp = new TcpCongestionOps(kernel.builtin.tcp, features, kernel.core.rcu);
  // The initcalls, in the order of net/Makefile.
  for (const stOps of [new BpfDummyOps(kernel.builtin.dummy), tcp]) kernel.btfModules.register(stOps);
  kernel.files.installAt(0, new File(STDIN, 'ro'));
  return { kernel, tcp, userBtfFd: loadUserBtf(kernel) };
}

/** btf_new_fd(): a BTF object of the caller's own. */
export function loadUserBtf(kernel: Kernel): number {
  const btf = new Btf(kernel.core, kernel.btfIdr, '', false, null, NO_TYPES);
  btf.allocId();
  return btfNewFd(kernel.files, btf);
}
