// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The subsystems' side of a registration: what reg(), update(), unreg() of each type do and what they remember.
// The types of the test module follow docs/test-module.md; tcp_congestion_ops follows net/ipv4/tcp_cong.c.
import { ERRNO, typeIn, type ModuleName, type StructOpsType } from '../spec';
import { NO_DEVIATIONS, type Deviations } from './deviations';
import { patch } from './table';
import type { Instance, Key, Registered, State, StructOpsMap } from './state';

/** The layout of a map's type. */
export function typeOf(state: State, map: StructOpsMap): StructOpsType {
  const type = typeIn(state.btfs.get(map.btf)?.name ?? '', map.type);
  if (type === undefined) throw new Error(`no type ${map.type} in ${map.btf}`);
  return type;
}

const number = (map: StructOpsMap, member: string): number => Number(map.value[member] ?? 0);
export const tagOf = (map: StructOpsMap): number => number(map, 'tag');

/** The module instance that a BTF object belongs to while it is loaded. */
export function instanceOf(state: State, btf: Key): Instance | undefined {
  const instance = state.modules.get(state.btfs.get(btf)?.name);
  return instance?.btf === btf ? instance : undefined;
}

const ownerOf = (state: State, map: StructOpsMap): Instance | undefined => instanceOf(state, map.btf);

export function changeInstance(state: State, name: ModuleName, change: Partial<Instance>): State {
  return { ...state, modules: patch(state.modules, name, change) };
}

/**
 * The `struct bpf_struct_ops` behind a type: the first one registered for its struct (bpf_struct_ops_find()), so that
 * a twin that came first shadows plain.
 */
export function opsOf(state: State, btf: Key, type: string): string | undefined {
  if (state.btfs.get(btf)?.kind === 'vmlinux') return typeIn('vmlinux', type)?.name;
  return instanceOf(state, btf)?.registered.find(
    (object) => object === type || (type === 'plain' && object === 'twin'),
  );
}

export const opsName = (state: State, map: StructOpsMap): string => opsOf(state, map.btf, map.type) ?? map.type;

/** Adds lines to the log of the module that a map's type belongs to; types of vmlinux have no log. */
export function logged(state: State, map: StructOpsMap, ...lines: string[]): State {
  const owner = ownerOf(state, map);
  return owner === undefined ? state : changeInstance(state, owner.name, { log: [...owner.log, ...lines] });
}

/** The maps of a type that are registered now: INUSE ones, and those behind a link. */
function registeredMaps(state: State, like: StructOpsMap): StructOpsMap[] {
  const behindLinks = state.links
    .entries()
    .flatMap(([key, link]) =>
      link.map === undefined || state.leaving?.includes(key) === true ? [] : [state.maps.get(link.map)],
    );
  const inUse = state.maps.values.filter((map) => map.phase === 'INUSE');
  return [...behindLinks, ...inUse].filter(
    (map): map is StructOpsMap => map !== undefined && map.btf === like.btf && map.type === like.type,
  );
}

/** Whether a value has the ops that tcp_validate_congestion_control() wants. */
export function isComplete({ value }: StructOpsMap): boolean {
  const has = (member: string): boolean => typeof value[member] === 'string';
  return has('ssthresh') && has('undo_cwnd') && (has('cong_avoid') || has('cong_control'));
}

/** Whether another map of the type has registered a name. */
export const nameIsTaken = (state: State, map: StructOpsMap, name: unknown): boolean =>
  registeredMaps(state, map).some((other) => other.value['name'] === name);

/** Whether a kernel takes the owner member of a type for data: of a module's, whose struct module may be its own. */
export const ownerIsData = ({ home }: StructOpsType, deviations: Deviations): boolean =>
  home === 'module' && deviations.includes('owner-slot-by-id');

/** The result of reg(), before anything is changed. tcp_register_congestion_control() validates as well. */
export function regResult(state: State, map: StructOpsMap, deviations = NO_DEVIATIONS): number {
  const wanted = number(map, 'want_reg');
  if (wanted !== 0) return wanted;
  const type = typeOf(state, map);
  // The test module's looks whether the kernel has filled in the owner.
  if (ownerIsData(type, deviations) && type.members.some(({ role }) => role === 'owner')) return -ERRNO.ENXIO;
  if (type.exclusive === 'type' && registeredMaps(state, map).length > 0) return -ERRNO.EEXIST;
  if (type.name === 'tcp_congestion_ops' && !isComplete(map)) return -ERRNO.EINVAL;
  return type.exclusive === 'name' && nameIsTaken(state, map, map.value['name']) ? -ERRNO.EEXIST : 0;
}

/** The result of update(new, old), before anything is changed. */
export function updateResult(state: State, fresh: StructOpsMap, old: StructOpsMap): number {
  const wanted = number(fresh, 'want_update');
  if (wanted !== 0) return wanted;
  const renamed = fresh.value['name'] !== old.value['name'];
  return typeOf(state, fresh).exclusive === 'name' && renamed ? -ERRNO.EINVAL : 0;
}

/** reg() is called: logged whatever it returns, remembered when it returns 0. */
export function register(state: State, key: Key, link: Key | undefined, result: number): State {
  const map = state.maps.get(key);
  const owner = map && ownerOf(state, map);
  if (map === undefined || owner === undefined) return state;
  const name = opsName(state, map);
  const entry: Registered = { type: name, map: key, tag: tagOf(map), ...(link === undefined ? {} : { link }) };
  const after = logged(state, map, `reg ${name} ${tagOf(map)}`);
  if (result !== 0) return after;
  return changeInstance(after, owner.name, { registrations: [...owner.registrations, entry] });
}

/** What a link registered, or any of its map when the module was not told of links: the oldest is found first. */
const isOf = (entry: Registered, map: Key, link: Key | undefined): boolean =>
  entry.map === map && (entry.link === undefined || entry.link === link);

/** unreg() is called for what `link` registered, or for the map's own registration. */
export function unregister(state: State, key: Key, link?: Key): State {
  const map = state.maps.get(key);
  const owner = map && ownerOf(state, map);
  if (map === undefined || owner === undefined) return state;
  const at = owner.registrations.findIndex((entry) => isOf(entry, key, link));
  return changeInstance(logged(state, map, `unreg ${opsName(state, map)} ${tagOf(map)}`), owner.name, {
    registrations: owner.registrations.filter((_, index) => index !== at),
  });
}

/** update() is called for a link: the entry keeps its place. */
export function replace(state: State, link: Key, fresh: Key, old: Key, result: number): State {
  const map = state.maps.get(fresh);
  const before = state.maps.get(old);
  const owner = map && ownerOf(state, map);
  if (map === undefined || before === undefined || owner === undefined) return state;
  const after = logged(state, map, `update ${opsName(state, map)} ${tagOf(map)} ${tagOf(before)}`);
  if (result !== 0) return after;
  const at = owner.registrations.findIndex((entry) => isOf(entry, old, link));
  const registrations = owner.registrations.map((entry, index) =>
    index === at ? { ...entry, map: fresh, tag: tagOf(map) } : entry,
  );
  return changeInstance(after, owner.name, { registrations });
}
