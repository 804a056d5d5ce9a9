// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// BTF objects: open those of live modules, and load one of our own now and then.
import { btfList, btfLoad, btfOpen, MODULES } from '../../spec';
import { once, type State } from '../../model';
import { intent, openTypes, type Intent } from './intent';

const unopenedModules = once((state: State) =>
  MODULES.filter(
    (name) => state.modules.get(name)?.btf !== undefined && !openTypes(state).some((btf) => btf.name === name),
  ),
);

const open = intent(
  btfOpen,
  (state) => (unopenedModules(state).length > 0 ? 20 : 1),
  ({ state, random }) => {
    const unopened = unopenedModules(state);
    if (unopened.length > 0) return { name: random.pick(unopened) };
    return random.chance(0.3) ? { name: random.pick([...MODULES, 'vmlinux', 'vmlinux']) } : undefined;
  },
);

export const btfIntents: readonly Intent[] = [open, intent(btfLoad, 0.7, () => ({})), intent(btfList, 1, () => ({}))];
