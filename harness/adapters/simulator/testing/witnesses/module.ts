// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The shortest ways to see the faults of faults/module.ts.
import { ALL, INUSE, LINKED, LOADED, MAP, PROG, RELEASED, TWO_READY, type Witnesses } from './programs';

const INFO = 'module.info soc_a';

export const MODULE_WITNESSES = {
  'map-does-not-hold-module': [MAP, 'module.unload soc_a', 'map.update m'],
  'module-put-without-get': [MAP, INFO],
  'freed-map-keeps-module': [MAP, RELEASED, INFO],
  'module-put-twice': [MAP, RELEASED, INFO],
  'delete-puts-module': [INUSE, 'map.delete m', INFO],
  'detach-puts-module': [LINKED, 'link.detach l', INFO],
  'link-update-puts-module': [TWO_READY, 'link.update l n', INFO],
  'unknown-type-keeps-module': [LOADED, 'map.create b plain id=ops', INFO],
  'value-size-keeps-module': [LOADED, 'map.create b plain sizeDelta=1', INFO],
  'bad-name-keeps-module': [LOADED, 'map.create b plain label=bad', INFO],
  'bad-user-btf-keeps-module': [LOADED, 'map.create b plain user=b', INFO],
  'prog-load-keeps-module': [PROG, INFO],
  'failed-prog-load-keeps-module': [LOADED, 'prog.load b plain past_end', INFO],
  'unload-ignores-refcnt': [MAP, 'module.unload soc_a'],
  'unload-in-use-ebusy': [MAP, 'module.unload soc_a'],
  'unload-needs-no-cap': [LOADED, 'module.unload soc_a caps=none'],
  'load-needs-no-cap': ['module.load soc_a caps=none'],
  'load-flags-ignored': ['module.load soc_a flags=4096'],
  'load-again-keeps-mutex': [LOADED, 'module.load soc_a'],
  'load-again-ebusy': [LOADED, 'module.load soc_a'],
  'positive-init-fails': ['module.load soc_a init=1', INFO],
  'failed-init-keeps-module': ['module.load soc_a init=-12', 'module.load soc_a'],
  'failed-init-keeps-btf': ['module.load soc_a init=-12', 'btf.list'],
  'failed-init-is-einval': ['module.load soc_a init=-12'],
  'init-eexist-kept': ['module.load soc_a init=-17'],
} satisfies Witnesses;

export const BTF_WITNESSES = {
  'stale-btf-accepted': [LOADED, 'module.unload soc_a', 'map.create b plain'],
  'stale-btf-after-reload': [LOADED, 'module.unload soc_a', 'module.load soc_a', 'map.create b plain'],
  'dead-module-ebusy': [LOADED, 'module.unload soc_a', 'map.create b plain'],
  'owner-of-stale-btf-read': [LOADED, 'module.unload soc_a', 'map.create b plain'],
  'count-uninitialised': ['module.load soc_a types=none', 'b = btf.open soc_a', 'prog.load b plain run'],
  'create-leaks-btf': [LOADED, 'u = btf.load', 'map.create u plain vtype=on', 'fd.close u', 'object.by_id u'],
  'btf-held-by-map': [MAP, 'fd.close m', 'fd.close b', 'btf.list', 'module.unload soc_a', 'btf.list'],
  'user-btf-leaked': [
    LOADED,
    'u = btf.load',
    'm = map.create b plain user=u',
    'fd.close u',
    RELEASED,
    'object.by_id u',
  ],
  'btf-id-survives-unload': [LOADED, 'module.unload soc_a', 'btf.list'],
  'btf-id-lost-early': [LOADED, 'module.unload soc_a', 'btf.list'],
  'prog-holds-no-btf': [PROG, 'fd.close b', 'module.unload soc_a', 'object.info p'],
  'failed-prog-load-leaks-btf': [LOADED, 'prog.load b plain past_end', 'fd.close b', 'module.unload soc_a', 'btf.list'],
  'prog-leaks-btf': [PROG, 'fd.close p', 'fd.close b', 'module.unload soc_a', 'btf.list'],
  'btf-by-id-takes-no-ref': [LOADED, 'fd.close b', 'btf.list'],
  'verifier-finds-in-vmlinux': [PROG],
  'types-lost-on-growth': [ALL, 'm = map.create b plain'],
  'table-does-not-grow': ['module.load soc_a types=all'],
} satisfies Witnesses;
