// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Loading, removing and observing modules: kernel/module/main.c, kernel/bpf/btf.c: btf_module_notify().
import {
  ERRNO,
  moduleInfo,
  moduleLoad,
  moduleLog,
  moduleUnload,
  quiesce,
  registrationOf,
  typesOf,
  type ModuleName,
} from '../../spec';
import { once } from '../once';
import { moduleReferences } from '../references';
import { accept, refuse, rule, type Call, type Rule } from '../rule';
import { settled } from '../internal';
import type { Btf, Instance, State } from '../state';
import { changeInstance } from '../subsystem';
import { registrationResult, withoutBtf } from './registration';

type Load = Call<typeof moduleLoad.parameters>;

const isLive = (state: State, name: string): boolean => state.modules.has(name);

/** A module in COMING: its BTF is there, and its init has registered the types that it was asked for. */
function coming(state: State, name: ModuleName, wanted: string): { state: State; instance: Instance } {
  const btf = `btf:${name}#${String(state.loads + 1)}`;
  const all = typesOf(name).map((type) => type.name);
  const hasBtf = all.length > 0;
  const types = all.filter((type) => wanted === 'all' || wanted === type);
  const instance: Instance = {
    name,
    ...(hasBtf ? { btf } : {}),
    registered: types,
    failedOnce: false,
    registrations: [],
    log: types.map((type) => `init ${type}`),
    pendingPuts: 0,
  };
  const object: Btf = { kind: 'module', name, live: true };
  const btfs = hasBtf ? state.btfs.put(btf, object) : state.btfs;
  return { instance, state: { ...state, btfs, loads: state.loads + 1 } };
}

/** What module init returns, and what it leaves when that is not negative. */
const init = once(({ state, args, profile, deviations }: Load): { ret: number; state: State } => {
  const { name, types, also, init: result } = args;
  const { instance, state: before } = coming(state, name, types);
  const live = { ...before, modules: before.modules.put(name, instance) };
  if (types !== 'none' && instance.btf === undefined) {
    const { ret } = withoutBtf(profile);
    if (ret !== 0) return { ret, state };
  }
  const candidate = registrationOf(also);
  if (candidate === undefined) return { ret: result, state: live };
  const registered = registrationResult(instance, candidate, profile, deviations);
  return { ret: registered.ret < 0 ? registered.ret : result, state: changeInstance(live, name, registered.change) };
});

/** Nothing of the module remains, but its load has had a number. */
const failed = (state: State): State => ({ ...state, loads: state.loads + 1 });

const load = rule(moduleLoad, [
  refuse('MOD-LOAD-01', 'EPERM', ({ args }) => args.caps === 'none'),
  refuse('MOD-LOAD-02', 'EINVAL', ({ args }) => args.flags !== 0),
  refuse('MOD-LOAD-04', 'EEXIST', ({ state, args }) => isLive(state, args.name)),
  accept('MOD-LOAD-12', ({ state, args }) => {
    if (args.types === 'none' && args.also === 'none') return undefined;
    return { ret: -ERRNO.EOPNOTSUPP, next: failed(state) };
  }),
  accept('MOD-LOAD-11', (call) =>
    init(call).ret === -ERRNO.EEXIST ? { ret: -ERRNO.EBUSY, next: failed(call.state) } : undefined,
  ),
  accept('MOD-LOAD-08', (call) => {
    const { ret } = init(call);
    return ret < 0 ? { ret, next: failed(call.state) } : undefined;
  }),
  accept('MOD-LOAD-10', (call) => {
    const after = init(call);
    return after.ret > 0 ? { next: after.state } : undefined;
  }),
  accept('MOD-LOAD-09', (call) => ({ next: init(call).state })),
]);

/** GOING: the BTF loses its id, and the instance is gone. */
function remove(state: State, name: ModuleName): State {
  const btf = state.modules.get(name)?.btf;
  const dead = btf === undefined ? undefined : state.btfs.get(btf);
  return {
    ...state,
    modules: state.modules.omit(name),
    btfs: btf === undefined || dead === undefined ? state.btfs : state.btfs.put(btf, { ...dead, live: false }),
  };
}

const unload = rule(moduleUnload, [
  refuse('MOD-UNLOAD-01', 'EPERM', ({ args }) => args.caps === 'none'),
  refuse('MOD-UNLOAD-03', 'EFAULT', ({ args }) => args.name === 'fault'),
  refuse('MOD-UNLOAD-02', 'ENOENT', ({ state, args }) => !isLive(state, args.name)),
  refuse('MOD-UNLOAD-08', 'EAGAIN', ({ state, args }) => {
    const instance = state.modules.get(args.name);
    return instance !== undefined && moduleReferences(state, instance.name) > instance.pendingPuts;
  }),
  refuse(
    'RELEASE-01',
    'EAGAIN',
    ({ state, args }) => (state.modules.get(args.name as ModuleName)?.pendingPuts ?? 0) > 0,
  ),
  accept('MOD-UNLOAD-10', ({ state, args }) => ({ next: remove(state, args.name as ModuleName) })),
]);

const info = rule(moduleInfo, [
  accept('MOD-INFO-02', ({ state, args }) =>
    isLive(state, args.name) ? undefined : { value: { initstate: 'absent' } },
  ),
  accept('MOD-INFO-01', ({ state, args }) => ({
    value: { initstate: 'live', refcnt: moduleReferences(state, args.name) },
  })),
]);

const log = rule(moduleLog, [
  refuse('MOD-CTL-01', 'ENOENT', ({ state, args }) => !isLive(state, args.name)),
  accept('MOD-LOG-01', ({ state, args }) => ({
    value: state.modules.get(args.name)?.log ?? [],
    next: changeInstance(state, args.name, { log: [] }),
  })),
]);

const quiet = rule(quiesce, [
  accept('RELEASE-04', ({ state }) => ({ value: { settled: true }, next: settled(state) })),
]);

export const moduleRules: readonly Rule[] = [load, unload, info, log, quiet];
