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

/**
 * The program without some operations, nor those that mention a handle that goes with them. Undefined when the last
 * operation, the one that showed the violation, would go too and `keepLast` forbids it.
 */
export function without(program: Program, gone: ReadonlySet<number>, keepLast: boolean): Program | undefined {
  const lost = new Set<string>();
  const last = program.operations.length - 1;
  const kept: Operation[] = [];
  for (const [index, operation] of program.operations.entries()) {
    const goes = gone.has(index) || handlesIn(operation).some((handle) => lost.has(handle));
    if (goes && index === last && keepLast) return undefined;
    if (!goes) kept.push(operation);
    else if (operation.result !== undefined) lost.add(operation.result);
  }
  return kept.length === 0 ? undefined : { operations: kept };
}
