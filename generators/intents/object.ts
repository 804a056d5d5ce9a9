// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Descriptors, pins, ids and info: whatever there is.
import { fdClose, fdDup, objectById, objectInfo, pinCreate, pinGet, pinRead, pinRemove } from '../../spec';
import { intent, openFiles, type Arguments, type Intent, type Scene } from './intent';

const PATHS = ['pin1', 'pin2', 'pin3'];

const anyFile = ({ state, random }: Scene) => {
  const file = random.maybe(openFiles(state));
  return file && { fd: file.handle };
};

const pinned = ({ state, random }: Scene) => {
  const path = random.maybe(Object.keys(state.pins));
  return path === undefined ? undefined : { path };
};

const withMode = (scene: Scene, args: Arguments): Arguments => {
  const mode = scene.random.chance(0.3) ? scene.random.pick(['ro', 'wo']) : 'rw';
  return { ...args, ...(mode === 'rw' ? {} : { mode }) };
};

const pin = intent(pinCreate, 2.5, ({ state, random }) => {
  const file = random.maybe(openFiles(state).filter((candidate) => candidate.file.kind !== 'btf'));
  const path = random.maybe(PATHS.filter((candidate) => state.pins[candidate] === undefined));
  return file === undefined || path === undefined ? undefined : { fd: file.handle, path };
});

const get = intent(pinGet, 1.5, (scene) => {
  const target = pinned(scene);
  const isLink = target && scene.state.pins[target.path]?.kind === 'link';
  return target && (isLink === true ? target : withMode(scene, target));
});

const byId = intent(objectById, 2, (scene) => {
  const { state, random } = scene;
  const of = random.maybe(Object.entries(state.bound).filter(([, { kind }]) => kind !== 'prog'));
  if (of === undefined) return undefined;
  return of[1].kind === 'map' ? withMode(scene, { of: of[0] }) : { of: of[0] };
});

/** BTF descriptors lead to everything else, so they are closed less often. */
const closable = ({ state, random }: Scene) => {
  const file = random.maybe(openFiles(state).filter(({ file: { kind } }) => kind !== 'btf' || random.chance(0.3)));
  return file && { fd: file.handle };
};

export const objectIntents: readonly Intent[] = [
  intent(fdClose, 5, closable),
  intent(fdDup, 1.2, anyFile),
  pin,
  intent(pinRemove, 1.8, pinned),
  get,
  intent(pinRead, 0.8, pinned),
  byId,
  intent(objectInfo, 2.5, anyFile),
];
