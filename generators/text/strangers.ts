// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Handles that a thread of a race must not name, since another thread binds them: nobody could say whether in time.
import { definitionOf, type Operation } from '../../spec';
import { problem, type Problem } from './problem';
import type { Statement } from './words';

/** The handles that an operation names, wherever they stand. */
export function handlesOf(operation: Operation): readonly string[] {
  const parameters = definitionOf(operation.op)?.parameters ?? {};
  return Object.entries(operation.args).flatMap(([name, argument]) => {
    const kind = parameters[name]?.kind;
    if (typeof argument === 'object') return Object.values(argument).filter((word) => typeof word === 'string');
    return (kind === 'fd' || kind === 'handle') && typeof argument === 'string' ? [argument] : [];
  });
}

const bindsOne = (thread: readonly Operation[], names: readonly string[]): string | undefined =>
  thread.find(({ result }) => result !== undefined && names.includes(result))?.result;

const uses = (thread: readonly Operation[], name: string): boolean =>
  thread.some((operation) => handlesOf(operation).includes(name));

/** What is wrong when an operation names a handle that one of the other threads binds, or binds one that they name. */
export function strangerIn(
  operation: Operation,
  statement: Statement,
  others: readonly (readonly Operation[])[],
): Problem | undefined {
  const { result } = operation;
  const own = result !== undefined && others.some((thread) => uses(thread, result)) ? result : undefined;
  const names = handlesOf(operation);
  const name = own ?? others.map((thread) => bindsOne(thread, names)).find((found) => found !== undefined);
  if (name === undefined) return undefined;
  const words = own === undefined ? statement.words : [];
  const word = words.find(({ text }) => text === name || text.endsWith(`=${name}`));
  return problem(
    (word ?? statement.result)?.column ?? statement.end,
    `"${name}" is bound by one thread and named by another`,
    'Bind it before the rows, or name it after them.',
  );
}
