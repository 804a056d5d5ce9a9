// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What bpftool is for: struct_ops register and unregister.
import { loaderRegister, loaderUnregister, typesOf, type Outcome } from '../../../../spec';
import { Inexpressible, outcomeOf, PINS, pinOf, type Bench, type MapFacts } from '../bench';
import { objectName } from '../objects';
import { seenBtfs, seenLinks, seenMaps } from '../seen';
import { describing } from './mapCreate';
import { step, type Step } from './step';

async function homeOf(bench: Bench, type: string): Promise<MapFacts['btf'] | undefined> {
  if (typesOf('vmlinux').some(({ name }) => name === type)) return 'vmlinux';
  const names = (await seenBtfs(bench)).flatMap(({ kernel, name }) => (kernel ? [name] : []));
  return names.find(describing);
}

/** bpftool refuses 0 without asking the kernel; ids are handed out from 1 on, and no machine gets this far. */
const ABSENT_ID = 0x7fffffff;

const highestMap = async (bench: Bench): Promise<number> => Math.max(0, ...(await seenMaps(bench)).map(({ id }) => id));

/** "Registered TYPE soc_map id 5", "Registered TYPE soc_map map id 5 link id 6". */
const idTold = (text: string): number | undefined => {
  const id = /^Registered .*? id (\d+)/m.exec(text)?.[1];
  return id === undefined ? undefined : Number(id);
};

/** Puts down what the kernel shows of it: bpftool 7.5 dies before it tells, over every type of a module. */
async function look(bench: Bench, path: string, before: number): Promise<number | undefined> {
  const link =
    path === '' ? undefined : (await seenLinks(bench)).find(({ pinned }) => pinned.includes(pinOf(PINS, path)));
  if (link !== undefined && !bench.pins.has(path)) bench.pins.set(path, { kind: 'link', id: link.id });
  const newest = await highestMap(bench);
  return newest > before ? newest : undefined;
}

const register = step(loaderRegister, async (bench, { type, link, path, run, tag }, operation): Promise<Outcome> => {
  const before = await highestMap(bench);
  const object = `${bench.places.objects}/${objectName({ type, link, value: { run, tag } })}`;
  const home = await homeOf(bench, type);
  const directory = path === '' ? [] : [`${PINS}/${path}`];
  // Without JSON: the ids are told in plain text only.
  const ended = await bench.exec('bpftool', 'struct_ops', 'register', object, ...directory);
  if (ended.kind === 'exited' && ended.status !== 0) return outcomeOf(ended);
  const name = bench.nameOf(operation);
  const id = idTold(`${ended.stdout}\n${ended.stderr}`) ?? (await look(bench, link ? path : '', before));
  if (ended.kind === 'exited') await look(bench, link ? path : '', before);
  if (id === undefined) bench.unknown.add(name);
  else {
    bench.handles.set(name, { kind: 'map', id });
    if (home !== undefined) bench.maps.set(id, { type, btf: home });
  }
  return outcomeOf(ended, { id: id ?? 0 });
});

const unregister = step(loaderUnregister, async (bench, { of }): Promise<Outcome> => {
  const handle = bench.handles.get(of);
  if (bench.unknown.has(of)) throw new Inexpressible(`the id of ${of} was never told`);
  const id = handle?.kind === 'map' ? handle.id : ABSENT_ID;
  return outcomeOf(await bench.exec('bpftool', 'struct_ops', 'unregister', 'id', String(id)));
});

export const loaderSteps: readonly Step[] = [register, unregister];
