// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Handles that nothing has bound: in a file a slip of the pen, in a program that was made smaller what is left of one.
import type { Argument, Members, Operation, Program } from '../../spec';
import { definitionOf } from '../../spec';
import { RESERVED } from './argument';
import { nearest } from './nearest';
import { problem, type Problem } from './problem';
import { handlesOf } from './strangers';
import type { Statement } from './words';

/** The word for a handle that is meant to be of nothing. */
const CLOSED = 'closed';
/** The same where it is no descriptor that is named, but the id of what it had. */
const NOTHING = 'nothing';

const isFree = (name: string): boolean => RESERVED.includes(name) || name === NOTHING;

/** What is wrong when an operation names a handle that none before it has bound. */
export function unboundIn(
  operation: Operation,
  statement: Statement,
  bound: ReadonlyMap<string, number>,
): Problem | undefined {
  const known = [...bound.keys()].filter((name) => name !== operation.result);
  const name = handlesOf(operation).find((each) => !isFree(each) && !known.includes(each));
  if (name === undefined) return undefined;
  const word = statement.words.find(({ text }) => text === name || text.endsWith(`=${name}`));
  const column = word === undefined ? statement.end : word.column + word.text.length - name.length;
  const meant = nearest(name, known);
  return problem(
    column,
    `"${name}" is bound by nothing before it`,
    meant === undefined ? `Bind it first, or write "${CLOSED}" for what is not there.` : `Did you mean "${meant}"?`,
  );
}

/** The program with `closed` for every handle that nothing before has bound: it does the same, and says so. */
export function closeUnbound({ operations }: Program): Program {
  const bound = new Set<string>();
  return {
    operations: operations.map((operation) => {
      const closed = isWhole(operation, bound) ? operation : closedIn(operation, bound);
      if (operation.result !== undefined) bound.add(operation.result);
      return closed;
    }),
  };
}

const isWhole = (operation: Operation, bound: ReadonlySet<string>): boolean =>
  handlesOf(operation).every((name) => isFree(name) || bound.has(name));

function closedIn(operation: Operation, bound: ReadonlySet<string>): Operation {
  const parameters = definitionOf(operation.op)?.parameters ?? {};
  const word = (name: string): string => (isFree(name) || bound.has(name) ? name : CLOSED);
  const members = (value: Members): Members =>
    Object.fromEntries(
      Object.entries(value).map(([member, each]) => [member, typeof each === 'string' ? word(each) : each]),
    );
  const args = Object.entries(operation.args).map(([name, value]): [string, Argument] => {
    const kind = parameters[name]?.kind;
    if (typeof value === 'object') return [name, members(value)];
    return [name, typeof value === 'string' && (kind === 'fd' || kind === 'handle') ? word(value) : value];
  });
  return { ...operation, args: Object.fromEntries(args) };
}
