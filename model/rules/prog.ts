// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Programs: kernel/bpf/syscall.c: bpf_prog_load(), kernel/bpf/verifier.c: check_struct_ops_btf_id().
import {
  ERRNO,
  membersIn,
  progLoad,
  progRun,
  typeIn,
  type ArgumentsOf,
  type Member,
  type StructOpsType,
} from '../../spec';
import { attributes, descriptor, fileAt, handleOf, opened, progAt } from '../descriptor';
import { once } from '../once';
import { accept, binds, either, refuse, rule, type Call, type Effect, type Rule } from '../rule';
import { VMLINUX, type Btf, type Key, type State, type StructOpsProg } from '../state';
import { changeInstance, instanceOf, opsOf } from '../subsystem';

type Load = Call<typeof progLoad.parameters>;
type Arguments = ArgumentsOf<typeof progLoad.parameters>;

const givesBtf = (args: Arguments): boolean => args.btf !== 'none';
const attachBtf = ({ state, args }: Load): Key => (givesBtf(args) ? (fileAt(state, args.btf)?.key ?? '') : VMLINUX);
const btfObject = (call: Load): Btf | undefined => call.state.btfs.get(attachBtf(call));

/** The type that attach_btf_id names: one that the BTF describes and that is registered in it. */
const attachType = once((call: Load): StructOpsType | undefined => {
  const registered = opsOf(call.state, attachBtf(call), call.args.type) !== undefined;
  return registered ? typeIn(btfObject(call)?.name ?? '', call.args.type) : undefined;
});

/** The member that expected_attach_type names; a name that the type lacks stands for index 0. */
const member = once((call: Load): Member => {
  const type = attachType(call);
  const members = type === undefined ? [] : membersIn(type, call.profile);
  const found = members.find((candidate) => candidate.name === call.args.member) ?? members[0];
  if (found === undefined) throw new Error(`no member ${call.args.member}`);
  return found;
});

/** check_member() of the type is called, and the module logs it. */
function checked(call: Load): State {
  const btf = attachBtf(call);
  const owner = instanceOf(call.state, btf);
  if (owner === undefined) return call.state;
  const line = `check_member ${opsOf(call.state, btf, call.args.type) ?? ''} ${member(call).name}`;
  return changeInstance(call.state, owner.name, { log: [...owner.log, line] });
}

/** bpf_dummy_ops_check_member(): only test_sleepable may sleep; the test module's: -EACCES for `refused`. */
function checkMember(call: Load): number {
  if (member(call).refused) return -ERRNO.EACCES;
  // bpf_tcp_ca_check_member() had a list of its own before stubs told what is supported.
  const isUnsupported = call.args.type === 'tcp_congestion_ops' && !member(call).stub;
  if (isUnsupported && !binds(call, 'PROG-LOAD-23')) return -ERRNO.ENOTSUPP;
  const sleeps = call.args.flags === 'sleepable';
  return call.args.type === 'bpf_dummy_ops' && sleeps && member(call).name !== 'test_sleepable' ? -ERRNO.EINVAL : 0;
}

function loaded(call: Load): Effect {
  const { args } = call;
  const key = `prog:${handleOf(call)}`;
  const body = args.body === 'argument' ? 'argument' : 'const';
  const prog: StructOpsProg = {
    kind: 'struct_ops',
    btf: attachBtf(call),
    type: args.type,
    member: member(call).name,
    body,
    value: args.value,
    binds: [],
  };
  const state = checked(call);
  return opened(call, { ...state, progs: state.progs.put(key, prog) }, { kind: 'prog', key });
}

const refersToClosed = ({ state, args }: Load): boolean =>
  args.body === 'map' && args.map !== 'none' && fileAt(state, args.map) === undefined;

