// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Smaller programs to try: first fewer operations, then plainer ones.
import { requireDefinition, type Argument, type Members, type Operation, type Program } from '../../spec';
import { without } from './dependencies';

/** Programs without runs of operations, the longest runs first, the latest first: what comes late matters least. */
export function* withoutRuns(program: Program, keepLast: boolean): Generator<Program> {
  const { length } = program.operations;
  for (let size = length >> 1; size >= 1; size = size === 1 ? 0 : size >> 1)
    for (let start = length - size; start >= 0; start--) {
      const gone = new Set(Array.from({ length: size }, (_, offset) => start + offset));
      const candidate = without(program, gone, keepLast);
      if (candidate !== undefined) yield candidate;
    }
}

/** Programs without two operations that do not stand together: a pair can be needed only by each other. */
export function* withoutPairs(program: Program, keepLast: boolean): Generator<Program> {
  const { length } = program.operations;
  for (let first = 0; first < length; first++)
    for (let second = first + 2; second < length; second++) {
      const candidate = without(program, new Set([first, second]), keepLast);
      if (candidate !== undefined) yield candidate;
    }
}

/** An operation with one argument less, or one member of its value less. */
function* plainer(operation: Operation): Generator<Operation> {
  const { positional } = requireDefinition(operation);
  for (const [name, value] of Object.entries(operation.args)) {
    if (typeof value === 'object') {
      for (const member of Object.keys(value)) yield withArgument(operation, name, omitted(value, member));
    } else if (!positional.includes(name)) yield withArgument(operation, name, undefined);
  }
}

const omitted = (value: Members, member: string): Members | undefined => {
  const rest = Object.entries(value).filter(([name]) => name !== member);
  return rest.length === 0 ? undefined : Object.fromEntries(rest);
};

function withArgument(operation: Operation, name: string, value: Argument | undefined): Operation {
  const rest = Object.entries(operation.args).filter(([other]) => other !== name);
  return { ...operation, args: Object.fromEntries(value === undefined ? rest : [...rest, [name, value]]) };
}

/** Programs with one operation made plainer. */
export function* withPlainer(program: Program): Generator<Program> {
  for (const [index, operation] of program.operations.entries())
    for (const simple of plainer(operation)) yield { operations: program.operations.with(index, simple) };
}
