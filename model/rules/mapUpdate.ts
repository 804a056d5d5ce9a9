// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// BPF_MAP_UPDATE_ELEM: kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_update_elem().
import { ERRNO, mapUpdate, membersIn, typeIn, type ClauseId, type Errno, type Member } from '../../spec';
import { attributes, descriptor, fileAt, mapAt } from '../descriptor';
import { once } from '../once';
import { patch } from '../table';
import { accept, binds, refuse, rule, type Call, type Check, type Effect, type Rule } from '../rule';
import type { Key, State, StructOpsMap, StructOpsProg } from '../state';
import {
  isComplete,
  logged,
  nameIsTaken,
  opsName,
  ownerIsData,
  register,
  regResult,
  tagOf,
  typeOf,
} from '../subsystem';

type Update = Call<typeof mapUpdate.parameters>;
type Value = StructOpsMap['value'];

const BPF_F_LOCK = 4;
/** TCP_CONG_MASK: TCP_CONG_NON_RESTRICTED | TCP_CONG_NEEDS_ECN, and with AccECN three more. */
const TCP_FLAGS = { 'MAP-UPDATE-14a': 0x3, 'MAP-UPDATE-14b': 0x1f } as const;

/** What becomes of one member: kept as a word or a program, or refused by a clause. */
type Kept = { readonly word: number | Key } | { readonly clause: ClauseId; readonly ret: number };

const no = (clause: ClauseId, errno: Errno): Kept => ({ clause, ret: -ERRNO[errno] });

/** A function member: the low 32 bits of the word are a descriptor, 0 is none, and the raw word stays readable. */
function keepFunction(call: Update, map: StructOpsMap, member: Member, given: string | number): Kept {
  const { state } = call;
  if (typeof given === 'number' && given % 2 ** 32 === 0) return { word: given };
  const file = typeof given === 'string' ? fileAt(state, given) : undefined;
  const small = typeof given === 'number' && given > 0 && given < 64;
  if (file === undefined) return no('MAP-UPDATE-16', small ? 'EINVAL' : 'EBADF');
  const prog = file.kind === 'prog' ? state.progs.get(file.key) : undefined;
  if (prog === undefined) return no('MAP-UPDATE-16', 'EINVAL');
  return prog.kind === 'struct_ops' && isOfMember(call, prog, map, member)
    ? { word: file.key }
    : no('MAP-UPDATE-17', 'EINVAL');
}

/** Whether a program was verified for this member of this type of this BTF object. */
function isOfMember(call: Update, prog: StructOpsProg, map: StructOpsMap, member: Member): boolean {
  if (prog.btf !== map.btf) return isTakenForIt(call, prog, map, member);
  return prog.type === map.type && prog.member === member.name;
}

/** A kernel that compares ids of types and not what they are ids of: in BTF that begins alike they agree. */
function isTakenForIt({ state, deviations }: Update, prog: StructOpsProg, map: StructOpsMap, member: Member): boolean {
  const from = state.btfs.get(prog.btf);
  const to = state.btfs.get(map.btf);
  if (from?.kind !== 'module' || to?.kind !== 'module' || prog.type !== map.type) return false;
  const needed = from.name === to.name ? 'program-of-an-earlier-load' : 'program-of-another-module';
  return (
    deviations.includes(needed) &&
    indexOf(from.name, prog.type, prog.member) === indexOf(to.name, map.type, member.name)
  );
}

/** Which member it is in the layout of one BTF object: expected_attach_type. */
const indexOf = (btf: string, type: string, member: string): number | undefined =>
  typeIn(btf, type)?.members.findIndex(({ name }) => name === member);

/** A member that the type's init_member() copies, or refuses. */
function keepHandled(call: Update, member: Member, word: number): Kept {
  if (member.name === 'want_init' && word < 0) return { clause: 'MAP-UPDATE-14', ret: word };
  if (member.role === 'name' && word === 0) return no('MAP-UPDATE-14', 'EINVAL');
  if (member.role === 'flags') {
    const clause = binds(call, 'MAP-UPDATE-14b') ? 'MAP-UPDATE-14b' : 'MAP-UPDATE-14a';
    if ((word & ~TCP_FLAGS[clause]) !== 0) return no(clause, 'EINVAL');
  }
  return { word };
}

function keep(call: Update, map: StructOpsMap, member: Member, given: string | number): Kept {
  // bpf_dummy_init_member() refuses every member of every value.
  if (map.type === 'bpf_dummy_ops') return no('MAP-UPDATE-14', 'EOPNOTSUPP');
  if (member.role === 'function') return keepFunction(call, map, member, given);
  const word = typeof given === 'number' ? given : 1;
  const isData =
    member.role === 'data' || (member.role === 'owner' && ownerIsData(typeOf(call.state, map), call.deviations));
  if (isData) return word === 0 ? { word } : no('MAP-UPDATE-15', 'EINVAL');
  if (member.role === 'owner') return word === 0 ? { word } : no('MAP-UPDATE-13', 'EINVAL');
  if (member.role === 'name' && binds(call, 'MAP-UPDATE-25') && nameIsTaken(call.state, map, word))
    return no('MAP-UPDATE-25', 'EEXIST');
  return keepHandled(call, member, word);
}

type Failure = Extract<Kept, { readonly clause: ClauseId }>;

interface Walked {
  readonly log: readonly string[];
  readonly value: Value;
  readonly failure?: Failure;
}

