// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What the test module does on request: docs/test-module.md, call and detach.
import { moduleCall, moduleDetach, typeIn, type ModuleName } from '../../spec';
import { detach } from './link';
import { accept, refuse, rule, type Rule } from '../rule';
import type { Pattern } from '../pattern';
import type { Registered, State } from '../state';

const isLive = (state: State, name: ModuleName): boolean => state.modules.has(name);

/** The program's return value, through the trampoline, as the int that the member returns. */
function result(state: State, entry: Registered, member: string, arg: number): Pattern {
  const program = state.progs.get(String(state.maps.get(entry.map)?.value[member] ?? ''));
  if (program?.kind !== 'struct_ops') return null;
  return program.body === 'argument' ? arg | 0 : program.value | 0;
}

/** soc_n has soc_a's code, and so its types, but no registered value can ever exist for them. */
const layout = (module: ModuleName, type: string) => typeIn(module === 'soc_n' ? 'soc_a' : module, type);

const call = rule(moduleCall, [
  refuse('MOD-CTL-01', 'ENOENT', ({ state, args }) => !isLive(state, args.name)),
  refuse('MOD-CTL-02', 'EINVAL', ({ args }) => {
    const member = layout(args.name, args.type)?.members.find((candidate) => candidate.name === args.member);
    return member?.role !== 'function';
  }),
  accept('MOD-CALL-01', ({ state, args }) => ({
    value: (state.modules.get(args.name)?.registrations ?? [])
      .filter((entry) => entry.type === args.type)
      .map((entry): Pattern => [entry.tag, result(state, entry, args.member, args.arg)]),
  })),
]);

/** bpf_link_inc_not_zero() passes over a link whose last reference is gone. */
const newestLink = (state: State, name: ModuleName, type: string): string | undefined =>
  state.modules
    .get(name)
    ?.registrations.findLast(
      (entry) => entry.type === type && entry.link !== undefined && !state.doomed.includes(entry.link),
    )?.link;

/** Whether a value of the type is registered through a link, of which the module may know nothing. */
const isLinked = (state: State, name: ModuleName, type: string): boolean =>
  (state.modules.get(name)?.registrations ?? []).some(
    (entry) => entry.type === type && state.maps.get(entry.map)?.link,
  );

const detachByModule = rule(moduleDetach, [
  refuse('MOD-CTL-01', 'ENOENT', ({ state, args }) => !isLive(state, args.name)),
  refuse('MOD-CTL-02', 'EINVAL', ({ args }) => layout(args.name, args.type) === undefined),
  refuse('MOD-DETACH-03', 'ENOENT', ({ state, args }) => isLinked(state, args.name, args.type)),
  refuse('MOD-DETACH-01', 'ENOENT', ({ state, args }) => newestLink(state, args.name, args.type) === undefined),
  accept('MOD-DETACH-02', ({ state, args }) => ({
    next: detach(state, newestLink(state, args.name, args.type) ?? ''),
  })),
]);

export const testmodRules: readonly Rule[] = [call, detachByModule];
