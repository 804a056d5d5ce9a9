// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Links: what create, update and detach do one after the other, most of it under update_mutex.
import type { ClauseId, ModuleName } from '../../../spec';
import { patch } from '../../table';
import type { Transition } from '../../rule';
import type { Key, State } from '../../state';
import { unregister } from '../../subsystem';
import { allowedNow, end, ended, keyAt, on, wordOf, type Move, type Stage, type Turn } from '../stage';
import {
  dropUpdateMutex,
  hold,
  holdMap,
  letGo,
  letGoOf,
  settleLeaving,
  takeUpdateMutex,
  withKernel,
  worldOf,
  type World,
} from '../world';
import { hasFiles, OPEN, silent } from './control';
import { logLine, newLines } from './logs';
import { ATTACHMENTS, COUNTS, REGISTRATIONS } from './observers';

/** Refusals before bpf_map_get() has taken a reference. */
const EARLY: ReadonlySet<ClauseId> = new Set<ClauseId>([
  'ATTR-01',
  ...(['LINK-CREATE-01', 'LINK-CREATE-02', 'LINK-CREATE-03', 'LINK-CREATE-08'] as const),
  ...(['LINK-UPDATE-01', 'LINK-UPDATE-02', 'LINK-UPDATE-03'] as const),
]);

/** bpf_map_get() of the map that an argument names. */
const withMap = ({ world, operation, slot }: Turn, name: string): World =>
  withKernel(world, holdMap(world.kernel, slot, name, keyAt(world, operation.args[name]), false));

function getMap(turn: Turn): readonly Move[] {
  return allowedNow(turn, turn.operation).map((transition) =>
    EARLY.has(transition.clause) ? ended(turn.world, transition) : on(withMap(turn, 'map')),
  );
}

/** Whether update_mutex is free, or this slot's own. */
const mayEnter = ({ world, slot }: Turn): boolean => world.updateMutex === undefined || world.updateMutex === slot;

/** What failed has still to put the maps. */
const refused = (world: World, { clause, ret, next }: Transition, to: number): Move => ({
  ...on(withKernel(world, next), { clause, ret }),
  to,
});

const putMaps = ({ world, data }: Turn): readonly Move[] => [
  end(world, { clause: data['clause'] as ClauseId, ret: Number(data['ret']) }),
];

function create(turn: Turn): readonly Move[] {
  if (!mayEnter(turn)) return [];
  return allowedNow(turn, turn.operation).map((transition) =>
    transition.ret === 0 ? ended(turn.world, transition) : refused(turn.world, transition, 2),
  );
}

export const CREATE: readonly Stage[] = [
  { kernel: 'bpf_struct_ops_link_create(): bpf_map_get()', tells: COUNTS, run: getMap },
  { kernel: 'bpf_struct_ops_link_create(): update_mutex, reg()', tells: COUNTS, logs: true, run: create },
  { kernel: 'bpf_struct_ops_link_create(): err_out: bpf_map_put()', tells: [], run: putMaps },
];

/** Refusals while only the new map is held. */
const HALFWAY: ReadonlySet<ClauseId> = new Set<ClauseId>(['LINK-UPDATE-04', 'LINK-UPDATE-05']);

function getOldMap(turn: Turn): readonly Move[] {
  const { world, operation } = turn;
  return allowedNow(turn, operation).map((transition) => {
    if (HALFWAY.has(transition.clause)) return refused(world, transition, PUT_NEW);
    return on(world.kernel.files.get(wordOf(operation, 'old'))?.kind === 'map' ? withMap(turn, 'old') : world);
  });
}

/** Decided before update_mutex is taken. */
const UNLOCKED: ReadonlySet<ClauseId> = new Set<ClauseId>(['LINK-UPDATE-06', 'LINK-UPDATE-07']);

function tell(turn: Turn): readonly Move[] {
  const { world, operation, slot } = turn;
  return allowedNow(turn, operation).flatMap((transition): Move[] => {
    if (!UNLOCKED.has(transition.clause) && !mayEnter(turn)) return [];
    if (transition.ret !== 0) return [refused(world, transition, PUT_OLD)];
    if (transition.clause !== 'LINK-UPDATE-12') return [ended(world, transition)];
    return [on(takeUpdateMutex(withKernel(world, told(world.kernel, transition)), slot))];
  });
}

