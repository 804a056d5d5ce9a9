// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Loading and removing modules: what finit_module() and delete_module() do one after the other.
import { ERRNO, MODULES, type ClauseId, type ModuleName } from '../../../spec';
import { moduleReferences } from '../../references';
import type { Transition } from '../../rule';
import { withoutBtf } from '../../rules/registration';
import { allowedNow, end, ended, on, type Ending, type Move, type Stage, type Turn } from '../stage';
import { COMING, FAILING, GOING, type Window } from '../window';
import { isHolding, withKernel, type World } from '../world';
import { endingOf, initOf, register } from './init';
import { MODULE_COUNTS, MODULE_USERS } from './observers';

export const moduleOf = ({ operation }: Turn): ModuleName | undefined =>
  MODULES.find((name) => name === operation.args['name']);

const nameOf = (turn: Turn): ModuleName => {
  const name = moduleOf(turn);
  if (name === undefined) throw new Error(`${turn.operation.op} names no module`);
  return name;
};

const refused = (world: World, clause: ClauseId, errno: keyof typeof ERRNO): Move =>
  end(world, { clause, ret: -ERRNO[errno] });

function show(world: World, name: ModuleName, window: Window): World {
  return { ...world, windows: world.windows.put(name, window) };
}

function close(world: World, name: ModuleName): World {
  return { ...world, windows: world.windows.omit(name) };
}

function begin(turn: Turn): readonly Move[] {
  const { world, operation, slot } = turn;
  const name = nameOf(turn);
  const window = world.windows.get(name);
  const waiting = world.loading.get(name);
  return allowedNow(turn, operation).map((transition) => {
    const { clause, ret } = transition;
    if (clause === 'MOD-LOAD-01' || clause === 'MOD-LOAD-02') return ended(world, transition);
    if (waiting !== undefined)
      return { ...on({ ...world, loading: world.loading.put(name, [...waiting, slot]) }), to: AWAKE };
    const first: Turn = { ...turn, world: { ...world, loading: world.loading.put(name, []) } };
    if (window !== undefined) return completes(first.world, { clause: 'MOD-LOAD-06', ret: -ERRNO.EBUSY });
    return clause === 'MOD-LOAD-04' ? completes(first.world, { clause, ret }) : start(first, transition);
  });
}

/** It is decided what the load returns, but others of the same file may still come to wait for it. */
const completes = (world: World, { clause, ret }: Ending): Move => ({ ...on(world, { clause, ret }), to: COMPLETE });

/** To the sequential machine the module is loaded from here on; its window says who sees what of it. */
function start(turn: Turn, transition: Transition): Move {
  const { world, operation, model } = turn;
  const name = nameOf(turn);
  const { clause, ret, next } = transition;
  const formed = show(form(world, name, next.loads), name, COMING.formed);
  // Without register_bpf_struct_ops(), or without the BTF that it asks for, nothing is registered.
  const none = clause === 'MOD-LOAD-12' || (!hasBtf(name) && withoutBtf(model.profile.name).ret !== 0);
  return on(formed, none ? { left: [], result: ret, clause } : { ...initOf(operation, name) });
}

const hasBtf = (name: ModuleName): boolean => name !== 'soc_n';

/** An instance that has registered nothing yet. A load that will fail is there for a while too, with its BTF. */
function form({ kernel, ...rest }: World, name: ModuleName, loads: number): World {
  const btf = `btf:${name}#${String(loads)}`;
  const instance = { name, registered: [], failedOnce: false, registrations: [], log: [], pendingPuts: 0 };
  const formed = {
    ...kernel,
    loads,
    modules: kernel.modules.put(name, hasBtf(name) ? { ...instance, btf } : instance),
    btfs: hasBtf(name) ? kernel.btfs.put(btf, { kind: 'module' as const, name, live: true }) : kernel.btfs,
  };
  return { ...rest, kernel: formed };
}

const becomes =
  (window: Window) =>
  (turn: Turn): readonly Move[] => [on(show(turn.world, nameOf(turn), window), turn.data)];

