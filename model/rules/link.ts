// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Links: kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_link_create(), _map_link_update(), _map_link_detach().
import { ERRNO, linkCreate, linkDetach, linkPoll, linkUpdate } from '../../spec';
import { attributes, descriptor, fileAt, handleOf, linkAt, mapAt, opened } from '../descriptor';
import { patch } from '../table';
import { release } from '../references';
import { accept, binds, refuse, rule, type Rule } from '../rule';
import type { Key, Link, State } from '../state';
import { register, regResult, replace, typeOf, unregister, updateResult } from '../subsystem';

/** bpf_struct_ops_valid_to_reg(). */
const validToReg = (state: State, name: string): boolean => {
  const { object } = mapAt(state, name);
  return object.link && object.phase === 'READY';
};

const create = rule(linkCreate, [
  ...attributes('LINK-CREATE-01'),
  ...descriptor<typeof linkCreate.parameters>(
    'LINK-CREATE-02',
    'prog',
    (args) => args.map,
    ({ args }) => args.attach !== 'struct_ops',
  ),
  refuse('LINK-CREATE-02', 'EINVAL', ({ args }) => args.attach !== 'struct_ops'),
  ...descriptor<typeof linkCreate.parameters>('LINK-CREATE-08', 'prog', (args) => args.map),
  refuse('LINK-CREATE-08', 'EINVAL', () => true),
  ...descriptor<typeof linkCreate.parameters>('LINK-CREATE-03', 'map', (args) => args.map),
  refuse('LINK-CREATE-04', 'EINVAL', ({ state, args }) => !validToReg(state, args.map)),
  accept('LINK-CREATE-06', ({ state, args, deviations }) => {
    const { key, object } = mapAt(state, args.map);
    const ret = regResult(state, object, deviations);
    return ret === 0 ? undefined : { ret, next: register(state, key, undefined, ret) };
  }),
  accept('LINK-CREATE-07', (call) => {
    const { key: map } = mapAt(call.state, call.args.map);
    const key = `link:${handleOf(call)}`;
    const told = binds(call, 'MOD-DETACH-03') ? undefined : key;
    const registered = register(call.state, map, told, 0);
    return opened(call, { ...registered, links: registered.links.put(key, { map }) }, { kind: 'link', key });
  }),
]);

const update = rule(linkUpdate, [
  ...attributes('LINK-UPDATE-01'),
  refuse('LINK-UPDATE-01', 'EINVAL', ({ args }) => args.flags === 'unknown'),
  ...descriptor<typeof linkUpdate.parameters>('LINK-UPDATE-02', 'link', (args) => args.link),
  ...descriptor<typeof linkUpdate.parameters>('LINK-UPDATE-03', 'map', (args) => args.map),
  ...descriptor<typeof linkUpdate.parameters>(
    'LINK-UPDATE-04',
    'map',
    (args) => args.old,
    ({ args }) => args.flags === 'replace',
  ),
  refuse('LINK-UPDATE-05', 'EINVAL', ({ args }) => args.flags !== 'replace' && args.old !== 'none'),
  refuse('LINK-UPDATE-06', 'EINVAL', ({ state, args }) => !validToReg(state, args.map)),
  refuse('LINK-UPDATE-07', 'EOPNOTSUPP', ({ state, args }) => !typeOf(state, mapAt(state, args.map).object).update),
  refuse('LINK-UPDATE-08', 'ENOLINK', ({ state, args }) => linkAt(state, args.link).object.map === undefined),
  refuse('LINK-UPDATE-09', 'EPERM', ({ state, args }) => {
    const current = linkAt(state, args.link).object.map;
    return args.flags === 'replace' && fileAt(state, args.old)?.key !== current;
  }),
  // The descriptor of a type belongs to one BTF object: the same name elsewhere is another type.
  refuse('LINK-UPDATE-10', 'EINVAL', ({ state, args }) => {
    const fresh = mapAt(state, args.map).object;
    const old = state.maps.get(linkAt(state, args.link).object.map ?? '');
    return fresh.btf !== old?.btf || fresh.type !== old.type;
  }),
  accept('LINK-UPDATE-11', ({ state, args }) => {
    const { link, fresh, old } = swap(state, args.link, args.map);
    const ret = updateResult(state, fresh.object, old.object);
    return ret === 0 ? undefined : { ret, next: replace(state, link, fresh.key, old.key, ret) };
  }),
  accept('LINK-UPDATE-12', ({ state, args }) => {
    const { link, fresh, old } = swap(state, args.link, args.map);
    const replaced = replace(state, link, fresh.key, old.key, 0);
    return { next: release({ ...replaced, links: patch(replaced.links, link, { map: fresh.key }) }) };
  }),
]);

/** The three parties of an update that the checks have let through. */
function swap(state: State, linkName: string, mapName: string) {
  const { key: link, object } = linkAt(state, linkName);
  const old = object.map === undefined ? undefined : state.maps.get(object.map);
  if (object.map === undefined || old === undefined) throw new Error(`${link} has no map`);
  return { link, fresh: mapAt(state, mapName), old: { key: object.map, object: old } };
}

/** bpf_struct_ops_map_link_detach(): idempotent. */
export function detach(state: State, key: Key): State {
  const map = state.links.get(key)?.map;
  if (map === undefined) return state;
  const unregistered = unregister(state, map, key);
  const detached: Link = {};
  return release({ ...unregistered, links: unregistered.links.put(key, detached) });
}

const isDetached = (state: State, name: string): boolean => linkAt(state, name).object.map === undefined;

const detachByUser = rule(linkDetach, [
  ...attributes('LINK-DETACH-01'),
  ...descriptor<typeof linkDetach.parameters>('LINK-DETACH-01', 'link', (args) => args.link),
  refuse('LINK-DETACH-04', 'EOPNOTSUPP', () => true),
  accept('LINK-DETACH-03', ({ state, args }) => (isDetached(state, args.link) ? {} : undefined)),
  accept('LINK-DETACH-02', ({ state, args }) => ({ next: detach(state, linkAt(state, args.link).key) })),
]);

const poll = rule(linkPoll, [
  accept('LINK-POLL-02', ({ state, args }) => {
    const file = fileAt(state, args.link);
    if (file?.kind === 'link') return undefined;
    const closed = file === undefined && args.link !== 'none';
    return closed ? { ret: -ERRNO.EBADF } : { value: { hup: false } };
  }),
  accept('LINK-POLL-03', () => ({ value: { hup: false } })),
  accept('LINK-POLL-01', ({ state, args }) => ({ value: { hup: isDetached(state, args.link) } })),
]);

export const linkRules: readonly Rule[] = [create, update, detachByUser, poll];
