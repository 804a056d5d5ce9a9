// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Links: create them on READY maps, move them between maps of one type, detach them.
import { linkCreate, linkDetach, linkPoll, linkUpdate } from '../../spec';
import { once, type State } from '../../model';
import { intent, openFiles, openMaps, type Intent, type Scene } from './intent';

const readyMaps = once((state: State) => openMaps(state, (map) => map.phase === 'READY'));

const create = intent(
  linkCreate,
  (state) => (readyMaps(state).length > 0 ? 9 : 0.7),
  ({ state, random }) => {
    const ready = readyMaps(state);
    const target = ready.length > 0 && random.chance(0.9) ? random.pick(ready) : random.maybe(openMaps(state));
    if (target === undefined) return undefined;
    return {
      map: target.handle,
      ...(random.chance(0.05) ? { target: 77 } : {}),
      ...(random.chance(0.05) ? { flags: 255 } : {}),
    };
  },
);

const update = intent(
  linkUpdate,
  (state) => (openFiles(state, 'link').length > 0 ? 7 : 0.7),
  ({ state, random }) => {
    const link = random.maybe(openFiles(state, 'link'));
    if (link === undefined) return undefined;
    const behind = state.links.get(link.file.key)?.map;
    const current = behind === undefined ? undefined : state.maps.get(behind);
    const same = openMaps(
      state,
      (map) => map.phase === 'READY' && map.btf === current?.btf && map.type === current.type,
    );
    const fresh = same.length > 0 && random.chance(0.85) ? random.pick(same) : random.maybe(openMaps(state));
    if (fresh === undefined) return undefined;
    const old = openMaps(state).find((map) => map.key === behind);
    const replaced = random.chance(0.4) ? (random.chance(0.75) ? old : random.maybe(openMaps(state))) : undefined;
    return {
      link: link.handle,
      map: fresh.handle,
      ...(replaced === undefined ? {} : { old: replaced.handle, flags: 'replace' }),
    };
  },
);

const onLink = ({ state, random }: Scene) => {
  const link = random.maybe(openFiles(state, 'link'));
  return link && { link: link.handle };
};

export const linkIntents: readonly Intent[] = [
  create,
  update,
  intent(linkDetach, 3, onLink),
  intent(linkPoll, 1.5, onLink),
];
