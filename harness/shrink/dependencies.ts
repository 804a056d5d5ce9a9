// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Which operations of a program need which others.
import { requireDefinition, type Members, type Operation, type Program } from '../../spec';

/** The handles that an operation mentions. */
export function handlesIn(operation: Operation): readonly string[] {
  const { parameters } = requireDefinition(operation);
  return Object.entries(operation.args).flatMap(([name, value]) => {
    const kind = parameters[name]?.kind;
    if (kind === 'members') return Object.values(value as Members).filter((word) => typeof word === 'string');
    return (kind === 'fd' || kind === 'handle') && typeof value === 'string' ? [value] : [];
  });
}

/** Those operations, and all that mention a handle which goes with them. */
export function goingWith(operations: readonly Operation[], gone: ReadonlySet<number>): ReadonlySet<number> {
  const lost = new Set<string>();
  const going = new Set<number>();
  for (const [index, operation] of operations.entries()) {
    if (!gone.has(index) && !handlesIn(operation).some((handle) => lost.has(handle))) continue;
    going.add(index);
    if (operation.result !== undefined) lost.add(operation.result);
  }
  return going;
}

/**
 * The program without some operations, nor those that mention a handle that goes with them. Undefined when the last
 * operation, the one that showed the violation, would go too and `keepLast` forbids it.
 */
export function without(program: Program, gone: ReadonlySet<number>, keepLast: boolean): Program | undefined {
  const going = goingWith(program.operations, gone);
  if (keepLast && going.has(program.operations.length - 1)) return undefined;
  const operations = program.operations.filter((_, index) => !going.has(index));
  return operations.length === 0 ? undefined : { operations };
}
