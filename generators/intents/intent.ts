// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What it takes to propose an operation that makes sense in a state.
import { bindsIn, CLAUSES, type Argument, type ClauseId, type Definition, type ProfileName } from '../../spec';
import type { Key, Kind, OpenFile, State, StructOpsMap, StructOpsProg } from '../../model';
import type { Random } from '../random';

export interface Scene {
  readonly state: State;
  readonly random: Random;
  readonly profile: ProfileName;
}

/** Whether a profile has what a clause is about, for operations that make sense only then. */
export const has = (profile: ProfileName, clause: ClauseId): boolean => bindsIn(CLAUSES[clause], profile);

/** Arguments that differ from the defaults. */
export type Arguments = Readonly<Record<string, Argument>>;

/**
 * How an operation is used on purpose. `propose` gives arguments with which it is likely to do something, or undefined
 * when the state offers nothing to do it to. `weight` says how much it is wanted in a state, beside the others: what
 * leads on to a new kind of state (a first module, its BTF, a filled map, a link) is wanted most.
 */
export interface Intent {
  readonly definition: Definition;
  readonly weight: (state: State, profile: ProfileName) => number;
  readonly propose: (scene: Scene) => Arguments | undefined;
}

export const intent = (definition: unknown, weight: number | Intent['weight'], propose: Intent['propose']): Intent => ({
  definition: definition as Definition,
  weight: typeof weight === 'number' ? () => weight : weight,
  propose,
});

export interface Opened {
  readonly handle: string;
  readonly file: OpenFile;
}

/** The open descriptors of a kind, oldest first. */
export const openFiles = (state: State, kind?: Kind): readonly Opened[] =>
  Object.entries(state.files)
    .filter(([, file]) => kind === undefined || file.kind === kind)
    .map(([handle, file]) => ({ handle, file }));

export interface OpenMap extends Opened {
  readonly key: Key;
  readonly map: StructOpsMap;
}

export function openMaps(state: State, fits: (map: StructOpsMap) => boolean = () => true): readonly OpenMap[] {
  return openFiles(state, 'map').flatMap(({ handle, file }) => {
    const map = state.maps[file.key];
    return map !== undefined && fits(map) ? [{ handle, file, key: file.key, map }] : [];
  });
}

export interface OpenProg extends Opened {
  readonly prog: StructOpsProg;
}

/** The open struct_ops programs. */
export const openProgs = (state: State, fits: (prog: StructOpsProg) => boolean = () => true): readonly OpenProg[] =>
  openFiles(state, 'prog').flatMap(({ handle, file }) => {
    const prog = state.progs[file.key];
    return prog?.kind === 'struct_ops' && fits(prog) ? [{ handle, file, prog }] : [];
  });

/** Handles of live kernel BTF objects, with the module's name or vmlinux. */
export function openTypes(state: State): readonly { handle: string; name: string; key: Key }[] {
  return openFiles(state, 'btf').flatMap(({ handle, file }) => {
    const btf = state.btfs[file.key];
    return btf !== undefined && btf.live && btf.kind !== 'user' ? [{ handle, name: btf.name, key: file.key }] : [];
  });
}

/** Whether the workers have something left to do. */
export const isUnsettled = (state: State): boolean =>
  state.doomed.length + state.dying.length > 0 ||
  Object.values(state.modules).some((instance) => instance.pendingPuts > 0);
