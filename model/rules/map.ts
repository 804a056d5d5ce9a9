// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Reading and deleting: kernel/bpf/syscall.c, kernel/bpf/bpf_struct_ops.c: _map_sys_lookup_elem(), _map_delete_elem().
import { mapDelete, mapLookup, mapNextKey } from '../../spec';
import { attributes, descriptor, fileAt, mapAt, shownReferences } from '../descriptor';
import { idOf, type Pattern } from '../pattern';
import { patch } from '../table';
import { release } from '../references';
import { accept, refuse, rule, type Call, type Effect, type Rule } from '../rule';
import type { MapPhase, StructOpsMap } from '../state';
import { unregister } from '../subsystem';

const BPF_F_LOCK = 4;
const BPF_F_CPU = 8;
const STATES: Readonly<Record<MapPhase, number>> = { INIT: 0, INUSE: 1, TOBEFREE: 2, READY: 3 };

/** The members that were written; a program shows as its id. */
const readable = (map: StructOpsMap): Pattern =>
  Object.fromEntries(
    Object.entries(map.value).map(([name, word]) => [name, typeof word === 'string' ? idOf(word) : word]),
  );

const written = (call: Call<typeof mapLookup.parameters>): Effect => {
  const { key, object } = mapAt(call.state, call.args.map);
  const refcnt = shownReferences(call, key);
  return { value: { state: STATES[object.phase], refcnt, members: readable(object) } };
};

const lookup = rule(mapLookup, [
  ...attributes('MAP-LOOKUP-01'),
  refuse('MAP-LOOKUP-02', 'EINVAL', ({ args }) => (args.flags & ~BPF_F_LOCK) !== 0),
  ...descriptor<typeof mapLookup.parameters>('MAP-LOOKUP-03', 'map', (args) => args.map),
  refuse('MAP-LOOKUP-04', 'EPERM', ({ state, args }) => fileAt(state, args.map)?.mode === 'wo'),
  refuse('MAP-LOOKUP-11', 'EINVAL', ({ args }) => (args.flags & ~(BPF_F_LOCK | BPF_F_CPU)) !== 0),
  refuse('MAP-LOOKUP-05', 'EINVAL', ({ args }) => args.flags !== 0),
  refuse('MAP-LOOKUP-06', 'EFAULT', ({ args }) => args.fault === 'key'),
  refuse('MAP-LOOKUP-07', 'ENOENT', ({ args }) => args.key !== 0),
  refuse('MAP-LOOKUP-10', 'EFAULT', ({ args }) => args.fault === 'value'),
  accept('MAP-LOOKUP-08', ({ state, args }) => {
    const { phase } = mapAt(state, args.map).object;
    return phase === 'INIT' ? { value: { state: 0, refcnt: 0, members: {} } } : undefined;
  }),
  accept('MAP-LOOKUP-12', written),
  accept('MAP-LOOKUP-09', written),
]);

/** The content of the key is ignored. */
const remove = rule(mapDelete, [
  ...attributes('MAP-DELETE-01'),
  refuse('MAP-DELETE-01', 'EINVAL', ({ args }) => args.flags !== 0),
  ...descriptor<typeof mapDelete.parameters>('MAP-DELETE-02', 'map', (args) => args.map),
  refuse('MAP-DELETE-03', 'EPERM', ({ state, args }) => fileAt(state, args.map)?.mode === 'ro'),
  refuse('MAP-DELETE-04', 'EFAULT', ({ args }) => args.fault === 'key'),
  refuse('MAP-DELETE-05', 'EOPNOTSUPP', ({ state, args }) => mapAt(state, args.map).object.link),
  refuse('MAP-DELETE-07', 'EINPROGRESS', ({ state, args }) => mapAt(state, args.map).object.phase === 'TOBEFREE'),
  refuse('MAP-DELETE-08', 'ENOENT', ({ state, args }) => mapAt(state, args.map).object.phase === 'INIT'),
  accept('MAP-DELETE-06', ({ state, args }) => {
    const { key } = mapAt(state, args.map);
    const unregistered = unregister(state, key);
    return { next: release({ ...unregistered, maps: patch(unregistered.maps, key, { phase: 'TOBEFREE' }) }) };
  }),
]);

const nextKey = rule(mapNextKey, [
  ...attributes('MAP-KEY-04'),
  ...descriptor<typeof mapNextKey.parameters>('MAP-KEY-05', 'map', (args) => args.map),
  refuse('MAP-KEY-06', 'EPERM', ({ state, args }) => fileAt(state, args.map)?.mode === 'wo'),
  refuse('MAP-KEY-07', 'EFAULT', ({ args }) => args.fault === 'key'),
  refuse('MAP-KEY-02', 'ENOENT', ({ args }) => args.key === 'zero'),
  refuse('MAP-KEY-07', 'EFAULT', ({ args }) => args.fault === 'value'),
  accept('MAP-KEY-01', ({ args }) => (args.key === 'null' ? { value: { next: 0 } } : undefined)),
  accept('MAP-KEY-03', () => ({ value: { next: 0 } })),
]);

export const mapRules: readonly Rule[] = [lookup, remove, nextKey];
