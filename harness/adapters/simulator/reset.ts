// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What happens between two programs: as much is cleaned as a caller can clean, and the rest is reported.
import { formatReturn, type History } from '../../../spec';
import { Oops, Stuck } from './kernel/oops';
import { type Kernel } from './kernel/kernel';
import { StructOpsMap } from './kernel/structOpsMap';
import { type Call } from './kernel/thread';

/** Cleans up as an agent would, by pins, descriptors and ids, and says what is left. */
export function reset(kernel: Kernel): Pick<History, 'residue' | 'stuck'> {
  const residue: string[] = [];
  let stuck: readonly string[] | undefined;
  const attempt = (step: () => void): void => {
    try {
      step();
    } catch (error) {
      if (!(error instanceof Oops || error instanceof Stuck)) throw error;
      if (error instanceof Stuck) stuck ??= error.where;
      residue.push(`the kernel failed during the reset: ${error.message}`);
    }
  };
  for (const path of kernel.bpffs.paths()) attempt(() => kernel.bpffs.unlink(path));
  for (const fd of kernel.files.descriptors()) attempt(() => finish(kernel, kernel.files.close(fd)));
  kernel.core.drain();
  // A registered map without BPF_F_LINK holds itself; it can be had by its id, and deleted.
  for (const map of [...kernel.mapIdr.values()]) attempt(() => unregister(kernel, map));
  kernel.core.drain();
  for (const module of kernel.modules.all()) {
    attempt(() => {
      const ret = finish(kernel, kernel.modules.deleteModule(module.name, true));
      if (ret !== 0) residue.push(`${module.name} cannot be unloaded: ${formatReturn(ret)}, refcnt ${module.refcnt}`);
    });
  }
  kernel.core.drain();
  for (const map of kernel.mapIdr.values()) residue.push(`map ${map.id} is left`);
  for (const link of kernel.linkIdr.values()) residue.push(`link ${link.id} is left`);
  for (const prog of kernel.progIdr.values()) residue.push(`program ${prog.id} is left`);
  for (const btf of kernel.btfIdr.values()) if (btf !== kernel.vmlinux) residue.push(`BTF ${btf.id} is left`);
  if (residue.length === 0) residue.push(...leaks(kernel));
  // What happens after the last operation has no step to be told in.
  for (const line of kernel.core.takeLog()) residue.push(`the kernel log says: ${line}`);
  return stuck === undefined ? { residue } : { residue, stuck };
}

/** What kmemleak would find: memory that nobody can have any more, where all that can be had by an id is gone. */
function leaks({ core, vmlinux }: Kernel): readonly string[] {
  const left = core.allocations.filter((object) => !object.isFreed && object !== vmlinux);
  if (left.length === 0) return [];
  return [
    `kmemleak: ${left.length} new suspected memory leaks`,
    ...left.flatMap((object) => object.history('never freed')),
  ];
}

const finish = ({ core }: Kernel, call: Call<number>): number =>
  typeof call === 'number' ? call : core.complete(call);

function unregister(kernel: Kernel, map: unknown): void {
  if (map instanceof StructOpsMap) finish(kernel, map.deleteElem());
}
