// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Programs of another type than struct_ops, and the commands by which a program holds a map.
import { progAssoc, progBind, progLoadSyscall } from '../../spec';
import { attributes, descriptor, handleOf, mapAt, opened, progAt } from '../descriptor';
import { patch } from '../table';
import { accept, refuse, rule, type Call, type Rule } from '../rule';
import type { Found } from '../descriptor';
import type { Prog, SyscallProg } from '../state';

const loadSyscall = rule(progLoadSyscall, [
  refuse('PROG-LOAD-00', 'EPERM', ({ args }) => args.caps === 'none'),
  ...attributes('PROG-SYSCALL-01'),
  refuse('PROG-SYSCALL-02', 'EPERM', ({ args }) => args.caps === 'none'),
  refuse('PROG-SYSCALL-01b', 'EFAULT', ({ args }) => args.attr === 'tail'),
  accept('PROG-SYSCALL-03', (call) => {
    const key = `prog:${handleOf(call)}`;
    const prog: SyscallProg = { kind: 'syscall', binds: [] };
    return opened(call, { ...call.state, progs: call.state.progs.put(key, prog) }, { kind: 'prog', key });
  }),
]);

const bind = rule(progBind, [
  ...attributes('PROG-BIND-01'),
  refuse('PROG-BIND-01', 'EINVAL', ({ args }) => args.badFlags),
  ...descriptor<typeof progBind.parameters>('PROG-BIND-02', 'prog', (args) => args.prog),
  ...descriptor<typeof progBind.parameters>('PROG-BIND-03', 'map', (args) => args.map),
  accept('PROG-BIND-04', ({ state, args }) => {
    const { key, object } = progAt(state, args.prog);
    const map = mapAt(state, args.map).key;
    if (object.binds.includes(map)) return {};
    return { next: { ...state, progs: patch(state.progs, key, { binds: [...object.binds, map] }) } };
  }),
]);

/** The program of an association; undefined when it is a struct_ops program, which earlier checks have refused. */
function associable({ state, args }: Call<typeof progAssoc.parameters>): Found<SyscallProg> | undefined {
  const { key, object }: Found<Prog> = progAt(state, args.prog);
  return object.kind === 'syscall' ? { key, object } : undefined;
}

const assoc = rule(progAssoc, [
  ...attributes('PROG-ASSOC-01'),
  refuse('PROG-ASSOC-00', 'EINVAL', () => true),
  refuse('PROG-ASSOC-01', 'EINVAL', ({ args }) => args.badFlags),
  ...descriptor<typeof progAssoc.parameters>('PROG-ASSOC-02', 'prog', (args) => args.prog),
  refuse('PROG-ASSOC-03', 'EINVAL', (call) => associable(call) === undefined),
  ...descriptor<typeof progAssoc.parameters>('PROG-ASSOC-04', 'map', (args) => args.map),
  refuse('PROG-ASSOC-06', 'EBUSY', (call) => {
    const held = associable(call)?.object.assoc;
    return held !== undefined && held !== mapAt(call.state, call.args.map).key;
  }),
  accept('PROG-ASSOC-05', (call) => (associable(call)?.object.assoc === undefined ? undefined : {})),
  accept('PROG-ASSOC-07', (call) => {
    const found = associable(call);
    const map = mapAt(call.state, call.args.map).key;
    return (
      found && { next: { ...call.state, progs: call.state.progs.put(found.key, { ...found.object, assoc: map }) } }
    );
  }),
]);

export const progHoldsRules: readonly Rule[] = [loadSyscall, bind, assoc];
