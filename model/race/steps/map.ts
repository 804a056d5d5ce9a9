// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Maps: what update, delete and lookup do one after the other.
import type { ClauseId, Json } from '../../../spec';
import type { Pattern } from '../../pattern';
import { patch } from '../../table';
import type { Transition } from '../../rule';
import type { Key, State } from '../../state';
import { unregister } from '../../subsystem';
import { allowedNow, end, ended, keyAt, on, wordOf, type Move, type Stage, type Turn } from '../stage';
import { dropMapLock, holdMap, isHolding, letGo, takeMapLock, unregisterHeld, withKernel } from '../world';
import { logLine, newLines, unlogged, type Line } from './logs';
import { COUNTS, REFERENCES, REGISTRATIONS, STATES } from './observers';

const theMap = ({ world, operation }: Turn): Key => keyAt(world, operation.args['map']);

/** Checks that come before st_map->lock is taken. */
const UNLOCKED: ReadonlySet<ClauseId> = new Set<ClauseId>([
  'ATTR-01',
  'MAP-UPDATE-01',
  'MAP-UPDATE-02',
  'MAP-UPDATE-03',
  'MAP-UPDATE-04',
  'MAP-UPDATE-05',
  'MAP-UPDATE-06',
  'MAP-UPDATE-07',
  'MAP-UPDATE-08',
  'MAP-UPDATE-09',
  'MAP-UPDATE-10',
]);

const isReg = ({ text }: Line): boolean => text.startsWith('reg ');
const REGISTERS: ReadonlySet<ClauseId> = new Set<ClauseId>(['MAP-UPDATE-23', 'MAP-UPDATE-24']);

/** A map without BPF_F_LINK whose update got as far as reg(). */
const registers = ({ clause }: Transition): boolean => REGISTERS.has(clause);

function lock(turn: Turn): readonly Move[] {
  const { world, operation, slot } = turn;
  return allowedNow(turn, operation).flatMap((transition): Move[] => {
    const key = theMap(turn);
    if (UNLOCKED.has(transition.clause)) return [ended(world, transition)];
    if (world.mapLocks.has(key)) return [];
    if (transition.clause === 'MAP-UPDATE-12') return [ended(world, transition)];
    const all = turn.logsAreRead ? newLines(world.kernel, transition.next) : [];
    const lines = all.filter((line) => !isReg(line));
    return [on(takeMapLock(world, key, slot), { lines: lines as unknown as Json, key })];
  });
}

/** init_member() of each member, and validate(). */
function callback({ world, data }: Turn): readonly Move[] {
  const [line, ...rest] = data['lines'] as unknown as readonly Line[];
  if (line === undefined) return [on(world, data)];
  const logged = logLine(world, line);
  const moved = on(logged, { ...data, lines: rest as unknown as Json });
  return [rest.length === 0 ? moved : { ...moved, to: 1 }];
}

function register(turn: Turn): readonly Move[] {
  const { world, operation, slot, data } = turn;
  const key = data['key'] as Key;
  return allowedNow(turn, operation).map((transition) => {
    const reg = newLines(world.kernel, transition.next).filter(isReg);
    const next = unlogged(world.kernel, transition.next);
    const logged = reg.reduce(logLine, withKernel(world, next));
    if (!registers(transition) || transition.ret !== 0) return end(dropMapLock(logged, key), transition);
    const early = { ...logged.kernel, maps: patch(logged.kernel.maps, key, { phase: 'INIT' as const }) };
    return on(withKernel(world, holdMap(early, slot, 'reg', key, true)), data);
  });
}

function publish({ world, slot, data }: Turn): readonly Move[] {
  const key = data['key'] as Key;
  const used = { ...world.kernel, maps: patch(world.kernel.maps, key, { phase: 'INUSE' as const }) };
  const done = dropMapLock(withKernel(world, letGo(used, slot)), key);
  return [end(done, { clause: 'MAP-UPDATE-24', ret: 0 })];
}

export const UPDATE: readonly Stage[] = [
  { kernel: 'bpf_struct_ops_map_update_elem(): mutex_lock(&st_map->lock)', tells: [], logs: true, run: lock },
  { kernel: 'bpf_struct_ops_map_update_elem(): init_member(), validate()', tells: [], logs: true, run: callback },
  {
    kernel: 'bpf_struct_ops_map_update_elem(): reg()',
    tells: [...STATES, ...REGISTRATIONS],
    logs: true,
    run: register,
  },
  { kernel: 'bpf_struct_ops_map_update_elem(): smp_store_release()', tells: [], run: publish },
];

/** Whether another operation has registered the map without its state showing it, or not yet taken it back. */
export const isRegisteredBy = (kernel: State, map: Key): boolean =>
  kernel.links
    .entries()
    .some(([key, link]) => link.map === map && isHolding(key) && kernel.leaving?.includes(key) !== true);

