// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Back to a clean machine: everything that programs pin, register and load goes.
import { MODULES } from '../../../spec';
import { type Bench, HANDLES, jsonOf, outcomeOf, PINS, succeeded } from './bench';
import { seenBtfs, seenLinks, seenMaps } from './seen';
import { eventually } from './steps/quiesce';
import { hexKey } from './value';

const BPF_F_LINK = 0x2000;

/** Makes the directories of pins, empty. */
async function emptyPins(bench: Bench): Promise<void> {
  await bench.exec('sh', '-c', 'rm -rf "$1" "$2"; mkdir -p "$1" "$2"', 'sh', PINS, HANDLES);
}

/** A map without BPF_F_LINK stays registered until somebody deletes its element. */
async function objectsGone(bench: Bench): Promise<boolean> {
  const maps = await seenMaps(bench);
  for (const { id, flags } of maps)
    if ((flags & BPF_F_LINK) === 0) await bench.bpftool('map', 'delete', 'id', String(id), 'key', 'hex', ...hexKey(0));
  return maps.length === 0 && (await seenLinks(bench)).length === 0;
}

async function remaining(bench: Bench): Promise<readonly string[]> {
  return [
    ...(await seenMaps(bench)).map(({ id }) => `map ${id} is still there`),
    ...(await seenLinks(bench)).map(({ id, map_id }) => `link ${id} (map ${map_id}) is still there`),
  ];
}

/** One sentence when the module cannot be removed. */
async function removeModule(bench: Bench, name: string): Promise<readonly string[]> {
  let said = '';
  const removed = await eventually(async () => {
    const ended = await bench.exec('rmmod', name);
    said = ended.stderr.trim();
    const outcome = succeeded(ended) ? undefined : outcomeOf(ended);
    return outcome === undefined || ('ret' in outcome && outcome.ret === -2);
  });
  return removed ? [] : [`module ${name} cannot be unloaded: ${said}`];
}

/** What could not be cleaned away, one sentence each. */
export async function reset(bench: Bench, modules: Iterable<string> = bench.loaded): Promise<readonly string[]> {
  await emptyPins(bench);
  const residue = (await eventually(() => objectsGone(bench))) ? [] : [...(await remaining(bench))];
  const names = [...modules];
  for (const name of names) residue.push(...(await removeModule(bench, name)));
  if (names.length > 0)
    for (const { id, name } of await seenBtfs(bench))
      if (MODULES.some((module) => module === name)) residue.push(`BTF ${id} of module ${name} is still visible`);
  return residue;
}

/** The links that are there before the suite begins. */
export async function linksOfOthers(bench: Bench): Promise<ReadonlySet<number>> {
  const shown = jsonOf(await bench.bpftool('link', 'show'));
  const links = Array.isArray(shown) ? (shown as readonly { readonly id?: unknown }[]) : [];
  return new Set(links.flatMap(({ id }) => (typeof id === 'number' ? [id] : [])));
}
