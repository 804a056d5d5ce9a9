// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// One line's words to one operation, as the operation's definition asks.
import { defaultOf, definitionOf, OPERATIONS, type Argument, type Definition, type Operation } from '../../spec';
import { readArgument } from './argument';
import { parseNamed } from './named';
import { suggestion } from './nearest';
import { problem, type Problem } from './problem';
import type { Statement, Word } from './words';

export type Line = { readonly kind: 'operation'; readonly operation: Operation } | Problem;

/** Reads one statement; the name of its result is taken as it is. */
export function parseStatement({ result, words, end }: Statement): Line {
  const [name, ...rest] = words;
  if (name === undefined) return problem(end, 'an operation is missing after "="', 'Write one, like map.create.');
  const definition = definitionOf(name.text);
  if (definition === undefined)
    return problem(name.column, `there is no operation "${name.text}"`, nearestOperation(name.text));
  if (result && definition.binds === undefined)
    return problem(result.column, `${definition.op} binds nothing`, `Leave out "${result.text} =".`);
  const args: Record<string, Argument> = {};
  const wrong = parseArguments(definition, rest, end, args);
  return wrong ?? { kind: 'operation', operation: normal(definition, args, result?.text) };
}

function parseArguments(
  definition: Definition,
  words: readonly Word[],
  end: number,
  args: Record<string, Argument>,
): Problem | undefined {
  for (const [index, name] of definition.positional.entries()) {
    const wrong = parsePositional(definition, name, words[index], end, args);
    if (wrong) return wrong;
  }
  for (const word of words.slice(definition.positional.length)) {
    const wrong = parseNamed(definition, word, args);
    if (wrong) return wrong;
  }
  return undefined;
}

function parsePositional(
  definition: Definition,
  name: string,
  word: Word | undefined,
  end: number,
  args: Record<string, Argument>,
): Problem | undefined {
  const usage = `Write: ${[definition.op, ...definition.positional.map((each) => `<${each}>`)].join(' ')}`;
  if (word === undefined) return problem(end, `${definition.op} needs its ${name}`, usage);
  if (/^\.|=/.test(word.text))
    return problem(word.column, `${definition.op} needs its ${name} before "${word.text}"`, usage);
  const parameter = definition.parameters[name];
  if (parameter === undefined || parameter.kind === 'members' || parameter.kind === 'flag')
    throw new Error(`${definition.op} declares ${name} as positional, but that is not one word`);
  const read = readArgument(parameter, word.text);
  if (read.kind === 'misread') return problem(word.column, `${name}: ${read.message}`, read.cure);
  args[name] = read.value;
  return undefined;
}

const nearestOperation = (name: string): string =>
  suggestion(
    name,
    OPERATIONS.map(({ op }) => op),
    'spec/operations/ lists the operations.',
  );

/** Leaves out what has its default, so that equal operations are equal values. */
function normal(definition: Definition, args: Readonly<Record<string, Argument>>, result?: string): Operation {
  const kept = Object.entries(args).filter(([name, argument]) => {
    const parameter = definition.parameters[name];
    return definition.positional.includes(name) || (parameter !== undefined && argument !== defaultOf(parameter));
  });
  return { op: definition.op, ...(result === undefined ? {} : { result }), args: Object.fromEntries(kept) };
}
