// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The control files that call into values and links (kernel/testmod/call.c).
import { EINVAL, ENOENT } from '../kernel/errno';
import { type SocModule } from './socModule';

/** [TAG, RESULT] for each registered value, oldest first; null where the member is NULL. */
export type CallResults = readonly (readonly [tag: number, result: number | null])[];

/** Writes `TYPE MEMBER ARG` to `call` and reads it. */
export function call(soc: SocModule, typeName: string, memberName: string, arg: number): CallResults | number {
  const type = soc.findType(typeName);
  const index = type === undefined ? -1 : [...type.shape.roles.keys()].indexOf(memberName);
  if (type?.shape.roles.get(memberName)?.role !== 'function') return -EINVAL;
  return type.values.all().map(({ kdata }) => {
    const result = kdata.trampolines[index]?.call(arg) ?? null;
    return [type.tagOf(kdata), result] as const;
  });
}

/** Writes `TYPE` to `detach`. */
export function detachNewest(soc: SocModule, typeName: string): number {
  const type = soc.findType(typeName);
  if (type === undefined) return -EINVAL;
  const link = type.values.newestLink();
  if (link === undefined) return -ENOENT;
  const err = link.detach();
  link.put();
  return err;
}
