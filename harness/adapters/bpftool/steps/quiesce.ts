// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Waiting for what the kernel releases later, as far as bpftool and sysfs show it.
import { performance } from 'node:perf_hooks';
import { quiesce } from '../../../../spec';
import type { Bench } from '../bench';
import { seenLinks, seenMaps } from '../seen';
import { step, type Step } from './step';

/** How long the kernel gets to do what it does later. */
export const PATIENCE_MS = 2000;
/** BPF_F_VTYPE_BTF_OBJ_FD: the map's type is a module's, and the map holds it. */
const OF_A_MODULE = 0x8000;

/** Calls again and again until something is so; false when it never was. */
export async function eventually(holds: () => Promise<boolean>, limitMs = PATIENCE_MS): Promise<boolean> {
  const end = performance.now() + limitMs;
  for (;;) {
    if (await holds()) return true;
    if (performance.now() >= end) return false;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** The reference counts of all loaded modules together. */
export async function references(bench: Bench): Promise<number> {
  const files = [...bench.loaded].map((name) => `/sys/module/${name}/refcnt`);
  if (files.length === 0) return 0;
  const { stdout } = await bench.exec('cat', ...files);
  return stdout.split('\n').reduce((sum, line) => sum + Number(line), 0);
}

/** A link without a pin is on its way out, for nothing else holds one here; a map keeps its id as long as it is held. */
async function isSettled(bench: Bench): Promise<boolean> {
  if ((await seenLinks(bench)).some(({ pinned }) => pinned.length === 0)) return false;
  const maps = (await seenMaps(bench)).filter(({ flags }) => (flags & OF_A_MODULE) !== 0);
  return (await references(bench)) === maps.length;
}

export const quiesceSteps: readonly Step[] = [
  step(quiesce, async (bench) => ({ ret: 0, value: { settled: await eventually(() => isSettled(bench)) } })),
];
