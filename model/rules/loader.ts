// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Loaders: the system calls that libbpf makes, one after the other, and the exit of the process that made them.
import {
  ERRNO,
  loaderRegister,
  loaderUnregister,
  type ArgumentsOf,
  type ClauseId,
  type Members,
  type ModuleName,
  type Operation,
  type ProfileName,
} from '../../spec';
import type { Deviations } from '../deviations';
import { handleOf } from '../descriptor';
import { idOf } from '../pattern';
import { binds, rule, type Call, type Check, type Rule, type Transition } from '../rule';
import type { State, StructOpsMap } from '../state';
import { btfRules } from './btf';
import { linkRules } from './link';
import { isInTheWay, isKept, searched, type Search } from './loaderSearch';
import { mapRules } from './map';
import { mapCreateRules } from './mapCreate';
import { mapUpdateRules } from './mapUpdate';
import { objectRules } from './object';
import { pinRules } from './pin';
import { progRules } from './prog';

type Register = Call<typeof loaderRegister.parameters>;
type Arguments = ArgumentsOf<typeof loaderRegister.parameters>;

const CALLS = new Map(
  [
    ...btfRules,
    ...progRules,
    ...mapCreateRules,
    ...mapUpdateRules,
    ...mapRules,
    ...linkRules,
    ...objectRules,
    ...pinRules,
  ].map((each) => [each.op, each]),
);

type Make = (state: State, operation: Operation) => Transition;

/** Makes a system call of the loader's; none of those that it makes has two outcomes. */
const maker =
  (profile: ProfileName, deviations: Deviations): Make =>
  (state, operation) => {
    const [only, ...others] = CALLS.get(operation.op)?.in(profile, deviations)(state, operation) ?? [];
    if (only === undefined || others.length > 0) throw new Error(`${operation.op} has not one outcome`);
    return only;
  };

/** Names that no program can write: the process's own descriptors. */
const own = (handle: string, what: string): string => `${handle}/${what}`;

/** The process ends: all that it has open is closed, and nobody can name it any more. */
function exit(state: State, handle: string, make: Make): State {
  const mine = state.files.keys.filter((name) => name === handle || name.startsWith(`${handle}/`));
  const closed = mine.reduce((before, fd) => make(before, { op: 'fd.close', args: { fd } }).next, state);
  const bound = closed.bound.keys.filter((name) => name.startsWith(`${handle}/`));
  return { ...closed, bound: bound.reduce((table, name) => table.omit(name), closed.bound) };
}

/** The members that the object has programs for. */
function programs({ type, run }: Arguments): readonly string[] {
  if (type === 'tcp_congestion_ops') return ['ssthresh', 'cong_avoid', 'undo_cwnd'];
  return run && type !== 'bpf_dummy_ops' ? ['run'] : [];
}

function value(args: Arguments, handle: string): Members {
  if (args.type === 'bpf_dummy_ops') return {};
  const data = args.type === 'tcp_congestion_ops' ? { name: args.tag } : { tag: args.tag };
  return { ...data, ...Object.fromEntries(programs(args).map((member) => [member, own(handle, member)])) };
}

type Step = readonly [ClauseId, Operation];

/** The calls that may fail, each with the clause that then decides; before them the type has been found. */
function calls(args: Arguments, btf: string, handle: string): readonly Step[] {
  const { type, link, path } = args;
  const load = programs(args).map((member): Step => [
    'LOADER-02',
    { op: 'prog.load', result: own(handle, member), args: { btf, type, member } },
  ]);
  const attached = own(handle, 'link');
  return [
    ['LOADER-02', { op: 'map.create', result: handle, args: { btf, type, ...(link ? { link } : {}) } }],
    ...load,
    ['LOADER-03', { op: 'map.update', args: { map: handle, value: value(args, handle) } }],
    ...(link ? [['LOADER-04', { op: 'link.create', result: attached, args: { map: handle } }] as const] : []),
    ...(link && path !== '' ? [['LOADER-05', { op: 'pin.create', args: { fd: attached, path } }] as const] : []),
  ];
}

/** The clause by which a map was refused. */
const refusedBy = ({ modules, able }: Search): ClauseId =>
  able.length > 0 && able[0] !== modules[0] ? 'LOADER-12' : 'LOADER-02';

