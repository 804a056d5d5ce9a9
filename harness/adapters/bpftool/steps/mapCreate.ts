// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Making maps: bpftool loads an object that has nothing but a map, and pins it.
import { mapCreate, typesOf, type ModuleName, type Outcome } from '../../../../spec';
import { HANDLES, Inexpressible, outcomeOf, pinOf, type Bench, type MapFacts } from '../bench';
import { objectName } from '../objects';
import { seenBtfs, seenMap } from '../seen';
import { step, type Step } from './step';

/** The modules whose BTF describes the suite's types; libbpf takes the first of them that is there. */
export const describing = (name: string): name is ModuleName => name !== 'vmlinux' && typesOf(name).length > 0;

/** libbpf finds a type by name and not by BTF object, so the object that is meant must be the one that it finds. */
export async function foundIn(bench: Bench, btf: string, type: string): Promise<MapFacts['btf']> {
  const home = typesOf('vmlinux').some(({ name }) => name === type);
  if (btf === 'none') {
    if (home) return 'vmlinux';
    throw new Inexpressible(`vmlinux has no type ${type} for libbpf to find`);
  }
  const meant = bench.handles.get(btf);
  if (meant?.kind !== 'btf' || home) throw new Inexpressible(`libbpf does not look for ${type} in ${btf}`);
  const first = (await seenBtfs(bench)).find(({ kernel, name }) => kernel && describing(name));
  if (first?.id !== meant.id || !describing(meant.name))
    throw new Inexpressible(`libbpf does not find ${type} in ${btf} but elsewhere, or nowhere`);
  return meant.name;
}

const create = step(mapCreate, async (bench, { btf, type, link }, operation): Promise<Outcome> => {
  const facts: MapFacts = { type, btf: await foundIn(bench, btf, type) };
  const name = bench.nameOf(operation);
  const directory = `${HANDLES}/${name}`;
  const object = `${bench.places.objects}/${objectName({ type, link })}`;
  const ended = await bench.bpftool('prog', 'loadall', object, directory, 'pinmaps', directory);
  const path = pinOf(HANDLES, name);
  const seen = ended.kind === 'killed' || ended.status === 0 ? await seenMap(bench, path) : undefined;
  if (seen === undefined) return outcomeOf(ended);
  bench.maps.set(seen.id, facts);
  bench.handles.set(name, { kind: 'map', id: seen.id, path });
  return outcomeOf(ended, { id: seen.id });
});

export const mapCreateSteps: readonly Step[] = [create];