/** The subsystem knows the new value; the link still has the old map. */
function told(kernel: State, { next }: Transition): State {
  const logged = newLines(kernel, next).reduce(logLine, worldOf(kernel)).kernel;
  const modules = logged.modules.map((instance, name) => {
    const registrations = next.modules.get(name)?.registrations;
    return registrations === undefined ? instance : { ...instance, registrations };
  });
  return { ...logged, modules };
}

/** bpf_map_inc(): the reference is the link's from the next stage on. */
function increment({ world, operation, slot }: Turn): readonly Move[] {
  const map = keyAt(world, operation.args['map']);
  return [on(withKernel(world, holdMap(world.kernel, slot, 'linked', map, false)))];
}

/** rcu_assign_pointer(): the link has the new map, and its reference on the old one is still to be dropped. */
function swing({ world, operation, slot }: Turn): readonly Move[] {
  const link = keyAt(world, operation.args['link']);
  const old = world.kernel.links.get(link)?.map ?? '';
  const held = holdMap(world.kernel, slot, 'replaced', old, false);
  const links = patch(held.links, link, { map: keyAt(world, operation.args['map']) });
  return [on(withKernel(world, letGoOf({ ...held, links }, slot, 'linked')))];
}

function putReplaced({ world, slot }: Turn): readonly Move[] {
  const kernel = letGoOf(world.kernel, slot, 'replaced');
  return [on(dropUpdateMutex(withKernel(world, kernel)), { clause: 'LINK-UPDATE-12', ret: 0 })];
}

const putOldMap = ({ world, slot, data }: Turn): readonly Move[] => [
  on(withKernel(world, letGoOf(world.kernel, slot, 'old')), data),
];

/** The link, too, is held until the end: whoever closed it meanwhile finds it registered. */
const INSIDE = [...ATTACHMENTS, ...COUNTS, ...REGISTRATIONS, 'module.log'];

export const UPDATE: readonly Stage[] = [
  { kernel: 'link_update_map(): bpf_map_get(new_map_fd)', tells: COUNTS, run: getMap },
  { kernel: 'link_update_map(): bpf_map_get(old_map_fd)', tells: COUNTS, run: getOldMap },
  {
    kernel: 'bpf_struct_ops_map_link_update(): update()',
    tells: [...ATTACHMENTS, ...COUNTS, ...REGISTRATIONS],
    logs: true,
    run: tell,
  },
  { kernel: 'bpf_struct_ops_map_link_update(): bpf_map_inc(new_map)', tells: COUNTS, run: increment },
  { kernel: 'bpf_struct_ops_map_link_update(): rcu_assign_pointer()', tells: INSIDE, run: swing },
  { kernel: 'bpf_struct_ops_map_link_update(): bpf_map_put(old_map)', tells: INSIDE, run: putReplaced },
  { kernel: 'link_update_map(): bpf_map_put(old_map)', tells: COUNTS, run: putOldMap },
  { kernel: 'link_update_map(): bpf_map_put(new_map)', tells: [], run: putMaps },
];

/** Where in these a refused update goes on. */
const PUT_OLD = 6;
const PUT_NEW = 7;

/** bpf_struct_ops_map_link_detach() of a link, with the clause that its caller decides by. */
function unreg({ world, slot }: Turn, link: Key, transition: Transition): Move {
  const map = world.kernel.links.get(link)?.map;
  if (map === undefined) return end(world, transition);
  const called = unregister(world.kernel, map, link);
  const kernel = { ...called, leaving: [...(called.leaving ?? []), link] };
  const { clause, ret } = transition;
  return on(takeUpdateMutex(withKernel(world, kernel), slot), { link, clause, ret });
}

/** RCU_INIT_POINTER(st_link->map, NULL): the reference on the map is still to be dropped. */
function clear({ world, slot, data }: Turn): readonly Move[] {
  const link = data['link'] as Key;
  const map = world.kernel.links.get(link)?.map ?? '';
  const held = holdMap(world.kernel, slot, 'detached', map, false);
  return [on(withKernel(world, settleLeaving({ ...held, links: held.links.put(link, {}) })), data)];
}

