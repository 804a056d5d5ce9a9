// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The shortest ways to see the faults of faults/link.ts.
import { ALL, ASKED_LINK, INUSE, LINK_MAP, LINKED, READY, TWO_READY, type Witnesses } from './programs';

const LOG = 'module.log soc_a';
const LOOKUP = 'map.lookup m';
const DETACH = 'link.detach l';
const CLOSE = 'fd.close l';
const REG_FAILS = `${ASKED_LINK}\nmap.update m .want_reg=-12\nlink.create m`;
/** `l` has plain's map `m`; `n` is a READY map of a type without an update op, `i` one of it that has no value. */
const OF_FIXED = [ALL, 'm = map.create b plain link', 'map.update m', 'l = link.create m'].join('\n');
const FIXED = 'n = map.create b fixed link\nmap.update n';
const OTHER_TYPE = `${OF_FIXED}\nn = map.create b owned link\nmap.update n`;
const UPDATE_FAILS = (result: number): string =>
  [
    ASKED_LINK,
    'map.update m',
    'l = link.create m',
    'n = map.create b asked link',
    `map.update n .want_update=${result}`,
    'link.update l n',
    'object.info l',
  ].join('\n');

export const LINK_WITNESSES = {
  'link-holds-no-map': [LINKED, LOOKUP],
  'link-of-init-map': [LINK_MAP, 'link.create m'],
  'link-of-legacy-map': [INUSE, 'link.create m'],
  'link-create-closed-fd-oops': ['link.create closed'],
  'link-create-needs-write': [READY, 'r = object.by_id m mode=ro', 'link.create r'],
  'link-create-needs-cap': [READY, 'link.create m caps=none'],
  'one-link-for-each-map': [LINKED, 'link.create m'],
  'failed-link-keeps-map': [REG_FAILS, LOOKUP],
  'failed-link-keeps-id': [REG_FAILS, 'quiesce'],
  'failed-link-unregs': [REG_FAILS, LOG],
  'link-update-any-fd-einval': [LINKED, 'link.update l closed'],
  'old-map-without-replace': [LINKED, 'link.update l m old=m'],
  'replace-ignored': [TWO_READY, 'link.update l n old=n flags=replace'],
  'replace-mismatch-einval': [TWO_READY, 'link.update l n old=n flags=replace'],
  'link-update-takes-init-map': [LINKED, 'n = map.create b plain link', 'link.update l n'],
  'update-op-before-ready': [OF_FIXED, 'n = map.create b fixed link', 'link.update l n'],
  'attached-before-update-op': [OF_FIXED, FIXED, DETACH, 'link.update l n'],
  'expected-before-attached': [TWO_READY, DETACH, 'link.update l n old=n flags=replace'],
  'type-before-expected': [OTHER_TYPE, 'link.update l n old=n flags=replace'],
  'update-op-enotsupp': [OF_FIXED, FIXED, 'link.update l n'],
  'types-compared-by-name': [
    LINKED,
    'module.load soc_b',
    'c = btf.open soc_b',
    'n = map.create c plain link',
    'map.update n',
    'link.update l n',
  ],
  'types-not-compared': [OTHER_TYPE, 'link.update l n'],
  'link-update-takes-no-ref': [TWO_READY, 'link.update l n', 'map.lookup n'],
  'link-update-keeps-old-map': [TWO_READY, 'link.update l n', LOOKUP],
  'link-update-keeps-pointer': [TWO_READY, 'link.update l n', 'object.info l'],
  'failed-link-update-switches': [UPDATE_FAILS(-12)],
  'positive-link-update-switches': [UPDATE_FAILS(1)],
  'link-update-keeps-mutex': [LINKED, 'link.update l m', DETACH],
  'detached-link-read': [LINKED, DETACH, 'link.update l m'],
  'link-update-reattaches': [LINKED, DETACH, 'link.update l m'],
  'detach-then-close-unregs-twice': [LINKED, DETACH, LOG, CLOSE, LOG],
  'detach-then-close-puts-twice': [LINKED, DETACH, CLOSE, 'object.by_id m'],
  'detach-keeps-pointer': [LINKED, DETACH, 'object.info l'],
  'detach-again-enolink': [LINKED, DETACH, DETACH],
  'detach-does-not-unreg': [LINKED, LOG, DETACH, LOG],
  'detach-keeps-map': [LINKED, DETACH, LOOKUP],
  'detach-missing': [LINKED, DETACH],
  'close-does-not-unreg': [LINKED, LOG, CLOSE, LOG],
  'close-keeps-map': [LINKED, CLOSE, LOOKUP],
  'detached-link-quiet': [LINKED, DETACH, 'link.poll l'],
  'attached-link-hangs-up': [LINKED, 'link.poll l'],
  'link-closed-einval': ['link.detach closed'],
} satisfies Witnesses;
