// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The cfi_stubs of a type that is as it should be: one matching stub for every member that has any.
import { type StructOpsType } from '../../../../spec';
import { type Stub } from './structOps';

/** `symbol` is the name of the function that stands in for a member. */
export function stubsOf(type: StructOpsType, symbol: (member: string) => string): ReadonlyMap<string, Stub> {
  const stubs = new Map<string, Stub>();
  for (const { name, stub, arity } of type.members)
    if (stub) stubs.set(name, { symbol: symbol(name), known: true, args: arity, nullableBad: false });
  return stubs;
}

const compiled = new Map<StructOpsType, ReadonlyMap<string, Stub>>();

/** The stubs of a type of vmlinux, whose functions are called after the members. */
export function vmlinuxStubsOf(type: StructOpsType, prefix: string): ReadonlyMap<string, Stub> {
  const known = compiled.get(type);
  if (known !== undefined) return known;
  const stubs = stubsOf(type, (member) => prefix + member);
  compiled.set(type, stubs);
  return stubs;
}
