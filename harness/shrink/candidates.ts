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

/**
 * Programs without an operation that binds a handle, another handle of the same kind standing in for it: a duplicate for
 * its original, one map for another that is like it. Also a later one, which may be of an object that is needed anyway.
 */
export function* withStandIns(program: Program): Generator<Program> {
  for (const [index, { result }] of program.operations.entries()) {
    if (result === undefined) continue;
    const kind = kindOf(program, result);
    for (const { result: standIn } of program.operations) {
      if (standIn === undefined || standIn === result || kindOf(program, standIn) !== kind) continue;
      yield withStandIn(program, index, standIn);
    }
  }
}

/** The program without the operation at `index`, another handle standing in for the one that it binds. */
export function withStandIn({ operations }: Program, index: number, standIn: string): Program {
  const result = operations[index]?.result;
  const others = operations.filter((_, at) => at !== index);
  return { operations: result === undefined ? others : others.map((each) => renamed(each, result, standIn)) };
}

/** What a handle refers to, as far as the text tells; descriptors of pins and duplicates follow their source. */
function kindOf(program: Program, handle: string): string | undefined {
  const operation = program.operations.find(({ result }) => result === handle);
  if (operation === undefined) return undefined;
  const { binds } = requireDefinition(operation);
  if (binds !== 'same') return binds;
  const pinned = program.operations.find(
    ({ op, args }) => op === 'pin.create' && args['path'] === operation.args['path'],
  );
  const source = operation.args['fd'] ?? operation.args['of'] ?? pinned?.args['fd'];
  return typeof source === 'string' && source !== handle ? kindOf(program, source) : undefined;
}

function renamed(operation: Operation, from: string, to: string): Operation {
  const rename = (word: string | number): string | number => (word === from ? to : word);
  const args = Object.entries(operation.args).map(([name, value]): [string, Argument] => {
    if (typeof value === 'boolean') return [name, value];
    if (typeof value !== 'object') return [name, rename(value)];
    return [name, Object.fromEntries(Object.entries(value).map(([member, word]) => [member, rename(word)]))];
  });
  return { ...operation, args: Object.fromEntries(args) };
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

/** The operation with an argument changed, or left out. */
export function withArgument(operation: Operation, name: string, value: Argument | undefined): Operation {
  const rest = Object.entries(operation.args).filter(([other]) => other !== name);
  return { ...operation, args: Object.fromEntries(value === undefined ? rest : [...rest, [name, value]]) };
}

/** Programs with one operation made plainer. */
export function* withPlainer(program: Program): Generator<Program> {
  for (const [index, operation] of program.operations.entries())
    for (const simple of plainer(operation)) yield { operations: program.operations.with(index, simple) };
}

/** A handle that no operation binds: the letter with the first number from `from` on that is free. */
export function unbound(operations: Program['operations'], letter: string, from: number): string {
  const name = `${letter}${String(from)}`;
  return operations.some(({ result }) => result === name) ? unbound(operations, letter, from + 1) : name;
}
