// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// BPF_MAP_CREATE: kernel/bpf/syscall.c: map_create(), kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_alloc().
import { mapCreate, typeIn, type ClauseId } from '../../spec';
import { attributes, descriptor, fileAt, handleOf, opened } from '../descriptor';
import { accept, binds, refuse, rule, type Call, type Rule } from '../rule';
import { isStale } from '../stale';
import { VMLINUX, type Btf, type Key, type StructOpsMap } from '../state';
import { opsOf } from '../subsystem';

type Create = Call<typeof mapCreate.parameters>;

const BPF_F_RDONLY = 1 << 3;
const BPF_F_WRONLY = 1 << 4;
const STRUCT_OPS = 26;

/** Whether there is a flag that makes value_type_btf_obj_fd count. */
const hasFlag = (call: Create): boolean => binds(call, 'MAP-CREATE-15');

/** Whether BPF_F_VTYPE_BTF_OBJ_FD is set. */
const vtypeFlag = (call: Create): boolean =>
  call.args.vtype === 'on' || (call.args.vtype === 'auto' && call.args.btf !== 'none' && hasFlag(call));

/** Whether value_type_btf_obj_fd counts: by the flag alone, and before there was one whenever it is not 0. */
const usesBtf = (call: Create): boolean => (hasFlag(call) ? vtypeFlag(call) : call.args.btf !== 'none');

const btfKey = (call: Create): Key => (usesBtf(call) ? (fileAt(call.state, call.args.btf)?.key ?? '') : VMLINUX);
const kindOfBtf = (call: Create): Btf['kind'] | undefined => call.state.btfs.get(btfKey(call))?.kind;

/**
 * Whether btf_vmlinux_value_type_id is the value struct of a registered type of the BTF that is searched. The id was
 * found in the BTF of the descriptor: without the flag that may be another BTF than the one searched.
 */
function findsValue(call: Create): boolean {
  const { state, args } = call;
  const named = args.btf === 'none' ? VMLINUX : fileAt(state, args.btf)?.key;
  const described = typeIn(state.btfs.get(named ?? '')?.name ?? '', args.type);
  return (
    args.id === 'value' &&
    named === btfKey(call) &&
    described !== undefined &&
    opsOf(state, named, args.type) !== undefined
  );
}

/** value_type_btf_obj_fd is closed; it is open and no BTF. */
const closedBtf = (clause: ClauseId) =>
  descriptor<typeof mapCreate.parameters>(clause, 'btf', (args) => args.btf, usesBtf).slice(0, 1);
const noBtf = (clause: ClauseId) =>
  descriptor<typeof mapCreate.parameters>(clause, 'btf', (args) => args.btf, usesBtf).slice(1);

const create = rule(mapCreate, [
  refuse('MAP-CREATE-01', 'EPERM', ({ args }) => args.caps === 'none'),
  ...attributes('MAP-CREATE-02'),
  refuse('MAP-CREATE-33', 'EINVAL', ({ args }) => args.btf !== 'none'),
  refuse('MAP-CREATE-34', 'EINVAL', ({ args }) => args.badToken),
  refuse('MAP-CREATE-03', 'EINVAL', ({ args }) => args.id !== 'zero' && args.mapType !== STRUCT_OPS),
  refuse('MAP-CREATE-04', 'EINVAL', ({ args }) => args.keyTypeId !== 0),
  refuse('MAP-CREATE-05', 'EINVAL', ({ args }) => args.mapExtra !== 0),
  refuse(
    'MAP-CREATE-06',
    'EINVAL',
    ({ args }) => (args.flags & BPF_F_RDONLY) !== 0 && (args.flags & BPF_F_WRONLY) !== 0,
  ),
  refuse('MAP-CREATE-08', 'EINVAL', ({ args }) => args.mapType !== STRUCT_OPS),
  refuse('MAP-CREATE-09', 'EINVAL', ({ args }) => args.keySize !== 4 || args.maxEntries !== 1),
  refuse('MAP-CREATE-10a', 'EINVAL', (call) => call.args.flags !== 0 || call.args.link || vtypeFlag(call)),
  refuse('MAP-CREATE-10b', 'EINVAL', (call) => call.args.flags !== 0 || vtypeFlag(call)),
  refuse('MAP-CREATE-10', 'EINVAL', ({ args }) => args.flags !== 0),
  refuse('MAP-CREATE-11', 'EINVAL', ({ args }) => args.id === 'zero'),
  refuse('MAP-CREATE-13', 'EBADF', ({ args }) => args.badToken),
  refuse('MAP-CREATE-14', 'EPERM', ({ args }) => args.caps === 'none'),
  refuse('MAP-CREATE-12', 'EINVAL', ({ args }) => args.ifindex !== 0),
  ...closedBtf('MAP-CREATE-15'),
  ...closedBtf('MAP-CREATE-15a'),
  ...noBtf('MAP-CREATE-16'),
  ...noBtf('MAP-CREATE-16a'),
  refuse('MAP-CREATE-17', 'EINVAL', (call) => usesBtf(call) && kindOfBtf(call) !== 'module'),
  refuse('MAP-CREATE-17a', 'EINVAL', (call) => usesBtf(call) && kindOfBtf(call) === 'user'),
  refuse('MAP-CREATE-18', 'EINVAL', (call) => isStale(call.state, btfKey(call))),
  refuse('MAP-CREATE-18a', 'EINVAL', (call) => isStale(call.state, btfKey(call))),
  refuse('MAP-CREATE-20', 'ENOTSUPP', (call) => !findsValue(call)),
  refuse('MAP-CREATE-21', 'EINVAL', ({ args }) => args.sizeDelta !== 0),
  refuse('MAP-CREATE-23', 'EINVAL', ({ args }) => args.label !== 'good'),
  ...descriptor<typeof mapCreate.parameters>(
    'MAP-CREATE-24',
    'btf',
    (args) => args.user,
    ({ args }) => args.user !== 'none',
  ).slice(0, 1),
  ...descriptor<typeof mapCreate.parameters>(
    'MAP-CREATE-25',
    'btf',
    (args) => args.user,
    ({ args }) => args.user !== 'none',
  ).slice(1),
  refuse('MAP-CREATE-26', 'EACCES', ({ state, args }) => {
    const user = fileAt(state, args.user);
    return user !== undefined && state.btfs.get(user.key)?.kind !== 'user';
  }),
  accept('MAP-CREATE-32', (call) => {
    const { state, args } = call;
    const key = `map:${handleOf(call)}`;
    const user = fileAt(state, args.user)?.key;
    const map: StructOpsMap = {
      btf: btfKey(call),
      type: args.type,
      link: args.link,
      phase: 'INIT',
      value: {},
      vtypeFlag: vtypeFlag(call),
      ...(user === undefined ? {} : { user }),
    };
    return opened(call, { ...state, maps: state.maps.put(key, map) }, { kind: 'map', key });
  }),
]);

export const mapCreateRules: readonly Rule[] = [create];