function init(turn: Turn): readonly Move[] {
  const { world, data, model } = turn;
  const name = nameOf(turn);
  const [type, ...left] = data['left'] as readonly string[];
  if (type === undefined) return [initReturns(turn, world, Number(data['result']))];
  const { kernel, ret } = register(model, world.kernel, name, type);
  const registered = withKernel(world, kernel);
  if (ret < 0) return [initReturns(turn, registered, ret)];
  return [{ ...on(registered, { ...data, left }), to: INIT }];
}

/** An init that failed has removed its control files itself. */
function initReturns(turn: Turn, world: World, result: number): Move {
  const { clause, ret } = endingOf(turn.model, result);
  const data = { clause: turn.data['clause'] ?? clause, ret };
  if (result >= 0) return on(show(world, nameOf(turn), COMING.live), data);
  return { ...on(show(world, nameOf(turn), COMING.shown), data), to: FAILED };
}

/** The load returns, and with it those that waited for it. */
function complete({ world, data, ...turn }: Turn): readonly Move[] {
  const name = nameOf({ world, data, ...turn });
  const ending = { clause: data['clause'] as ClauseId, ret: Number(data['ret']) };
  const waiting = world.loading.get(name) ?? [];
  const woken = waiting.reduce((table, slot) => table.put(String(slot), ending.ret), world.woken);
  const loading = world.loading.omit(name);
  return [end({ ...world, loading, woken }, ending)];
}

const loaded = (turn: Turn): readonly Move[] => [{ ...on(close(turn.world, nameOf(turn)), turn.data), to: COMPLETE }];

/** Nothing of a load that failed remains, but its BTF object may be held open. */
function gone({ world, data, ...turn }: Turn): readonly Move[] {
  const name = nameOf({ world, data, ...turn });
  return [on(close(withKernel(world, removed(world, name)), name), data)];
}

function removed({ kernel }: World, name: ModuleName): World['kernel'] {
  const instance = kernel.modules.get(name);
  const btf = instance?.btf === undefined ? undefined : kernel.btfs.get(instance.btf);
  const btfs =
    instance?.btf === undefined || btf === undefined
      ? kernel.btfs
      : kernel.btfs.put(instance.btf, { ...btf, live: false });
  return { ...kernel, btfs, modules: kernel.modules.omit(name) };
}

function awake({ world, slot }: Turn): readonly Move[] {
  const ret = world.woken.get(String(slot));
  if (ret === undefined) return [];
  return [end({ ...world, woken: world.woken.omit(String(slot)) }, { clause: 'MOD-LOAD-03', ret })];
}

const shows = { tells: MODULE_USERS } as const;

/** Stages that others go to by number. */
const INIT = 4;
const FAILED = 7;
const COMPLETE = 12;
const AWAKE = 13;

export const LOAD: readonly Stage[] = [
  { kernel: 'add_unformed_module(), complete_formation()', ...shows, run: begin },
  { kernel: 'btf_module_notify(MODULE_STATE_COMING)', ...shows, run: becomes(COMING.notified) },
  { kernel: 'mod_sysfs_setup()', ...shows, run: becomes(COMING.shown) },
  { kernel: 'do_init_module(): control files', ...shows, run: becomes(COMING.initialising) },
  { kernel: 'do_init_module(): register_bpf_struct_ops()', ...shows, logs: true, run: init },
  { kernel: 'do_init_module(): btf_module_notify(MODULE_STATE_LIVE)', ...shows, run: becomes(COMING.usable) },
  { kernel: 'do_init_module(): module_put()', ...shows, run: loaded },
  { kernel: 'do_init_module(): MODULE_STATE_GOING of a failed init', ...shows, run: becomes(FAILING.failed) },
  { kernel: 'do_init_module(): module_put() of a failed init', ...shows, run: becomes(FAILING.put) },
  { kernel: 'btf_module_notify(MODULE_STATE_GOING)', ...shows, run: becomes(FAILING.notified) },
  { kernel: 'free_module(): mod_sysfs_teardown()', ...shows, run: becomes(FAILING.unformed) },
  { kernel: 'free_module()', ...shows, run: gone },
  { kernel: 'idempotent_complete()', tells: [], run: complete },
  { kernel: 'idempotent_wait_for_completion()', tells: [], run: awake },
];

