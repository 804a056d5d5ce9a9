// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The shortest ways to see the faults of faults/object.ts and faults/release.ts.
import { INUSE, LINKED, MAP, PROG, RELEASED, TWO_READY, type Witnesses } from './programs';

const PINNED = `${MAP}\npin.create m x`;
const LOOKUP = 'map.lookup m';

export const OBJECT_WITNESSES = {
  'unlink-does-not-put': [PINNED, 'pin.remove x', RELEASED],
  'pin-takes-no-ref': [PINNED, 'fd.close m', 'object.by_id m'],
  'pin-get-takes-no-ref': [PINNED, 'n = pin.get x', 'fd.close n', 'fd.close m', 'object.by_id m'],
  'pin-replaces': [PINNED, 'pin.create m x'],
  'pin-get-ignores-mode': [PINNED, 'r = pin.get x mode=ro', 'map.update r'],
  'link-pin-get-any-mode': [LINKED, 'pin.create l x', 'pin.get x mode=ro'],
  'pin-read-oops': [PINNED, 'pin.read x'],
  'map-by-id-takes-no-ref': [MAP, 'n = object.by_id m', 'fd.close n', 'object.by_id m'],
  'link-by-id-takes-no-ref': [LINKED, 'k = object.by_id l', 'fd.close k', 'object.info l'],
  'dying-link-revived': [LINKED, 'pin.create l x', 'fd.close l', 'pin.remove x', 'object.by_id l'],
  'by-id-ignores-mode': [MAP, 'r = object.by_id m mode=ro', 'map.update r'],
  'by-id-needs-no-cap': [MAP, 'object.by_id m caps=none'],
  'close-keeps-usercnt': [INUSE, 'n = object.by_id m', 'fd.close n', LOOKUP],
  'info-without-btf-id': [MAP, 'object.info m'],
  'info-shows-user-btf': [MAP, 'object.info m'],
  'info-shows-old-map': [TWO_READY, 'link.update l n', 'object.info l'],
  'info-attach-for-all': [PROG, 'object.info p caps=none'],
  'info-closed-ebadf': ['object.info closed'],
} satisfies Witnesses;

export const RELEASE_WITNESSES = {
  'freed-map-reads-type': [MAP, 'fd.close m', 'btf.list', 'module.unload soc_a', 'quiesce'],
  'freed-map-keeps-id': [MAP, RELEASED],
  'freed-link-keeps-id': [LINKED, 'fd.close l', 'quiesce'],
  'close-unregisters': [INUSE, 'fd.close m', 'object.by_id m'],
  'worker-never-runs': [MAP, RELEASED],
  'progs-put-twice': [PROG, 'm = map.create b plain', 'map.update m .run=p', 'map.delete m', RELEASED, 'object.info p'],
} satisfies Witnesses;
