// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Modules on their way in and out: what is there of them at each point of load_module() and delete_module().
import { MODULES, type ModuleName } from '../../spec';
import type { Instance, State } from '../state';
import type { Table } from '../table';

/** enum module_state, which finit_module() and delete_module() look at. */
export type ModuleState = 'UNFORMED' | 'COMING' | 'LIVE' | 'GOING';

/** What a module that is neither fully loaded nor gone shows to whom. */
export interface Window {
  readonly state: ModuleState;
  /** Its BTF object has an id. */
  readonly btf: boolean;
  /** btf_try_get_module() gives the module, so that its types can be used. */
  readonly usable: boolean;
  /** Its directory in sysfs, with initstate and refcnt. */
  readonly sysfs: boolean;
  /** The test module's control files in there. */
  readonly files: boolean;
  /** What refcnt reads beyond the references of maps. */
  readonly extra: number;
  /** It is on its way in. */
  readonly loading: boolean;
}

const nothing: Window = {
  state: 'COMING',
  btf: false,
  usable: false,
  sysfs: false,
  files: false,
  extra: 1,
  loading: true,
};

const leaving: Window = { ...nothing, state: 'GOING', loading: false, extra: -1 };

/** kernel/module/main.c: load_module(): what becomes visible, in that order. */
export const COMING = {
  /** add_unformed_module(), complete_formation(). */
  formed: nothing,
  /** prepare_coming_module(): btf_module_notify() of MODULE_STATE_COMING. */
  notified: { ...nothing, btf: true },
  /** mod_sysfs_setup(). */
  shown: { ...nothing, btf: true, sysfs: true },
  /** The test module's init has made its control files. */
  initialising: { ...nothing, btf: true, sysfs: true, files: true },
  /** do_init_module(): MODULE_STATE_LIVE is set, its notifier is still to come. */
  live: { ...nothing, state: 'LIVE', btf: true, sysfs: true, files: true },
  /** The notifier has set BTF_MODULE_F_LIVE; the initial reference is still to be dropped. */
  usable: { ...nothing, state: 'LIVE', btf: true, usable: true, sysfs: true, files: true },
} as const satisfies Readonly<Record<string, Window>>;

/** kernel/module/main.c: delete_module(): what disappears, in that order. */
export const GOING = {
  /** try_stop_module(). */
  stopped: { ...leaving, btf: true, sysfs: true, files: true },
  /** mod->exit() has removed the control files. */
  exited: { ...leaving, btf: true, sysfs: true },
  /** btf_module_notify() of MODULE_STATE_GOING. */
  notified: { ...leaving, sysfs: true },
  /** free_module(): mod_sysfs_teardown(), then MODULE_STATE_UNFORMED until it leaves the list. */
  unformed: { ...leaving, state: 'UNFORMED' },
} as const satisfies Readonly<Record<string, Window>>;

/** do_init_module() of an init that failed: MODULE_STATE_GOING with the initial reference, then without. */
export const FAILING = {
  failed: { ...nothing, state: 'GOING', btf: true, sysfs: true },
  put: { ...nothing, state: 'GOING', btf: true, sysfs: true, extra: 0 },
  notified: { ...nothing, state: 'GOING', sysfs: true, extra: 0 },
  unformed: { ...nothing, state: 'UNFORMED', extra: 0 },
} as const satisfies Readonly<Record<string, Window>>;

type Windows = Table<Window, ModuleName>;

/** Which side of a module an operation depends on. */
export type Side = 'usable' | 'btf' | 'files';

/** The state as an operation sees it that depends on one side of modules: without those that lack it. */
export function seen(kernel: State, windows: Windows, side: Side): State {
  let state = kernel;
  for (const name of MODULES) if (windows.get(name)?.[side] === false) state = withoutModule(state, name);
  return state;
}

function withoutModule(state: State, name: ModuleName): State {
  const instance = state.modules.get(name);
  if (instance === undefined) return state;
  const modules = state.modules.omit(name);
  const btf = instance.btf === undefined ? undefined : state.btfs.get(instance.btf);
  if (instance.btf === undefined || btf === undefined) return { ...state, modules };
  return { ...state, modules, btfs: state.btfs.put(instance.btf, { ...btf, live: false }) };
}

/** The state after an operation that did not see some modules: they are as they were. */
export function unseen(next: State, kernel: State, windows: Windows, side: Side): State {
  let state = next;
  for (const name of MODULES) {
    const instance = windows.get(name)?.[side] === false ? kernel.modules.get(name) : undefined;
    if (instance !== undefined) state = withModule(state, kernel, name, instance);
  }
  return state;
}

function withModule(state: State, kernel: State, name: ModuleName, instance: Instance): State {
  const modules = state.modules.put(name, instance);
  const btf = instance.btf === undefined ? undefined : kernel.btfs.get(instance.btf);
  if (instance.btf === undefined || btf === undefined) return { ...state, modules };
  return { ...state, modules, btfs: state.btfs.put(instance.btf, btf) };
}
