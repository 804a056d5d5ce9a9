// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// BTF objects: kernel/bpf/btf.c.
import { btfList, btfLoad, btfOpen, ERRNO, MODULES } from '../../spec';
import { attributes, handleOf, opened } from '../descriptor';
import { idOf, type Pattern } from '../pattern';
import { accept, either, refuse, rule, type Rule } from '../rule';
import { loadOf, staleOf, staysVisible } from '../stale';
import { VMLINUX, type Btf, type Key, type State } from '../state';

const visible = (state: State, name: string): Key | undefined =>
  name === 'vmlinux' ? VMLINUX : state.modules.get(name)?.btf;

/** Stale objects that may be found by a name before any other: ids are ascending, so those of earlier loads. */
function found(state: State, name: string): readonly Key[] {
  const stale = staleOf(state, name);
  const sure = stale.findIndex((key) => staysVisible(state, key));
  return sure === -1 ? stale : stale.slice(0, sure + 1);
}

/** The object of a name with the lowest id is the one that is opened. */
const open = rule(btfOpen, [
  accept('MOD-BTF-04', (call) => {
    const [first] = found(call.state, call.args.name);
    const sure = first !== undefined && staysVisible(call.state, first);
    return sure ? opened(call, call.state, { kind: 'btf', key: first }) : undefined;
  }),
  either('MOD-BTF-05', (call) => {
    const { state, args } = call;
    const stale = found(state, args.name);
    if (stale.length === 0) return undefined;
    const live = visible(state, args.name);
    const ways = stale.map((key) => opened(call, state, { kind: 'btf', key }));
    if (stale.some((key) => staysVisible(state, key))) return ways;
    return [live === undefined ? { ret: -ERRNO.ENOENT } : opened(call, state, { kind: 'btf', key: live }), ...ways];
  }),
  refuse('MOD-BTF-02', 'ENOENT', ({ state, args }) => visible(state, args.name) === undefined),
  accept('MOD-BTF-01', (call) =>
    opened(call, call.state, { kind: 'btf', key: visible(call.state, call.args.name) ?? VMLINUX }),
  ),
]);

const load = rule(btfLoad, [
  ...attributes('BTF-LOAD-01'),
  refuse('BTF-LOAD-02', 'EPERM', ({ args }) => args.caps === 'none'),
  accept('BTF-LOAD-03', (call) => {
    const key = `btf:user:${handleOf(call)}`;
    const object: Btf = { kind: 'user', name: '', live: true };
    return opened(call, { ...call.state, btfs: call.state.btfs.put(key, object) }, { kind: 'btf', key });
  }),
]);

/** Ids are handed out in ascending order, so the objects come in the order of the loads. */
function listed(state: State, stale: readonly Key[]): Pattern {
  const live = state.modules.values.flatMap(({ btf }) => (btf === undefined ? [] : [btf]));
  return [...live, ...stale]
    .sort((a, b) => loadOf(a) - loadOf(b))
    .map((key) => [state.btfs.get(key)?.name ?? '', idOf(key)]);
}

const staleOfAll = (state: State): readonly Key[] => MODULES.flatMap((name) => staleOf(state, name));

/** Every choice of some of the keys, none first. */
const choices = (keys: readonly Key[]): readonly (readonly Key[])[] =>
  keys.reduceRight<readonly (readonly Key[])[]>(
    (rest, key) => [...rest, ...rest.map((chosen) => [key, ...chosen])],
    [[]],
  );

const list = rule(btfList, [
  either('MOD-BTF-05', ({ state }) => {
    const stale = staleOfAll(state);
    const perhaps = stale.filter((key) => !staysVisible(state, key));
    if (perhaps.length === 0) return undefined;
    const sure = stale.filter((key) => staysVisible(state, key));
    return choices(perhaps).map((chosen) => ({ value: listed(state, [...sure, ...chosen]) }));
  }),
  accept('MOD-BTF-04', ({ state }) => {
    const stale = staleOfAll(state);
    return stale.length > 0 ? { value: listed(state, stale) } : undefined;
  }),
  accept('MOD-BTF-01', ({ state }) => ({ value: listed(state, []) })),
]);

export const btfRules: readonly Rule[] = [open, load, list];
