// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Pins: kernel/bpf/inode.c.
import { pinCreate, pinGet, pinRead, pinRemove } from '../../spec';
import { attributes, fileAt, opened, shownReferences } from '../descriptor';
import { once } from '../once';
import { leftToInode, release } from '../references';
import { accept, binds, refuse, rule, type Call, type Rule } from '../rule';
import type { Mode, State } from '../state';

const create = rule(pinCreate, [
  ...attributes('PIN-CREATE-01'),
  refuse('PIN-CREATE-02', 'EINVAL', ({ state, args }) => {
    const kind = fileAt(state, args.fd)?.kind;
    return kind === undefined || kind === 'btf';
  }),
  refuse('PIN-CREATE-03', 'EEXIST', ({ state, args }) => state.pins.has(args.path)),
  accept('PIN-CREATE-04', ({ state, args }) => {
    const file = fileAt(state, args.fd);
    return file && { next: { ...state, pins: state.pins.put(args.path, { kind: file.kind, key: file.key }) } };
  }),
]);

/**
 * The inode is evicted before unlink() returns, but bpf_link_put() leaves the last reference of a link to a worker. Before
 * 4f375ade6aa9 the inode itself was left to an RCU callback, with its reference on whatever it was.
 */
const remove = rule(pinRemove, [
  refuse('PIN-REMOVE-01', 'ENOENT', ({ state, args }) => !state.pins.has(args.path)),
  accept('RELEASE-02', (call) => {
    const next = unpinned(call);
    return next.doomed.length > call.state.doomed.length ? { next: afterUnlink(call) } : undefined;
  }),
  accept('RELEASE-05', (call) => {
    const { maps, progs } = unpinned(call);
    const frees = maps.size < call.state.maps.size || progs.size < call.state.progs.size;
    return frees ? { next: afterUnlink(call) } : undefined;
  }),
  accept('PIN-REMOVE-02', (call) => ({ next: afterUnlink(call) })),
]);

type Remove = Call<typeof pinRemove.parameters>;

function afterUnlink(call: Remove): State {
  const { state, args } = call;
  const key = state.pins.get(args.path)?.key;
  if (key === undefined || !binds(call, 'RELEASE-05')) return unpinned(call);
  return release(leftToInode({ ...state, pins: state.pins.omit(args.path) }, key), 'later');
}

const unpinned = once(({ state, args }: Remove): State =>
  release({ ...state, pins: state.pins.omit(args.path) }, 'later'),
);

const get = rule(pinGet, [
  ...attributes('PIN-GET-01'),
  refuse('PIN-GET-01', 'EINVAL', ({ args }) => args.mode === 'both'),
  refuse('PIN-GET-02', 'ENOENT', ({ state, args }) => !state.pins.has(args.path)),
  refuse('PIN-GET-03', 'EINVAL', ({ state, args }) => state.pins.get(args.path)?.kind === 'link' && args.mode !== 'rw'),
  accept('PIN-GET-04', (call) => {
    const reference = call.state.pins.get(call.args.path);
    return reference && opened(call, call.state, reference, call.args.mode as Mode);
  }),
]);

const read = rule(pinRead, [
  refuse('PIN-READ-01', 'ENOENT', ({ state, args }) => !state.pins.has(args.path)),
  refuse('PIN-READ-02', 'EIO', ({ state, args }) => state.pins.get(args.path)?.kind !== 'map'),
  accept('PIN-READ-03', (call) => {
    const { state, args } = call;
    const key = state.pins.get(args.path)?.key ?? '';
    const phase = state.maps.get(key)?.phase ?? 'INIT';
    const refcnt = phase === 'INIT' ? 0 : shownReferences(call, key);
    return { value: { state: `BPF_STRUCT_OPS_STATE_${phase}`, refcnt } };
  }),
]);

export const pinRules: readonly Rule[] = [create, remove, get, read];
