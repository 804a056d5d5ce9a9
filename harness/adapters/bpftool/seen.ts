// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What bpftool says is there: maps, links, BTF objects.
import { z } from 'zod';
import { jsonOf, MAP_NAME, type Bench } from './bench';

const mapShape = z.object({
  id: z.int(),
  name: z.string().default(''),
  type: z.string(),
  flags: z.int(),
  bytes_value: z.int(),
});
const linkShape = z.object({
  id: z.int(),
  type: z.string(),
  map_id: z.int().default(0),
  pinned: z.array(z.string()).default([]),
});
const btfShape = z.object({ id: z.int(), kernel: z.boolean().default(false), name: z.string().default('') });

export type MapSeen = z.infer<typeof mapShape>;
export type LinkSeen = z.infer<typeof linkShape>;
export type BtfSeen = z.infer<typeof btfShape>;

/** All maps of the suite. */
export async function seenMaps(bench: Bench): Promise<readonly MapSeen[]> {
  const all = z
    .array(z.unknown())
    .catch([])
    .parse(jsonOf(await bench.bpftool('map', 'show')));
  return all.flatMap((each) => mapShape.safeParse(each).data ?? []).filter(isOurs);
}

const isOurs = ({ type, name }: MapSeen): boolean => type === 'struct_ops' && name === MAP_NAME;

/** The map behind a pin; undefined when there is none. */
export const seenMap = async (bench: Bench, path: string): Promise<MapSeen | undefined> =>
  mapShape.safeParse(jsonOf(await bench.bpftool('map', 'show', 'pinned', path))).data;

/** All struct_ops links but those of others, with the paths that they are pinned at. */
export async function seenLinks(bench: Bench): Promise<readonly LinkSeen[]> {
  const all = z
    .array(z.unknown())
    .catch([])
    .parse(jsonOf(await bench.bpftool('-f', 'link', 'show')));
  return all
    .flatMap((each) => linkShape.safeParse(each).data ?? [])
    .filter(({ type, id }) => type === 'struct_ops' && !bench.foreignLinks.has(id));
}

/** The link behind a pin; bpftool 7.5 prints it and then exits as if it had failed. */
export const seenLink = async (bench: Bench, path: string): Promise<LinkSeen | undefined> =>
  linkShape.safeParse(jsonOf(await bench.bpftool('link', 'show', 'pinned', path))).data;

/** The id of the program behind a pin; undefined when there is none. */
export const seenProg = async (bench: Bench, path: string): Promise<number | undefined> =>
  z.object({ id: z.int() }).safeParse(jsonOf(await bench.bpftool('prog', 'show', 'pinned', path))).data?.id;

/** All BTF objects, by ascending id. */
export async function seenBtfs(bench: Bench): Promise<readonly BtfSeen[]> {
  const all = z
    .array(z.unknown())
    .catch([])
    .parse(jsonOf(await bench.bpftool('btf', 'show')));
  return all.flatMap((each) => btfShape.safeParse(each).data ?? []).sort((a, b) => a.id - b.id);
}