/** Whether only operations in progress hold a module. */
const onlyHeld = ({ kernel }: World, name: ModuleName): boolean =>
  kernel.maps.entries().every(([key, { btf }]) => btf !== kernel.modules.get(name)?.btf || isHolding(key));

function stop(turn: Turn): readonly Move[] {
  const { world, operation } = turn;
  const name = moduleOf(turn);
  const window = name && world.windows.get(name);
  return turn.model.step(world.kernel, operation).map((transition) => {
    if (name === undefined || transition.clause === 'MOD-UNLOAD-01') return ended(world, transition);
    if (window?.state === 'UNFORMED') return refused(world, 'MOD-UNLOAD-02', 'ENOENT');
    if (window !== undefined && window.state !== 'LIVE') return refused(world, 'MOD-UNLOAD-06', 'EBUSY');
    if (window !== undefined && moduleReferences(world.kernel, name) === 0)
      return refused(world, 'RACE-LOAD-01', 'EAGAIN');
    if (transition.ret === 0) return on(show(world, name, GOING.stopped));
    const held = transition.clause === 'MOD-UNLOAD-08' && onlyHeld(world, name);
    return ended(world, held ? { ...transition, clause: 'RACE-HOLD-01' } : transition);
  });
}

const freed = (turn: Turn): readonly Move[] => {
  const name = nameOf(turn);
  const world = close(withKernel(turn.world, removed(turn.world, name)), name);
  return [end(world, { clause: 'MOD-UNLOAD-10', ret: 0 })];
};

export const UNLOAD: readonly Stage[] = [
  { kernel: 'delete_module(): try_stop_module()', ...shows, run: stop },
  { kernel: 'delete_module(): mod->exit()', ...shows, run: becomes(GOING.exited) },
  { kernel: 'btf_module_notify(MODULE_STATE_GOING)', ...shows, run: becomes(GOING.notified) },
  { kernel: 'free_module(): mod_sysfs_teardown()', ...shows, run: becomes(GOING.unformed) },
  { kernel: 'free_module()', tells: [], run: freed },
];

const INITSTATES = { COMING: 'coming', LIVE: 'live', GOING: 'going', UNFORMED: 'unformed' } as const;

/** The initstate that a module shows; undefined when it has no directory. */
function initstate({ kernel, windows }: World, name: ModuleName): string | undefined {
  const window = windows.get(name);
  if (window !== undefined) return window.sysfs ? INITSTATES[window.state] : undefined;
  return kernel.modules.has(name) ? 'live' : undefined;
}

function readState(turn: Turn): readonly Move[] {
  const name = nameOf(turn);
  const state = initstate(turn.world, name);
  if (state === undefined) return [end(turn.world, { clause: 'MOD-INFO-02', ret: 0, value: { initstate: 'absent' } })];
  return [on(turn.world, { state, between: turn.world.windows.has(name) })];
}

function readCount(turn: Turn): readonly Move[] {
  const { world, data } = turn;
  const name = nameOf(turn);
  const state = initstate(world, name);
  const window = world.windows.get(name);
  const refcnt = state === undefined ? -1 : moduleReferences(world.kernel, name) + (window?.extra ?? 0);
  const between = data['between'] === true || window !== undefined;
  const clause = state !== data['state'] ? 'RACE-INFO-02' : between ? 'RACE-INFO-01' : 'MOD-INFO-01';
  return [end(world, { clause, ret: 0, value: { initstate: data['state'] ?? '', refcnt } })];
}

export const INFO: readonly Stage[] = [
  { kernel: 'show_initstate()', tells: [...MODULE_USERS, ...MODULE_COUNTS], run: readState },
  { kernel: 'show_refcnt()', tells: [], run: readCount },
];