const load = rule(progLoad, [
  refuse('PROG-LOAD-00', 'EPERM', ({ args }) => args.caps === 'none'),
  ...attributes('PROG-LOAD-01a'),
  refuse('PROG-LOAD-01', 'EINVAL', ({ args }) => args.flags === 'unknown'),
  refuse('PROG-LOAD-03', 'EPERM', ({ args }) => args.caps === 'none'),
  refuse('PROG-LOAD-04', 'E2BIG', ({ args }) => args.body === 'empty'),
  refuse('PROG-LOAD-06', 'EINVAL', ({ state, args }) => {
    const kind = fileAt(state, args.btf)?.kind;
    return givesBtf(args) && kind !== 'btf' && kind !== 'prog';
  }),
  refuse('PROG-LOAD-07', 'ENOTSUPP', (call) => givesBtf(call.args) && btfObject(call)?.kind === 'user'),
  refuse('PROG-LOAD-09', 'EINVAL', ({ args }) => args.type === 'huge'),
  refuse(
    'PROG-LOAD-10',
    'EINVAL',
    (call) => givesBtf(call.args) && btfObject(call) !== undefined && call.args.type === 'zero',
  ),
  refuse('PROG-LOAD-11', 'EINVAL', ({ state, args }) => fileAt(state, args.btf)?.kind === 'prog'),
  refuse('PROG-LOAD-12', 'EFAULT', ({ args }) => args.body === 'fault'),
  refuse('PROG-LOAD-14', 'EINVAL', ({ args }) => args.label === 'bad'),
  refuse('PROG-LOAD-01b', 'EFAULT', ({ args }) => args.attr === 'tail'),
  refuse('PROG-LOAD-16', 'EINVAL', ({ args }) => args.body === 'unreachable'),
  refuse('PROG-LOAD-16a', 'EBADF', refersToClosed),
  refuse('PROG-LOAD-16', 'EINVAL', ({ args }) => args.body === 'map'),
  refuse('PROG-LOAD-30', 'EINVAL', ({ args }) => args.flags === 'sleepable'),
  refuse('PROG-LOAD-17', 'EINVAL', ({ args }) => args.license !== 'GPL'),
  refuse('PROG-LOAD-18', 'ENOTSUPP', ({ args }) => args.type === 'zero'),
  refuse('PROG-LOAD-19', 'ENOTSUPP', (call) => btfObject(call)?.live === false),
  refuse('PROG-LOAD-20', 'ENOTSUPP', (call) => attachType(call) === undefined),
  refuse('PROG-LOAD-21', 'EINVAL', ({ args }) => args.member === 'past_end'),
  refuse('PROG-LOAD-22', 'EINVAL', (call) => member(call).role !== 'function'),
  refuse('PROG-LOAD-23', 'ENOTSUPP', (call) => !member(call).stub),
  accept('PROG-LOAD-24', (call) => {
    const ret = checkMember(call);
    return ret === 0 ? undefined : { ret, next: checked(call) };
  }),
  accept('PROG-LOAD-16c', (call) => (refersToClosed(call) ? { ret: -ERRNO.EBADF, next: checked(call) } : undefined)),
  accept('PROG-LOAD-16b', (call) =>
    call.args.body === 'unreachable' || call.args.body === 'map'
      ? { ret: -ERRNO.EINVAL, next: checked(call) }
      : undefined,
  ),
  accept('PROG-LOAD-26', (call) =>
    call.args.body === 'uninitialised' ? { ret: -ERRNO.EACCES, next: checked(call) } : undefined,
  ),
  either('PROG-LOAD-26a', (call) => {
    if (call.args.body !== 'argument' || member(call).scalarArgument) return undefined;
    const refused = [ERRNO.EACCES, ERRNO.EINVAL].map((errno) => ({ ret: -errno, next: checked(call) }));
    return [loaded(call), ...refused];
  }),
  accept('PROG-LOAD-28', (call) => (call.args.body === 'argument' ? loaded(call) : undefined)),
  accept('PROG-LOAD-27', loaded),
]);

/** dummy_ops_init_args(): the context has one word, and so must the member. */
const hasOneArgument = (prog: StructOpsProg): boolean =>
  typeIn('vmlinux', prog.type)?.members.find(({ name }) => name === prog.member)?.arity === 1;

/** check_test_run_args(): the word is 0, which only a stub's __nullable allows. */
const takesNull = (prog: StructOpsProg): boolean => prog.member === 'test_1';

const structOpsProg = ({ state, args }: Call<typeof progRun.parameters>): StructOpsProg | undefined => {
  const { object } = progAt(state, args.prog);
  return object.kind === 'struct_ops' ? object : undefined;
};

const run = rule(progRun, [
  ...attributes('PROG-RUN-01'),
  ...descriptor<typeof progRun.parameters>('PROG-RUN-02', 'prog', (args) => args.prog),
  accept('PROG-RUN-06', (call) => (structOpsProg(call) === undefined ? { value: { retval: 0 } } : undefined)),
  refuse('PROG-RUN-03', 'EOPNOTSUPP', (call) => structOpsProg(call)?.type !== 'bpf_dummy_ops'),
  accept('PROG-RUN-04', (call) => {
    const prog = structOpsProg(call);
    return prog && hasOneArgument(prog) ? undefined : { ret: -ERRNO.EINVAL };
  }),
  accept('PROG-RUN-07', (call) => {
    const prog = structOpsProg(call);
    return prog && takesNull(prog) ? undefined : { ret: -ERRNO.EINVAL };
  }),
  accept('PROG-RUN-05', (call) => {
    const prog = structOpsProg(call);
    return prog && { value: { retval: prog.body === 'argument' ? 0 : prog.value } };
  }),
]);

export const progRules: readonly Rule[] = [load, run];