/** The clause that decides when all went well: the one about the most particular circumstance. */
function doneBy({ state, args, profile }: Register, search: Search): ClauseId {
  if (search.able.length > 1) return programs(args).length > 0 ? 'LOADER-16' : 'LOADER-13';
  if (isKept(state, search) && binds({ profile }, 'LOADER-14')) return 'LOADER-14';
  const others = search.able.flatMap((module) => state.modules.get(module)?.registrations ?? []);
  if (others.some(({ type }) => type === args.type)) return 'LOADER-18';
  if (!args.link) return 'LOADER-08';
  return args.path === '' ? 'LOADER-06' : 'LOADER-07';
}

/** The BTF of a live module, which the loader opens by its id. */
function withBtf(state: State, name: ModuleName, handle: string): State {
  const key = state.modules.get(name)?.btf ?? '';
  const bound = state.bound.put(handle, { kind: 'btf' as const, key });
  return { ...state, bound, files: state.files.put(handle, { kind: 'btf' as const, key, mode: 'rw' as const }) };
}

/** What comes of it once the type was found in vmlinux or in the BTF of a live module. */
function carriedOut(call: Register, search: Search, handle: string): Transition {
  const { state: before, args, operation, profile, deviations } = call;
  const make = maker(profile, deviations);
  const [module] = search.modules;
  const btf = module === undefined ? 'none' : own(handle, 'btf');
  let state = module === undefined ? before : withBtf(before, module, btf);
  for (const [clause, step] of calls(args, btf, handle)) {
    const { ret, next } = make(state, step);
    state = next;
    if (ret === 0) continue;
    const after = exit(state, handle, make);
    const bound = after.bound.omit(operation.result ?? handle);
    return { clause: clause === 'LOADER-02' ? refusedBy(search) : clause, ret, next: { ...after, bound } };
  }
  const value = { id: idOf(`map:${handle}`) };
  return { clause: doneBy(call, search), ret: 0, value, next: exit(state, handle, make) };
}

function registered(call: Register): readonly Transition[] {
  const { state, args, profile } = call;
  const search = searched(state, args.type, profile);
  const way = binds({ profile }, 'LOADER-21') ? isInTheWay(state, search) : 'no';
  const stale: Transition = { clause: 'LOADER-21', ret: -ERRNO.EINVAL, next: state };
  if (way === 'surely') return [stale];
  const clause = isKept(state, search) && binds({ profile }, 'LOADER-17') ? 'LOADER-17' : 'LOADER-01';
  const rest: Transition =
    search.isVmlinux || search.modules.length > 0
      ? carriedOut(call, search, handleOf(call))
      : { clause, ret: -ERRNO.ESRCH, next: state };
  return way === 'perhaps' ? [stale, rest] : [rest];
}

const FOUND: readonly ClauseId[] = ['LOADER-12', 'LOADER-13', 'LOADER-14', 'LOADER-16', 'LOADER-17', 'LOADER-21'];
const CALLED: readonly ClauseId[] = ['LOADER-01', 'LOADER-02', 'LOADER-03', 'LOADER-04', 'LOADER-05', 'LOADER-18'];
const LEFT: readonly ClauseId[] = ['LOADER-06', 'LOADER-07', 'LOADER-08'];

const everyWay: Check<typeof loaderRegister.parameters> = {
  clauses: [...FOUND, ...CALLED, ...LEFT],
  decide: registered,
};

/** The clause by which BPF_MAP_DELETE_ELEM was refused. */
function keptBy({ link, phase }: StructOpsMap): ClauseId {
  if (link) return 'LOADER-19';
  return phase === 'TOBEFREE' ? 'LOADER-20' : 'LOADER-10';
}

/** The id of a handle that names no map counts as 0, which no map has. */
const unregistered: Check<typeof loaderUnregister.parameters> = {
  clauses: ['LOADER-09', 'LOADER-10', 'LOADER-11', 'LOADER-19', 'LOADER-20'],
  decide: ({ state, args, profile, deviations }) => {
    const make = maker(profile, deviations);
    const key = state.bound.get(args.of)?.key ?? '';
    const unregistering = state.maps.get(key);
    if (unregistering === undefined) return [{ clause: 'LOADER-09', ret: -ERRNO.ENOENT, next: state }];
    const map = own('loader', 'map');
    const opened = { ...state, files: state.files.put(map, { kind: 'map' as const, key, mode: 'rw' as const }) };
    const { ret, next } = make(opened, { op: 'map.delete', args: { map } });
    return [{ clause: ret === 0 ? 'LOADER-11' : keptBy(unregistering), ret, next: exit(next, 'loader', make) }];
  },
};

export const loaderRules: readonly Rule[] = [rule(loaderRegister, [everyWay]), rule(loaderUnregister, [unregistered])];