function drop({ world, slot, data }: Turn): readonly Move[] {
  const kernel = letGo(world.kernel, slot, 'later');
  const ending = { clause: data['clause'] as ClauseId, ret: Number(data['ret']) };
  return [end(dropUpdateMutex(withKernel(world, kernel)), ending)];
}

const detach = (turn: Turn): readonly Move[] =>
  allowedNow(turn, turn.operation).flatMap((transition): Move[] => {
    if (transition.ret !== 0) return [ended(turn.world, transition)];
    return mayEnter(turn) ? [unreg(turn, keyAt(turn.world, turn.operation.args['link']), transition)] : [];
  });

const DETACHING: readonly Stage[] = [
  {
    kernel: 'bpf_struct_ops_map_link_detach(): RCU_INIT_POINTER()',
    tells: COUNTS,
    run: clear,
  },
  { kernel: 'bpf_struct_ops_map_link_detach(): bpf_map_put()', tells: [], run: drop },
];

const UNREG = { tells: [...ATTACHMENTS, ...COUNTS, ...REGISTRATIONS], logs: true } as const;

export const DETACH: readonly Stage[] = [
  { kernel: 'bpf_struct_ops_map_link_detach(): unreg()', ...UNREG, run: detach },
  ...DETACHING,
];

/** The link that the module's list has as the newest of the type, held. */
function find(turn: Turn): readonly Move[] {
  const { world, operation, slot, data } = turn;
  if (!hasFiles(world, data['name'] as ModuleName)) return [silent(world)];
  return allowedNow(turn, operation).map((transition) => {
    const link = detachedBy(world.kernel, transition.next);
    if (transition.ret !== 0 || link === undefined) return ended(world, transition);
    const { kernel } = hold(world.kernel, slot, 'link', { kind: 'link', key: link });
    return on(withKernel(world, kernel), { link, clause: transition.clause, ret: 0 });
  });
}

const detachedBy = (before: State, after: State): Key | undefined =>
  before.links.keys.find((key) => before.links.get(key)?.map !== undefined && after.links.get(key)?.map === undefined);

function unregFound(turn: Turn): readonly Move[] {
  const { data, world, slot } = turn;
  if (!mayEnter(turn)) return [];
  const transition = { clause: data['clause'] as ClauseId, ret: 0, next: world.kernel };
  const move = unreg(turn, data['link'] as Key, transition);
  if (move.kind === 'on') return [move];
  return [{ ...move, world: withKernel(world, letGo(world.kernel, slot, 'later')) }];
}

/** By the module: the same on a link that it finds and holds for as long. */
export const MODULE_DETACH: readonly Stage[] = [
  OPEN,
  {
    kernel: 'docs/test-module.md: bpf_link_inc_not_zero()',
    tells: ['link.detach', 'module.detach', 'fd.close', 'pin.remove', 'link.create'],
    run: find,
  },
  { kernel: 'bpf_struct_ops_map_link_detach(): unreg()', ...UNREG, run: unregFound },
  ...DETACHING,
];

/** What a link shows while an operation is in the middle of changing it. */
function look(turn: Turn): readonly Move[] {
  const { world, operation } = turn;
  const link = keyAt(world, operation.args['link'] ?? operation.args['fd']);
  return allowedNow(turn, operation).map((transition) =>
    ended(world, { ...transition, clause: late(world, link) ?? transition.clause }),
  );
}

function late({ kernel }: World, link: Key): ClauseId | undefined {
  const map = kernel.links.get(link)?.map;
  if (map === undefined) return undefined;
  if (kernel.leaving?.includes(link) === true) return 'RACE-DETACH-01';
  const entries = kernel.modules.values.flatMap(({ registrations }) => registrations);
  return entries.some((entry) => entry.link === link && entry.map !== map) ? 'RACE-SWING-01' : undefined;
}

/** link.poll, and object.info of a link. */
export const LOOK: readonly Stage[] = [
  { kernel: 'bpf_struct_ops_map_link_poll(), bpf_struct_ops_map_link_fill_link_info()', tells: [], run: look },
];
