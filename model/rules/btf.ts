// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// BTF objects: kernel/bpf/btf.c.
import { btfList, btfLoad, btfOpen, type ModuleName } from '../../spec';
import { attributes, handleOf, opened } from '../descriptor';
import { idOf, type Pattern } from '../pattern';
import { put } from '../record';
import { accept, refuse, rule, type Rule } from '../rule';
import { VMLINUX, type Btf, type Key, type State } from '../state';

const visible = (state: State, name: string): Key | undefined =>
  name === 'vmlinux' ? VMLINUX : state.modules[name as ModuleName]?.btf;

const open = rule(btfOpen, [
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
    return opened(call, { ...call.state, btfs: put(call.state.btfs, key, object) }, { kind: 'btf', key });
  }),
]);

/** Ids are handed out in ascending order, so the modules come in the order of their loads. */
function listed(state: State): Pattern {
  const loadOf = (key: Key): number => Number(key.slice(key.indexOf('#') + 1));
  return Object.values(state.modules)
    .flatMap((instance) => (instance.btf === undefined ? [] : [{ name: instance.name, btf: instance.btf }]))
    .sort((a, b) => loadOf(a.btf) - loadOf(b.btf))
    .map(({ name, btf }) => [name, idOf(btf)]);
}

const list = rule(btfList, [accept('MOD-BTF-01', ({ state }) => ({ value: listed(state) }))]);

export const btfRules: readonly Rule[] = [open, load, list];