function exchange(turn: Turn): readonly Move[] {
  const { world, operation, slot } = turn;
  const key = theMap(turn);
  return allowedNow(turn, operation).map((transition) => {
    if (transition.ret === 0) {
      const held = holdMap(world.kernel, slot, 'unreg', key, true);
      return on(withKernel(world, { ...held, maps: patch(held.maps, key, { phase: 'TOBEFREE' as const }) }), { key });
    }
    return ended(world, { ...transition, clause: early(transition.clause, isRegisteredBy(world.kernel, key)) });
  });
}

/** The clause that allows a refusal while another thread is between the state and the subsystem. */
function early(clause: ClauseId, isRegistered: boolean): ClauseId {
  if (clause === 'MAP-DELETE-07' && isRegistered) return 'RACE-DELETE-01';
  return clause === 'MAP-DELETE-08' && isRegistered ? 'RACE-UPDATE-01' : clause;
}

function unreg({ world, slot, data }: Turn): readonly Move[] {
  const called = unregister(world.kernel, data['key'] as Key);
  return [on(withKernel(world, unregisterHeld(called, slot, 'unreg')), data)];
}

const put = ({ world, slot }: Turn): readonly Move[] => [
  end(withKernel(world, letGo(world.kernel, slot)), { clause: 'MAP-DELETE-06', ret: 0 }),
];

export const DELETE: readonly Stage[] = [
  {
    kernel: 'bpf_struct_ops_map_delete_elem(): cmpxchg()',
    tells: [...STATES, ...REGISTRATIONS],
    logs: true,
    run: exchange,
  },
  { kernel: 'bpf_struct_ops_map_delete_elem(): unreg()', tells: COUNTS, logs: true, run: unreg },
  { kernel: 'bpf_struct_ops_map_delete_elem(): bpf_map_put()', tells: [], run: put },
];

/** A value as map.lookup and pin.read show it. */
interface Shown {
  readonly state: number | string;
  readonly refcnt: number;
  readonly members?: Pattern;
}

const shown = ({ value }: Transition): Shown | undefined =>
  value !== null && typeof value === 'object' && 'refcnt' in value ? (value as unknown as Shown) : undefined;

const isInit = (state: number | string): boolean => state === 0 || state === 'BPF_STRUCT_OPS_STATE_INIT';

/** map->usercnt, as far as it changes: descriptors and pins. */
function users({ files, pins }: State, key: Key): number {
  const of = files.entries().filter(([name, file]) => file.key === key && !/^\d+\//.test(name));
  return of.length + pins.values.filter((pin) => pin.key === key).length;
}

const read = ({ world, operation }: Turn): Key =>
  operation.args['map'] === undefined
    ? (world.kernel.pins.get(wordOf(operation, 'path'))?.key ?? '')
    : keyAt(world, operation.args['map']);

function loadState(turn: Turn): readonly Move[] {
  const { world, operation } = turn;
  const key = read(turn);
  return allowedNow(turn, operation).map((transition) => {
    const value = shown(transition);
    if (value === undefined) return ended(world, transition);
    if (isInit(value.state)) {
      const clause = isRegisteredBy(world.kernel, key) ? 'RACE-UPDATE-01' : transition.clause;
      return ended(world, { ...transition, clause });
    }
    return on(world, { key, value: value as unknown as Json, clause: transition.clause });
  });
}

function loadReferences(turn: Turn): readonly Move[] {
  const { world, operation, data } = turn;
  const [now] = allowedNow(turn, operation).map(shown);
  if (now === undefined) throw new Error('a map that is held cannot be read');
  const { links, leaving = [] } = world.kernel;
  const inside = links
    .entries()
    .some(([link, { map }]) => map === data['key'] && (isHolding(link) || leaving.includes(link)));
  const users1 = users(world.kernel, data['key'] as Key);
  return [on(world, { ...data, refcnt: now.refcnt, later: now.state, users: users1, inside })];
}

function loadUsers({ world, data }: Turn): readonly Move[] {
  const value = data['value'] as unknown as Shown;
  const off = Number(data['users']) - users(world.kernel, data['key'] as Key);
  const moved = off !== 0 || data['later'] !== value.state;
  const clause = moved ? 'RACE-LOOKUP-01' : data['inside'] === true ? 'RACE-LOOKUP-02' : (data['clause'] as ClauseId);
  const refcnt = Math.max(0, Number(data['refcnt']) + off);
  return [end(world, { clause, ret: 0, value: { ...value, refcnt } })];
}

/** Of map.lookup and of pin.read, which calls the same function. */
export const LOOKUP: readonly Stage[] = [
  { kernel: 'bpf_struct_ops_map_sys_lookup_elem(): smp_load_acquire()', tells: REFERENCES, run: loadState },
  { kernel: 'bpf_struct_ops_map_sys_lookup_elem(): map->refcnt', tells: REFERENCES, run: loadReferences },
  { kernel: 'bpf_struct_ops_map_sys_lookup_elem(): map->usercnt', tells: [], run: loadUsers },
];
