// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The operations of map.* on the elements of a map (kernel/bpf/syscall.c).
import { mapDelete, mapFreeze, mapLookup, mapNextKey, mapUpdate } from '../../../../spec';
import { EFAULT, EINVAL, ENOENT, ENOTSUPP, EOPNOTSUPP, EPERM } from '../kernel/errno';
import { type StructOpsMap } from '../kernel/structOpsMap';
import { structOpsMapUpdateElem, type UserValue } from '../kernel/structOpsUpdate';
import { mapAccess } from './mapAccess';
import { returned, returning, syscall } from './handler';
import { reportValue, wordsOf } from './value';

const BPF_F_LOCK = 4;
const HOLES = { none: 'none', common: 'value', data: 'ops', after: 'value' } as const;

/** The bytes after `data` exist only where the value struct is rounded up; a hole that is not there is not written. */
function holeOf(map: StructOpsMap, hole: keyof typeof HOLES): UserValue['hole'] {
  const { valueType } = map.type.desc;
  const data = valueType.members[1];
  const exists = hole !== 'after' || data === undefined || data.offset + data.size < valueType.size;
  return exists ? HOLES[hole] : 'none';
}

export const MAP_SYSCALLS = [
  // map_lookup_elem()
  syscall(mapLookup, (process, args) => {
    const { faults, features } = process.kernel.core;
    const flagsFirst = !features.lookupChecksMapFirst || faults.has('lookup-flags-first');
    if (flagsFirst && (args.flags & ~BPF_F_LOCK) !== 0) return returned(-EINVAL);
    const access = mapAccess(process, args.map);
    if (typeof access === 'number') return returned(access);
    if (!access.canRead && !faults.has('lookup-ignores-mode')) return returned(-EPERM);
    // BPF_F_LOCK needs a spin lock in the value; bpf_map_check_op_flags() has come to know of no other flag either.
    if (args.flags !== 0) return returned(-EINVAL);
    if (args.fault === 'key') return returned(-EFAULT);
    const found = access.map.lookupElem(args.key);
    if (typeof found === 'number') return returned(found);
    if (args.fault === 'value') return returned(-EFAULT);
    return { ret: 0, value: reportValue(access.map.type.desc.type, found) };
  }),

  // map_update_elem()
  syscall(mapUpdate, (process, args) => {
    const { faults } = process.kernel.core;
    if (args.caps === 'none' && faults.has('update-needs-cap')) return returned(-EPERM);
    const access = mapAccess(process, args.map);
    if (typeof access === 'number') return returned(access);
    if (!access.canWrite && !faults.has('update-ignores-mode')) return returned(-EPERM);
    if ((args.flags & BPF_F_LOCK) !== 0) return returned(-EINVAL);
    if (args.fault !== 'none') return returned(-EFAULT);
    const { map } = access;
    const value: UserValue = {
      state: args.state,
      refcnt: args.refcnt,
      hole: holeOf(map, args.hole),
      words: wordsOf(process, map.type.desc.type, args.value),
    };
    return returning(structOpsMapUpdateElem(process.kernel, map, args.key, value, args.flags));
  }),

  // map_delete_elem(): CHECK_ATTR ends at the key, so any flag is one byte too many.
  syscall(mapDelete, (process, args) => {
    const { faults } = process.kernel.core;
    if (args.flags !== 0) return returned(-EINVAL);
    const access = mapAccess(process, args.map);
    if (typeof access === 'number') return returned(access);
    if (!access.canWrite && !faults.has('delete-ignores-mode')) return returned(-EPERM);
    if (args.fault === 'key') return returned(-EFAULT);
    if (args.key !== 0 && faults.has('delete-checks-key')) return returned(-ENOENT);
    return returning(access.map.deleteElem());
  }),

  // map_get_next_key()
  syscall(mapNextKey, (process, args) => {
    const access = mapAccess(process, args.map);
    if (typeof access === 'number') return returned(access);
    if (!access.canRead) return returned(-EPERM);
    if (args.fault === 'key') return returned(-EFAULT);
    const keys = { null: undefined, zero: 0, other: 1 };
    const err = access.map.getNextKey(keys[args.key]);
    if (err !== 0) return returned(err);
    return args.fault === 'value' ? returned(-EFAULT) : { ret: 0, value: { next: 0 } };
  }),

  // map_freeze(): before the permission is looked at.
  syscall(mapFreeze, (process, args) => {
    const { faults } = process.kernel.core;
    const access = mapAccess(process, args.map);
    if (typeof access === 'number') return returned(access);
    if (!access.canWrite && faults.has('freeze-permission-first')) return returned(-EPERM);
    if (faults.has('freeze-works')) return returned(0);
    return returned(faults.has('freeze-eopnotsupp') ? -EOPNOTSUPP : -ENOTSUPP);
  }),
];
