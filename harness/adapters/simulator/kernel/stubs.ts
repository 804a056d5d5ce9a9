// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The cfi_stubs of a type that is as it should be: one matching stub for every member that has any.
import { type StructOpsType } from '../../../../spec';
import { type Stub } from './structOps';

export function stubsOf(type: StructOpsType): ReadonlyMap<string, Stub> {
  const stubs = new Map<string, Stub>();
  for (const { name, stub, arity } of type.members)
    if (stub) stubs.set(name, { known: true, args: arity, nullableBad: false });
  return stubs;
}
