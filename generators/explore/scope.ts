// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Bounds of an exploration: how many objects of each kind there may be at once.
import { bindsIn, CLAUSES, MODULES, typesOf, type ModuleName, type ProfileName } from '../../spec';
import type { Prog, State } from '../../model';

/** What bounds a scope: the name of each bound, and what it counts. */
export const BOUNDS = {
  modules: 'modules that are loaded; the third one has no BTF',
  maps: 'maps, those included whose module is still to be let go of',
  links: 'links, those included that are gone but for their hold on a map',
  programs: 'programs',
  pins: 'pins',
  holds: 'holds of programs on maps, by BPF_PROG_BIND_MAP or BPF_PROG_ASSOC_STRUCT_OPS',
  stale: 'BTF objects that outlive their module',
  descriptors: 'descriptors of one object',
  depth: 'operations from the initial state',
} as const;

/** The most that there may be of each at once. Without `depth` a way may have any length. */
export type Scope = Readonly<Record<Exclude<keyof typeof BOUNDS, 'depth'>, number>> & { readonly depth?: number };

/** Two of everything, as far as the profile lets it be explored. */
export const TOUR_SCOPE: Scope = {
  modules: 2,
  maps: 2,
  links: 2,
  programs: 2,
  pins: 1,
  holds: 0,
  stale: 1,
  descriptors: 1,
};

/**
 * Whether the parts of a state have nothing to do with each other where BTF objects outlive their modules: not where such
 * an object keeps its name, and opening that name may find it in the place of the module's (MOD-BTF-04).
 */
export const staleStandsAlone = (profile: ProfileName): boolean => !bindsIn(CLAUSES['MOD-BTF-04'], profile);

/** The scope of a tour when nothing else is said. */
export const tourScope = (profile: ProfileName): Scope => ({ ...TOUR_SCOPE, stale: staleStandsAlone(profile) ? 1 : 0 });

/** Names of the modules of a scope. */
export const modulesOf = ({ modules }: Scope): readonly ModuleName[] => MODULES.slice(0, modules);

/** The module without BTF, which no other one stands for. */
export const isBare = (name: string): boolean => typesOf(name).length === 0;

/** The modules of a scope that stand for one another with the one of a name; none for what names no module of it. */
export function alikeIn(scope: Scope, name: string): readonly ModuleName[] {
  const names = modulesOf(scope);
  return names.some((own) => own === name) ? names.filter((own) => isBare(own) === isBare(name)) : [];
}

/** What counts against a scope, in the order of a `Usage`. */
const COUNTED = ['modules', 'maps', 'links', 'programs', 'pins', 'holds', 'stale'] as const;

/** What a state, or a part of one, takes up of a scope: one number for each thing that counts. */
export type Usage = readonly number[];

export const NOTHING: Usage = COUNTED.map(() => 0);

export const limitsOf = (scope: Scope): Usage => COUNTED.map((name) => scope[name]);

const mapsHeld = (prog: Prog): number =>
  prog.binds.length + (prog.kind === 'syscall' && prog.assoc !== undefined ? 1 : 0);

/** Links that are unregistered and have not let go of their map. */
export const lateLinks = ({ maps }: State): number => maps.values.reduce((sum, map) => sum + (map.pendingPuts ?? 0), 0);

/** The usage of a state in normal form. */
export function usageOf(state: State): Usage {
  const instances = state.modules.values;
  const late = instances.reduce((sum, instance) => sum + instance.pendingPuts, 0);
  const count: Readonly<Record<(typeof COUNTED)[number], number>> = {
    modules: instances.length,
    maps: state.maps.size + late,
    links: state.links.size + lateLinks(state),
    programs: state.progs.size,
    pins: state.pins.size,
    holds: state.progs.values.reduce((sum, prog) => sum + mapsHeld(prog), 0),
    stale: state.btfs.values.filter(({ kind, live }) => kind === 'user' || !live).length,
  };
  return COUNTED.map((name) => count[name]);
}

export const sum = (usages: readonly Usage[]): Usage =>
  NOTHING.map((_, index) => usages.reduce((total, usage) => total + (usage[index] ?? 0), 0));

export const difference = (a: Usage, b: Usage): Usage => a.map((value, index) => value - (b[index] ?? 0));

export const fits = (usage: Usage, limits: Usage): boolean =>
  usage.every((value, index) => value <= (limits[index] ?? 0));
