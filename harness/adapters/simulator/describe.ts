// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What lives in the simulated kernel at one moment, in the names of the program: for the report of a race.
import { BpfLink } from './kernel/link';
import { BpfMap } from './kernel/map';
import { BpfProg } from './kernel/prog';
import { SlabObject } from './kernel/slab';
import { StructOpsLink } from './kernel/structOpsLink';
import { STATE, StructOpsMap } from './kernel/structOpsMap';
import { type Process } from './syscalls/process';

const STATE_NAMES = new Map<number, string>(Object.entries(STATE).map(([name, value]) => [value, name]));

/** A line for each module, and for each object by the first handle that it was bound to. */
export function describe(process: Process): readonly string[] {
  const names = new Map<object, string>();
  for (const [handle, { object }] of process.bindings()) if (!names.has(object)) names.set(object, handle);
  const modules = process.kernel.modules.all().map(({ name, state, refcnt }) => `${name}: ${state}, refcnt ${refcnt}`);
  return [...modules, ...[...names].flatMap(([object, name]) => lineOf(object, name, names))];
}

function lineOf(object: object, name: string, names: ReadonlyMap<object, string>): readonly string[] {
  if (object instanceof SlabObject && object.isFreed) return [`${name}: freed`];
  if (object instanceof StructOpsMap)
    return [`${name}: ${STATE_NAMES.get(object.state) ?? ''}, refcnt ${object.refcnt}`];
  if (object instanceof StructOpsLink) return [`${name}: ${attachment(object, names)}, refcnt ${object.refcnt}`];
  const counted = object instanceof BpfMap || object instanceof BpfLink || object instanceof BpfProg;
  return counted ? [`${name}: refcnt ${object.refcnt}`] : [];
}

const attachment = ({ map }: StructOpsLink, names: ReadonlyMap<object, string>): string =>
  map === null ? 'detached' : `on ${names.get(map) ?? 'another map'}`;
