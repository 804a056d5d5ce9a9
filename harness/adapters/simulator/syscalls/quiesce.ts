// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The operation quiesce: lets everything that was put off happen, and looks whether the system came to rest.
import { quiesce, type Returned } from '../../../../spec';
import { type Tasks } from '../kernel/context';
import { type Kernel } from '../kernel/kernel';
import { type BpfMap } from '../kernel/map';
import { StructOpsMap } from '../kernel/structOpsMap';
import { type Thread } from '../kernel/thread';
import { syscall } from './handler';

/**
 * As an observer sees it (docs/protocol.md): no link or map is left that nothing holds, and each module has as many
 * references as maps. A map that a program holds shows no reference before it has a value.
 */
export function settled(kernel: Kernel): boolean {
  const held = new Set<object>(kernel.bpffs.pinned());
  for (const file of kernel.files.openFiles()) held.add(file.privateData);
  const bound = new Set<unknown>(
    [...kernel.progIdr.values()].flatMap(({ usedMaps, stOpsAssoc }) => [...usedMaps, stOpsAssoc]),
  );
  for (const link of kernel.linkIdr.values()) if (!held.has(link)) return false;
  const maps = [...kernel.mapIdr.values()];
  const isLeaving = (map: BpfMap): boolean => !held.has(map) && map.refcnt <= map.usercnt && !bound.has(map);
  if (maps.some(isLeaving)) return false;
  return kernel.modules.all().every(({ name, refcnt }) => maps.filter((map) => isOf(map, name)).length === refcnt);
}

const isOf = (map: BpfMap, module: string): boolean => map instanceof StructOpsMap && map.type.btf.name === module;

export const quiesceSyscall = syscall(quiesce, ({ kernel }) => {
  if (kernel.core.tasks !== undefined) return settling(kernel, kernel.core.tasks);
  kernel.core.drain();
  return { ret: 0, value: { settled: settled(kernel) } };
});

function* settling(kernel: Kernel, tasks: Tasks): Thread<Returned> {
  yield* tasks.waitForWorkers('quiesce');
  return { ret: 0, value: { settled: settled(kernel) } };
}
