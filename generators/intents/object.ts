// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Descriptors, pins, ids and info: whatever there is.
import { fdClose, fdDup, objectById, objectInfo, pinCreate, pinGet, pinRead, pinRemove } from '../../spec';
import { once, type State } from '../../model';
import { intent, openFiles, type Arguments, type Intent, type Scene } from './intent';

const PATHS = ['pin1', 'pin2', 'pin3'];

const anyFile = ({ state, random }: Scene) => {
  const file = random.maybe(openFiles(state));
  return file && { fd: file.handle };
};

const pinned = ({ state, random }: Scene) => {
  const path = random.maybe(state.pins.keys);
  return path === undefined ? undefined : { path };
};

const withMode = (scene: Scene, args: Arguments): Arguments => {
  const mode = scene.random.chance(0.3) ? scene.random.pick(['ro', 'wo']) : 'rw';
  return { ...args, ...(mode === 'rw' ? {} : { mode }) };
};

const pin = intent(pinCreate, 2.5, ({ state, random }) => {
  const links = openFiles(state, 'link');
  const others = openFiles(state).filter(({ file: { kind } }) => kind !== 'btf');
  const file = random.maybe(links.length > 0 && random.chance(0.5) ? links : others);
  const path = random.maybe(PATHS.filter((candidate) => !state.pins.has(candidate)));
  return file === undefined || path === undefined ? undefined : { fd: file.handle, path };
});

const byId = intent(objectById, 2, (scene) => {
  const { state, random } = scene;
  const of = random.maybe(state.bound.entries().filter(([, { kind }]) => kind !== 'prog'));
  if (of === undefined) return undefined;
  return of[1].kind === 'map' ? withMode(scene, { of: of[0] }) : { of: of[0] };
});

/** Pins that alone hold their object. */
const lonePins = once((state: State): readonly string[] =>
  state.pins.keys.filter((path) => !openFiles(state).some(({ file }) => file.key === state.pins.get(path)?.key)),
);

/** Links that nothing but a pin holds: a loader leaves such ones, and only an open one can be detached. */
const lonePinnedLinks = once((state: State): readonly string[] =>
  lonePins(state).filter((path) => state.pins.get(path)?.kind === 'link'),
);

const get = intent(
  pinGet,
  (state) => (lonePinnedLinks(state).length > 0 ? 10 : 1.5),
  (scene) => {
    const { state, random } = scene;
    const lone = lonePinnedLinks(state);
    if (lone.length > 0 && random.chance(0.7)) return { path: random.pick(lone) };
    const target = pinned(scene);
    const isLink = target && state.pins.get(target.path)?.kind === 'link';
    return target && (isLink === true ? target : withMode(scene, target));
  },
);

const removable = ({ state, random }: Scene) => {
  const alone = lonePins(state);
  const path = random.maybe(alone.length > 0 && random.chance(0.8) ? alone : state.pins.keys);
  return path === undefined ? undefined : { path };
};

/** BTF descriptors lead to everything else, so they are closed less often. */
const closable = ({ state, random }: Scene) => {
  const pinnedKeys = state.pins.values.map(({ key }) => key);
  const pinned = random.maybe(openFiles(state).filter(({ file: { key } }) => pinnedKeys.includes(key)));
  if (pinned !== undefined && random.chance(0.4)) return { fd: pinned.handle };
  const file = random.maybe(openFiles(state).filter(({ file: { kind } }) => kind !== 'btf' || random.chance(0.3)));
  return file && { fd: file.handle };
};

export const objectIntents: readonly Intent[] = [
  intent(fdClose, 5, closable),
  intent(fdDup, 1.2, anyFile),
  pin,
  intent(pinRemove, (state) => (lonePins(state).length > 0 ? 6 : 1.5), removable),
  get,
  intent(pinRead, 0.8, pinned),
  byId,
  intent(objectInfo, 2.5, anyFile),
];