/** A kernel that does not set err for an owner returns what init_member() did for the member before: 1 when it copied it. */
function leftInErr({ deviations }: Update, failure: Failure, before: Member | undefined): Failure {
  if (failure.clause !== 'MAP-UPDATE-13' || !deviations.includes('owner-refused-without-errno')) return failure;
  const copied = before !== undefined && !['function', 'data', 'owner'].includes(before.role);
  return { ...failure, ret: copied ? 1 : 0 };
}

/** The loop over the members, in declaration order; init_member() is called for all but the owner. */
const walk = once((call: Update): Walked => {
  const { state, args, profile } = call;
  const map = mapAt(state, args.map).object;
  const type = typeOf(state, map);
  const log: string[] = [];
  const value: Record<string, number | Key> = {};
  let before: Member | undefined;
  for (const member of membersIn(type, profile)) {
    if (member.role !== 'owner' || ownerIsData(type, call.deviations))
      log.push(`init_member ${opsName(state, map)} ${member.name}`);
    const kept = keep(call, map, member, args.value[member.name] ?? 0);
    if ('clause' in kept) return { log, value, failure: leftInErr(call, kept, before) };
    if (kept.word !== 0) value[member.name] = kept.word;
    before = member;
  }
  return { log, value };
});

/** The type's validate(): the test module's does as it is told, tcp_congestion_ops' wants the ops that reg() wants. */
function validate(map: StructOpsMap): number {
  if (map.type !== 'tcp_congestion_ops') return Number(map.value['want_validate'] ?? 0);
  return isComplete(map) ? 0 : -ERRNO.EINVAL;
}

/** Whether validate() is called: for every map, for those with BPF_F_LINK, or before there was one for none. */
const validates = (call: Update, map: StructOpsMap): boolean =>
  binds(call, 'MAP-UPDATE-20') || (binds(call, 'MAP-UPDATE-20a') && map.link);

/** The state after the members were walked and validate() was called, and the map with its new value. */
const filled = once((call: Update): { key: Key; map: StructOpsMap; state: State } => {
  const { key, object } = mapAt(call.state, call.args.map);
  const { log, value } = walk(call);
  const map = { ...object, value };
  const called = validates(call, map) ? [`validate ${opsName(call.state, map)} ${tagOf(map)}`] : [];
  return { key, map, state: logged(call.state, map, ...log, ...called) };
});

/** What validate() refuses. */
function validated(call: Update): Effect | undefined {
  const { map, state } = filled(call);
  const ret = validates(call, map) ? validate(map) : 0;
  return ret === 0 ? undefined : { ret, next: state };
}

const members: Check<typeof mapUpdate.parameters> = {
  clauses: [
    'MAP-UPDATE-13',
    'MAP-UPDATE-14',
    'MAP-UPDATE-14a',
    'MAP-UPDATE-14b',
    'MAP-UPDATE-25',
    'MAP-UPDATE-15',
    'MAP-UPDATE-16',
    'MAP-UPDATE-17',
  ],
  decide: (call) => {
    const { log, failure } = walk(call);
    if (failure === undefined) return undefined;
    return [{ ...failure, next: logged(call.state, mapAt(call.state, call.args.map).object, ...log) }];
  },
};

const update = rule(mapUpdate, [
  ...attributes('MAP-UPDATE-01'),
  ...descriptor<typeof mapUpdate.parameters>('MAP-UPDATE-02', 'map', (args) => args.map),
  refuse('MAP-UPDATE-03', 'EPERM', ({ state, args }) => fileAt(state, args.map)?.mode === 'ro'),
  refuse('MAP-UPDATE-04', 'EINVAL', ({ args }) => (args.flags & BPF_F_LOCK) !== 0),
  refuse('MAP-UPDATE-05', 'EFAULT', ({ args }) => args.fault !== 'none'),
  refuse('MAP-UPDATE-06', 'EINVAL', ({ args }) => args.flags !== 0),
  refuse('MAP-UPDATE-07', 'E2BIG', ({ args }) => args.key !== 0),
  refuse('MAP-UPDATE-08', 'EINVAL', ({ state, args }) => {
    if (args.hole === 'after') return typeOf(state, mapAt(state, args.map).object).padded;
    return args.hole === 'common';
  }),
  refuse('MAP-UPDATE-09', 'EINVAL', ({ state, args }) => {
    return args.hole === 'data' && typeOf(state, mapAt(state, args.map).object).holes;
  }),
  refuse('MAP-UPDATE-10', 'EINVAL', ({ args }) => args.state !== 0 || args.refcnt !== 0),
  refuse('MAP-UPDATE-12', 'EBUSY', ({ state, args }) => mapAt(state, args.map).object.phase !== 'INIT'),
  members,
  accept('MAP-UPDATE-20', validated),
  accept('MAP-UPDATE-20a', validated),
  accept('MAP-UPDATE-22', (call) => {
    const { key, map, state } = filled(call);
    return map.link ? { next: { ...state, maps: patch(state.maps, key, { ...map, phase: 'READY' }) } } : undefined;
  }),
  accept('MAP-UPDATE-23', (call) => {
    const { key, map, state } = filled(call);
    const ret = regResult(state, map, call.deviations);
    if (ret === 0) return undefined;
    const tried = register({ ...state, maps: patch(state.maps, key, map) }, key, undefined, ret);
    return { ret, next: { ...tried, maps: patch(tried.maps, key, { value: {} }) } };
  }),
  accept('MAP-UPDATE-24', (call) => {
    const { key, map, state } = filled(call);
    return {
      next: register({ ...state, maps: patch(state.maps, key, { ...map, phase: 'INUSE' }) }, key, undefined, 0),
    };
  }),
]);

export const mapUpdateRules: readonly Rule[] = [update];
