// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The shortest ways to see the faults of faults/mapUpdate.ts.
import { ASKED, ASKED_LINK, INUSE, LOADED, MAP, PROG, READY, type Witnesses } from './programs';

const map = (what: string): readonly string[] => [MAP, `map.update m ${what}`];
const LOG = 'module.log soc_a';
const LOOKUP = 'map.lookup m';
/** A map of plain, and the program `p` for its member run. */
const WITH_PROG = `${PROG}\nm = map.create b plain`;
const FAILS = 'map.update m .run=p .spare=1';
const OWNED = 'module.load soc_a types=owned\nb = btf.open soc_a\nm = map.create b owned';
const HOLED = 'module.load soc_a types=holed\nb = btf.open soc_a\nm = map.create b holed';

export const MAP_UPDATE_WITNESSES = {
  'update-keeps-lock': [INUSE, 'map.update m'],
  'update-owner-returns-success': [OWNED, 'map.update m .owner=1'],
  'prog-of-other-type-accepted': [
    'module.load soc_a types=all',
    'b = btf.open soc_a',
    'p = prog.load b fixed run',
    'm = map.create b plain',
    'map.update m .run=p',
  ],
  'prog-of-other-member-accepted': [WITH_PROG, 'map.update m .alt=p'],
  'failed-update-stays-inuse': [MAP, 'map.update m .spare=1', LOOKUP],
  'failed-update-stays-ready': [ASKED_LINK, 'map.update m .want_validate=-12', LOOKUP],
  'failed-update-keeps-value': [WITH_PROG, FAILS, 'map.update m', 'module.call soc_a plain run'],
  'failed-update-leaks-progs': [WITH_PROG, FAILS],
  'failed-update-puts-progs-twice': [WITH_PROG, FAILS, 'quiesce', 'object.info p'],
  'update-takes-no-prog': [WITH_PROG, 'map.update m .run=p', 'fd.close p', 'module.call soc_a plain run'],
  'freed-map-keeps-progs': [WITH_PROG, 'map.update m .run=p'],
  'legacy-not-validated': [ASKED, 'map.update m .want_validate=-12'],
  'link-map-not-validated': [ASKED_LINK, 'map.update m .want_validate=-12'],
  'positive-validate-passes': [ASKED, 'map.update m .want_validate=1'],
  'positive-reg-registers': [ASKED, 'map.update m .want_reg=1'],
  'failed-reg-unregs': [ASKED, 'map.update m .want_reg=-12', LOG],
  'ready-calls-reg': [READY, LOG],
  'inuse-holds-no-map': [INUSE, LOOKUP],
  'inuse-put-without-get': [INUSE, LOOKUP],
  'update-key-before-flags': map('key=1 flags=1'),
  'update-holes-before-key': map('key=1 hole=common'),
  'update-key-einval': map('key=1'),
  'update-flags-ignored': map('flags=1'),
  'value-holes-unchecked': map('hole=common'),
  'data-holes-unchecked': [HOLED, 'map.update m hole=data'],
  'state-unchecked': map('state=1'),
  'refcnt-unchecked': map('refcnt=1'),
  'busy-before-checks': [INUSE, 'map.update m state=1'],
  'busy-einval': [INUSE, 'map.update m'],
  'tobefree-updatable': [INUSE, 'map.delete m', 'map.update m'],
  'owner-not-recognised': [OWNED, 'map.update m'],
  'init-member-error-ignored': [ASKED, 'map.update m .want_init=-12'],
  'unhandled-data-accepted': map('.spare=1'),
  'prog-word-not-truncated': map('.run=4294967296'),
  'closed-prog-ignored': map('.run=closed'),
  'closed-prog-einval': map('.run=closed'),
  'too-few-trampolines': [
    ...['ssthresh', 'undo_cwnd', 'cong_avoid'].map(
      (member) => `${member} = prog.load none tcp_congestion_ops ${member}`,
    ),
    'm = map.create none tcp_congestion_ops',
    'map.update m .ssthresh=ssthresh .undo_cwnd=undo_cwnd .cong_avoid=cong_avoid .name=1',
  ],
  'update-needs-cap': map('caps=none'),
  'update-ignores-mode': [LOADED, 'm = map.create b plain', 'r = object.by_id m mode=ro', 'map.update r'],
} satisfies Witnesses;
