// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The operations that have more than one atomic step. All others are one: that of the sequential machine.
import { allowedNow, ended, type Stage } from '../stage';
import { CALL, LOG, REGISTER } from './control';
import { CREATE, DETACH, LOOK, MODULE_DETACH, UPDATE as LINK_UPDATE } from './link';
import { DELETE, LOOKUP, UPDATE } from './map';
import { INFO, LOAD, UNLOAD } from './module';
import { CLOSE, OPEN_BTF, TRANSIENT, UNPIN } from './object';
import { QUIESCE } from './quiesce';
import { COUNT_REFERENCE } from './users';

const ATOMIC: readonly Stage[] = [
  {
    kernel: '',
    tells: [],
    run: (turn) => allowedNow(turn, turn.operation).map((transition) => ended(turn.world, transition)),
  },
];

export const STAGES: Readonly<Record<string, readonly Stage[]>> = {
  'module.load': LOAD,
  'module.unload': UNLOAD,
  'module.info': INFO,
  'module.call': CALL,
  'module.log': LOG,
  'module.register': REGISTER,
  'module.detach': MODULE_DETACH,
  'btf.open': OPEN_BTF,
  'prog.load': TRANSIENT,
  'map.create': TRANSIENT,
  'map.update': UPDATE,
  'map.delete': DELETE,
  'map.lookup': LOOKUP,
  'pin.read': LOOKUP,
  'pin.create': [COUNT_REFERENCE, ...ATOMIC],
  'pin.get': [COUNT_REFERENCE, ...ATOMIC],
  'pin.remove': UNPIN,
  'link.create': CREATE,
  'link.update': LINK_UPDATE,
  'link.detach': DETACH,
  'link.poll': LOOK,
  'object.info': LOOK,
  'object.by_id': [COUNT_REFERENCE, ...OPEN_BTF],
  'fd.close': CLOSE,
  quiesce: QUIESCE,
};

export const stagesOf = (op: string): readonly Stage[] => STAGES[op] ?? ATOMIC;

/**
 * Operations that are many system calls in one, so that what another thread does between them cannot be told in a
 * few steps: they belong before or after the threads.
 */
export const ALONE: ReadonlySet<string> = new Set(['quiesce', 'btf.list', 'loader.register', 'loader.unregister']);
export { deferred } from './quiesce';
