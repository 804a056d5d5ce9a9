// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The BTF of a kernel as a file by itself, for headers that come without the vmlinux that has it.
import { explain, succeeded } from '../../platform/finished';
import { run } from '../../platform/run';
import { Unavailable } from '../../errors';

/** Writes an ELF file that has the BTF of `vmlinux` and nothing else, as newer headers packages have it. */
export async function writeBtfBase(vmlinux: string, to: string): Promise<void> {
  const flags = ['--only-section=.BTF', '--set-section-flags', '.BTF=alloc,readonly', '--strip-all'];
  const copied = await run('objcopy', [...flags, vmlinux, to]);
  if (!succeeded(copied)) {
    throw new Unavailable(
      `cannot take the BTF out of the kernel: ${explain(copied)}`,
      'apt-get install --no-install-recommends binutils',
    );
  }
}
