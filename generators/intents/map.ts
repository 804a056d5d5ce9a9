// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Maps: create them for types that are registered, fill them with the programs at hand.
import {
  mapBatch,
  mapCreate,
  mapDelete,
  mapFreeze,
  mapLookup,
  mapMmap,
  mapNest,
  mapNextKey,
  mapUpdate,
  typeIn,
  typesOf,
  type Member,
  type ProfileName,
  type StructOpsType,
} from '../../spec';
import { once, opsOf, type State } from '../../model';
import {
  has,
  intent,
  openFiles,
  openMaps,
  openProgs,
  openTypes,
  staleTypes,
  type Intent,
  type OpenMap,
  type OpenType,
  type Scene,
} from './intent';

/** User space's BTF objects that are open, for btf_fd. */
const userBtf = (state: State): string[] =>
  openFiles(state, 'btf').flatMap(({ handle, file }) => (state.btfs.get(file.key)?.kind === 'user' ? [handle] : []));

/** Maps of vmlinux's types need no module, so they wait until one is there, most of the time. */
const createWeight = (state: State, profile: ProfileName): number => {
  if (has(profile, 'REG-30') && !openTypes(state).some(({ name }) => name !== 'vmlinux')) return 1;
  return [12, 8, 6][openMaps(state).length] ?? 2;
};

/** Types that are there; now and then one that the BTF describes and nobody has registered, or whose module is gone. */
function typesThere({ state, random }: Scene, btf: OpenType | undefined): readonly StructOpsType[] {
  const described = typesOf(btf?.name ?? 'vmlinux');
  return random.chance(0.05)
    ? described
    : described.filter((type) => opsOf(state, btf?.key ?? 'btf:vmlinux', type.name));
}

const create = intent(mapCreate, createWeight, (scene) => {
  const { state, random, profile } = scene;
  const stale = random.chance(0.1) ? random.maybe(staleTypes(state)) : undefined;
  if (stale !== undefined) return { btf: stale.handle, type: random.pick(typesOf(stale.name)).name };
  // That vmlinux's types can be had by its BTF, too, is tried rarely.
  const btf = random.maybe(openTypes(state).filter(({ name }) => name !== 'vmlinux' || random.chance(0.2)));
  const useful = btf !== undefined && has(profile, 'REG-30');
  const module = useful && random.chance(0.9) ? btf : undefined;
  const types = typesThere(scene, module);
  const type =
    module === undefined && random.chance(0.8) ? typeIn('vmlinux', 'tcp_congestion_ops') : random.maybe(types);
  if (type === undefined) return undefined;
  const user = random.chance(0.2) ? random.maybe(userBtf(state)) : undefined;
  return {
    btf: module?.handle ?? 'none',
    type: type.name,
    ...(random.chance(has(profile, 'LINK-CREATE-07') ? 0.65 : 0.05) ? { link: true } : {}),
    ...(user === undefined ? {} : { user }),
  };
});

/** What the test asks for is asked for in the value; mostly it asks for nothing. */
const WANTED: Readonly<Record<string, readonly number[]>> = {
  want_init: [-12, 3],
  want_validate: [-1, 3],
  want_reg: [-13, 5],
  want_update: [-11, 4],
};

function memberValue({ state, random }: Scene, target: OpenMap, member: Member): string | number | undefined {
  if (member.role === 'tag') return random.between(1, 9);
  if (member.role === 'name') return random.between(1, 3);
  if (member.role === 'want') return random.chance(0.12) ? random.pick(WANTED[member.name] ?? [0]) : undefined;
  if (member.role !== 'function') return undefined;
  // What looks alike must be refused: programs of another module's type of the same name or of an earlier load's, of
  // another type's member of that name, or of another member.
  const lookalike = random.chance(0.06);
  const fitting = openProgs(state, (prog) => {
    const fits = prog.btf === target.map.btf && prog.type === target.map.type && prog.member === member.name;
    return lookalike ? !fits : fits;
  });
  return random.chance(0.85) ? random.maybe(fitting)?.handle : undefined;
}

/** An empty map whose type validates nothing, or that has the programs it needs. */
const fillable = once((state: State) =>
  openMaps(state, (map) => map.phase === 'INIT' && (map.type !== 'tcp_congestion_ops' || hasTcpPrograms(state))),
);

const hasTcpPrograms = (state: State): boolean =>
  ['ssthresh', 'undo_cwnd', 'cong_avoid'].every(
    (member) => openProgs(state, (prog) => prog.member === member).length > 0,
  );

const updateWeight = (state: State): number => (fillable(state).length > 0 ? 12 : 1);

const update = intent(mapUpdate, updateWeight, (scene) => {
  const { state, random } = scene;
  const empty = fillable(state);
  const target = empty.length > 0 && random.chance(0.9) ? random.pick(empty) : random.maybe(openMaps(state));
  if (target === undefined) return undefined;
  const type = typeIn(state.btfs.get(target.map.btf)?.name ?? '', target.map.type);
  const value: Record<string, string | number> = {};
  for (const member of type?.members ?? []) {
    const word = memberValue(scene, target, member);
    if (word !== undefined) value[member.name] = word;
  }
  return { map: target.handle, ...(Object.keys(value).length === 0 ? {} : { value }) };
});

const usedMaps = once((state: State) => openMaps(state, (map) => map.phase === 'INUSE'));

const deleteWeight = (state: State): number => (usedMaps(state).length > 0 ? 4 : 1);

const remove = intent(mapDelete, deleteWeight, ({ state, random }) => {
  const used = usedMaps(state);
  const target = used.length > 0 && random.chance(0.8) ? random.pick(used) : random.maybe(openMaps(state));
  return target && { map: target.handle };
});

const onMap = ({ state, random }: Scene) => {
  const target = random.maybe(openMaps(state));
  return target && { map: target.handle };
};

const nextKey = intent(mapNextKey, 0.7, (scene) => {
  const target = onMap(scene);
  const key = scene.random.pick(['null', 'zero', 'other']);
  return target && { ...target, ...(key === 'null' ? {} : { key }) };
});

const batch = intent(mapBatch, 0.7, (scene) => {
  const target = onMap(scene);
  const verb = scene.random.pick(['lookup', 'update', 'delete', 'lookup_and_delete', 'lookup_and_delete_elem']);
  return target && { ...target, verb };
});

export const mapIntents: readonly Intent[] = [
  create,
  update,
  remove,
  intent(mapLookup, 4, onMap),
  nextKey,
  batch,
  intent(mapFreeze, 0.5, onMap),
  intent(mapMmap, 0.3, onMap),
  intent(mapNest, 0.3, onMap),
];
