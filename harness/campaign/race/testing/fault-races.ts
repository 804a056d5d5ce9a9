// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// For every race fault a race that shows it: the name of a pair of the table, or a race of its own.
import { PAIRS, parseRace } from '../../../../generators';
import type { RaceProgram } from '../../../../spec';
import type { RaceFaultName } from '../../../adapters/simulator/faults';

const LINKED = `
module.load soc_a
b = btf.open soc_a
m = map.create b plain link
map.update m .tag=1
`;

const RACES: Readonly<Record<RaceFaultName, string>> = {
  'update-takes-no-lock': 'map-update-update',
  'update-checks-before-lock': 'map-update-update',
  'update-ready-before-filled': `
module.load soc_a
b = btf.open soc_a
m = map.create b plain link
| map.update m .tag=1 | map.lookup m
`,
  'update-inuse-before-reg': 'map-update-update-refused',
  'update-inuse-before-get': 'map-update-delete',
  'update-resets-after-unlock': 'map-update-update-refused',
  'update-lock-order-inverted': 'map-update-link-create',
  'delete-state-not-exchanged': 'map-delete-delete',
  'link-create-takes-no-mutex': `${LINKED}
| l = link.create m | module.detach soc_a plain
link.poll l
module.call soc_a plain run
`,
  'link-map-set-after-unlock': `${LINKED}
| l = link.create m | module.detach soc_a plain
link.poll l
module.call soc_a plain run
`,
  'link-update-takes-no-mutex': 'link-update-update',
  'link-update-checks-before-mutex': 'link-replace-replace',
  'link-update-puts-old-map-first': 'link-update-close-maps',
  'detach-takes-no-mutex': 'link-update-detach',
  'detach-puts-map-before-unreg': `${LINKED}
l = link.create m
fd.close m
| link.detach l | object.info b
`,
  'detach-clears-map-before-unreg': `${LINKED}
l = link.create m
| link.detach l | link.poll l
|               | module.call soc_a plain run
`,
  'close-puts-map-before-unreg': `${LINKED}
l = link.create m
fd.close m
| fd.close l | object.info b
`,
  'map-by-id-revives': 'map-by-id-close',
  'link-by-id-revives': `${LINKED}
l = link.create m
| fd.close l | k = object.by_id l
`,
  'file-not-held': 'map-update-close',
  'btf-usable-while-coming': 'module-load-create',
  'btf-usable-while-going': 'module-create-unload',
  'btf-module-found-then-held': 'module-create-unload',
  'prog-load-puts-module-early': 'module-prog-load-unload',
  'map-create-puts-module-early': 'module-create-unload',
  'unload-state-set-late': 'module-unload-unload',
  'unload-frees-before-going': 'module-create-unload',
  'load-does-not-wait': 'module-load-load-fails',
};

export function raceShowing(fault: RaceFaultName): RaceProgram {
  const text = RACES[fault];
  const pair = PAIRS.find(({ name }) => name === text);
  if (pair !== undefined) return pair.race;
  const parsed = parseRace(text);
  if (parsed.kind === 'error') throw new Error(`${fault}: ${parsed.message}`);
  return parsed.race;
}
