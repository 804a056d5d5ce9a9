// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Where libbpf finds a type: tools/lib/bpf/libbpf.c: find_ksym_btf_id(), load_module_btfs().
import { MODULES, typeIn, type ModuleName, type ProfileName } from '../../spec';
import { binds } from '../rule';
import { loadOf, staleOf, staysVisible } from '../stale';
import type { Key, State } from '../state';

/** What there is to find for a type. */
export interface Search {
  /** vmlinux describes it, so the modules are no matter. */
  readonly isVmlinux: boolean;
  /** Loaded modules whose BTF describes it, by ascending id of the BTF: the first is the one that is found. */
  readonly modules: readonly ModuleName[];
  /** Those of `modules` that have registered it. */
  readonly able: readonly ModuleName[];
  /** BTF objects that described it, of modules that are gone, with ids below that of the first of `modules`. */
  readonly stale: readonly Key[];
}

const btfOf = (state: State, module: ModuleName): Key => state.modules.get(module)?.btf ?? '';

/** Looks for a type as the libbpf of a profile's days does; before the series that knew vmlinux only. */
export function searched(state: State, type: string, profile: ProfileName): Search {
  const isVmlinux = typeIn('vmlinux', type) !== undefined;
  const describing = MODULES.filter((module) => typeIn(module, type) !== undefined);
  if (isVmlinux || !binds({ profile }, 'LOADER-12')) return { isVmlinux, modules: [], able: [], stale: [] };
  const modules = describing
    .filter((module) => btfOf(state, module) !== '')
    .sort((a, b) => loadOf(btfOf(state, a)) - loadOf(btfOf(state, b)));
  const [first] = modules;
  const end = first === undefined ? Infinity : loadOf(btfOf(state, first));
  return {
    isVmlinux,
    modules,
    able: modules.filter((module) => state.modules.get(module)?.registered.includes(type)),
    stale: describing.flatMap((module) => staleOf(state, module)).filter((key) => loadOf(key) < end),
  };
}

/** Whether a program keeps one of the stale objects. */
export const isKept = (state: State, { stale }: Search): boolean =>
  state.progs.values.some((prog) => prog.kind === 'struct_ops' && stale.includes(prog.btf));

/** Whether one of them is found before any other, in a profile where they can be found: surely, perhaps, or not. */
export function isInTheWay(state: State, { stale }: Search): 'surely' | 'perhaps' | 'no' {
  if (stale.length === 0) return 'no';
  return stale.some((key) => staysVisible(state, key)) ? 'surely' : 'perhaps';
}
