// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// BTF objects of modules that are gone, which early profiles can still find (MOD-BTF-04).
import { isInMap } from './references';
import { patch } from './table';
import type { Key, State } from './state';

export const isStale = (state: State, key: Key): boolean => state.btfs.get(key)?.live === false;

/** Whether a descriptor or a program refers to the object for sure: one that dies may have let go already. */
export const staysVisible = (state: State, key: Key): boolean =>
  state.files.values.some((file) => file.key === key) ||
  state.progs
    .entries()
    .some(([prog, object]) => object.kind === 'struct_ops' && object.btf === key && !mayBeGone(state, prog));

/** A program that dies, or that nothing holds but the inode of a pin that is gone. */
const mayBeGone = (state: State, prog: Key): boolean =>
  state.dying.includes(prog) || (state.evicting.includes(prog) && !isHeldByName(state, prog) && !isInMap(state, prog));

const isHeldByName = (state: State, prog: Key): boolean =>
  state.files.values.some(({ key }) => key === prog) || state.pins.values.some(({ key }) => key === prog);

/** Whether a program that nothing holds any more may still refer to it. */
export const mayLinger = (state: State, key: Key): boolean =>
  state.btfs.get(key)?.orphaned === true ||
  [...state.dying, ...state.evicting].some((prog) => {
    const object = state.progs.get(prog);
    return object?.kind === 'struct_ops' && object.btf === key;
  });

/** The object was seen to be gone: no program lingers. */
export const forgotten = (state: State, key: Key): State => ({
  ...state,
  btfs: patch(state.btfs, key, { orphaned: false }),
});

/** Objects of a module's earlier loads that may still be visible, in the order of the loads. */
export const staleOf = (state: State, name: string): readonly Key[] =>
  state.btfs.keys
    .filter((key) => isStale(state, key) && state.btfs.get(key)?.name === name)
    .filter((key) => staysVisible(state, key) || mayLinger(state, key))
    .sort((a, b) => loadOf(a) - loadOf(b));

/** The number of the load that an object belongs to; ids are handed out in that order. */
export const loadOf = (key: Key): number => Number(key.slice(key.indexOf('#') + 1));
