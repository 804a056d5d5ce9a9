// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The operation quiesce: lets everything that was put off happen, and looks whether the system came to rest.
import { quiesce } from '../../../../spec';
import { type Kernel } from '../kernel/kernel';
import { type BpfLink } from '../kernel/link';
import { StructOpsMap } from '../kernel/structOpsMap';
import { syscall } from './handler';

/** As an observer sees it (docs/protocol.md): by the ids of links and maps, and the reference counts of modules. */
export function settled(kernel: Kernel): boolean {
  const held = new Set<object>(kernel.bpffs.pinned());
  for (const file of kernel.files.openFiles()) held.add(file.privateData);
  const isHeld = (link: BpfLink): boolean => held.has(link);
  return (
    [...kernel.linkIdr.values()].every(isHeld) &&
    kernel.modules.all().every((module) => {
      const maps = [...kernel.mapIdr.values()].filter(
        (map) => map instanceof StructOpsMap && map.type.btf.name === module.name,
      );
      return maps.length === module.refcnt;
    })
  );
}

export const quiesceSyscall = syscall(quiesce, ({ kernel }) => {
  kernel.core.drain();
  return { ret: 0, value: { settled: settled(kernel) } };
});
