// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What it takes to propose an operation that makes sense in a state.
import { bindsIn, CLAUSES, type Argument, type ClauseId, type Definition, type ProfileName } from '../../spec';
import {
  backlog,
  once,
  type Btf,
  type Key,
  type Kind,
  type OpenFile,
  type Prog,
  type State,
  type StructOpsMap,
  type StructOpsProg,
} from '../../model';
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
  readonly weight: number | ((state: State, profile: ProfileName) => number);
  readonly propose: (scene: Scene) => Arguments | undefined;
}

export const intent = (definition: unknown, weight: Intent['weight'], propose: Intent['propose']): Intent => ({
  definition: definition as Definition,
  weight,
  propose,
});

/** How much an intent is wanted in a state. */
export const weightIn = ({ weight }: Intent, state: State, profile: ProfileName): number =>
  typeof weight === 'number' ? weight : weight(state, profile);

export interface Opened {
  readonly handle: string;
  readonly file: OpenFile;
}

export interface OpenMap extends Opened {
  readonly key: Key;
  readonly map: StructOpsMap;
}

export interface OpenProg extends Opened {
  readonly prog: StructOpsProg;
}

export interface OpenType {
  readonly handle: string;
  /** The module's, or vmlinux. */
  readonly name: string;
  readonly key: Key;
}

/** What is open in a state, oldest first. */
class Inventory {
  readonly files: Opened[] = [];
  readonly byKind: Readonly<Record<Kind, Opened[]>> = { btf: [], prog: [], map: [], link: [] };
  readonly maps: OpenMap[] = [];
  readonly progs: OpenProg[] = [];
  readonly types: OpenType[] = [];
  readonly stale: OpenType[] = [];

  constructor(state: State) {
    for (const [handle, file] of state.files.entries()) this.add(state, { handle, file });
  }

  private add(state: State, opened: Opened): void {
    const { handle, file } = opened;
    this.files.push(opened);
    this.byKind[file.kind].push(opened);
    if (file.kind === 'map') this.addMap(opened, state.maps.get(file.key));
    else if (file.kind === 'prog') this.addProg(opened, state.progs.get(file.key));
    else if (file.kind === 'btf') this.addType(handle, file.key, state.btfs.get(file.key));
  }

  private addMap({ handle, file }: Opened, map: StructOpsMap | undefined): void {
    if (map !== undefined) this.maps.push({ handle, file, key: file.key, map });
  }

  private addProg({ handle, file }: Opened, prog: Prog | undefined): void {
    if (prog?.kind === 'struct_ops') this.progs.push({ handle, file, prog });
  }

  private addType(handle: string, key: Key, btf: Btf | undefined): void {
    if (btf === undefined || btf.kind === 'user') return;
    (btf.live ? this.types : this.stale).push({ handle, name: btf.name, key });
  }
}

/** Every intent asks what is open in the same state, before any operation is chosen for it. */
const inventoryOf = once((state: State) => new Inventory(state));

/** The open descriptors of a kind, oldest first. */
export const openFiles = (state: State, kind?: Kind): readonly Opened[] =>
  kind === undefined ? inventoryOf(state).files : inventoryOf(state).byKind[kind];

export function openMaps(state: State, fits?: (map: StructOpsMap) => boolean): readonly OpenMap[] {
  const { maps } = inventoryOf(state);
  return fits === undefined ? maps : maps.filter(({ map }) => fits(map));
}

/** The open struct_ops programs. */
export const openProgs = (state: State, fits: (prog: StructOpsProg) => boolean): readonly OpenProg[] =>
  inventoryOf(state).progs.filter(({ prog }) => fits(prog));

/** Handles of live kernel BTF objects. */
export const openTypes = (state: State): readonly OpenType[] => inventoryOf(state).types;

/** Handles of BTF objects whose module is gone, though one of its name may be there again. */
export const staleTypes = (state: State): readonly OpenType[] => inventoryOf(state).stale;

/** Whether the workers have something left to do. */
export const isUnsettled = (state: State): boolean => backlog(state) > 0;
