// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Links, pins, ids and info. An open map or link is a pin of the adapter's own, so another open one is another pin.
import {
  fdClose,
  linkDetach,
  objectById,
  objectInfo,
  pinCreate,
  pinGet,
  pinRead,
  pinRemove,
  type Operation,
  type Outcome,
} from '../../../../spec';
import { HANDLES, Inexpressible, outcomeOf, PINS, pinOf, succeeded, type Bench } from '../bench';
import { seenBtfs, seenLink, seenLinks } from '../seen';
import { step, type Step } from './step';

const detach = step(linkDetach, async (bench, { link }) =>
  outcomeOf(await bench.bpftool('link', 'detach', 'pinned', bench.held(link, 'link').path)),
);

/** close() frees a link before it returns and a pin does not, so only a link that something else holds can be closed. */
const close = step(fdClose, async (bench, { fd }): Promise<Outcome> => {
  const { kind, id, path } = bench.held(fd, 'map', 'link', 'prog');
  if (kind === 'link') {
    const link = (await seenLinks(bench)).find((each) => each.id === id);
    if ((link?.pinned.length ?? 0) < 2) throw new Inexpressible('the last close of a link, which is only pinned here');
  }
  const outcome = outcomeOf(await bench.exec('rm', path));
  bench.handles.set(fd, { kind, id });
  return outcome;
});

const pin = step(pinCreate, async (bench, { fd, path }): Promise<Outcome> => {
  const { kind, id, path: from } = bench.held(fd, 'map', 'link');
  await bench.exec('mkdir', '-p', `${PINS}/${path}`);
  const ended = await bench.bpftool(kind, 'pin', 'pinned', from, pinOf(PINS, path));
  if (succeeded(ended)) bench.pins.set(path, { kind, id });
  return outcomeOf(ended);
});

/** Pins an object once more, for a new handle. */
async function hold(
  bench: Bench,
  operation: Operation,
  kind: 'map' | 'link',
  id: number,
  by: readonly string[],
): Promise<Outcome> {
  const name = bench.nameOf(operation);
  const path = pinOf(HANDLES, name);
  await bench.exec('mkdir', '-p', `${HANDLES}/${name}`);
  const ended = await bench.bpftool(kind, 'pin', ...by, path);
  if (succeeded(ended)) bench.handles.set(name, { kind, id, path });
  return outcomeOf(ended, { id });
}

const get = step(pinGet, (bench, { path }, operation) => {
  const { kind, id } = bench.pins.get(path) ?? { kind: 'map', id: 0 };
  return hold(bench, operation, kind, id, ['pinned', pinOf(PINS, path)]);
});

const remove = step(pinRemove, async (bench, { path }): Promise<Outcome> => {
  const outcome = outcomeOf(await bench.exec('rm', pinOf(PINS, path)));
  bench.pins.delete(path);
  return outcome;
});

const read = step(pinRead, async (bench, { path }): Promise<Outcome> => {
  const ended = await bench.exec('cat', pinOf(PINS, path));
  if (!succeeded(ended)) return outcomeOf(ended);
  const shown = /\{\{\{\{(\d+),\},\},(BPF_STRUCT_OPS_STATE_\w+),/.exec(ended.stdout);
  return outcomeOf(ended, { state: shown?.[2] ?? '', refcnt: Number(shown?.[1] ?? -1) });
});

const byId = step(objectById, (bench, { of }, operation) => {
  const handle = bench.handles.get(of) ?? { kind: 'map' as const, id: 0 };
  if (handle.kind === 'btf' || handle.kind === 'prog' || bench.unknown.has(of))
    throw new Inexpressible(`there is no id of ${of} to ask for`);
  return hold(bench, operation, handle.kind, handle.id, ['id', String(handle.id)]);
});

/** Of a map bpftool does not tell the type, so there is no info of maps. */
const info = step(objectInfo, async (bench, { fd }): Promise<Outcome> => {
  const handle = bench.handles.get(fd);
  if (handle?.kind === 'btf') {
    const btf = (await seenBtfs(bench)).find(({ id }) => id === handle.id);
    if (btf === undefined) throw new Inexpressible('a BTF object that is gone, and that nothing holds here');
    return { ret: 0, value: { kind: 'btf', id: btf.id, name: btf.name, kernel: btf.kernel } };
  }
  const link = await seenLink(bench, bench.held(fd, 'link').path);
  if (link === undefined) throw new Inexpressible('a link that cannot be shown');
  return { ret: 0, value: { kind: 'link', id: link.id, type: 9, map_id: link.map_id } };
});

export const objectSteps: readonly Step[] = [detach, close, pin, get, remove, read, byId, info];
