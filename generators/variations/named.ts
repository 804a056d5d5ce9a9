// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Names for descriptors that have none: a shrunk program leaves out what it does not use, and a variation uses it.
import { requireDefinition, type Handle, type Operation, type Program } from '../../spec';

/** The same program, with a name for every descriptor that an operation of it may return. */
export function withNames({ operations }: Program): Program {
  const taken = new Set<Handle | undefined>(operations.map(({ result }) => result));
  let number = 0;
  const fresh = (): Handle => {
    let name: Handle;
    do name = `u${String(++number)}`;
    while (taken.has(name));
    return name;
  };
  const named = (operation: Operation): Operation => {
    if (operation.result !== undefined || requireDefinition(operation).binds === undefined) return operation;
    return { ...operation, result: fresh() };
  };
  return { operations: operations.map(named) };
}
