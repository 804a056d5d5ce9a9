// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Programs as text: `result = operation positional… name=value flag .member=value  # comment`, one operation a line.
import { argumentsOf, defaultOf, requireDefinition, type Argument, type Operation, type Program } from '../../spec';

export interface FormatOptions {
  /** A trailing comment for each operation, by index; an empty one is left out. */
  readonly comments?: readonly string[];
}

/** Comments start in one column, but a long line does not push those of all others to the right of this one. */
const COMMENT_COLUMN = 46;

/** The text of a program, with a newline at the end of each line; `parseProgram` reads it back. */
export function formatProgram(program: Program, options: FormatOptions = {}): string {
  const lines = formatLines(program);
  const comments = lines.map((_, index) => oneLine(options.comments?.[index] ?? ''));
  const commented = lines.filter((line, index) => comments[index] !== '' && line.length <= COMMENT_COLUMN);
  const column = Math.max(0, ...commented.map((line) => line.length));
  return lines.map((line, index) => `${withComment(line, comments[index] ?? '', column)}\n`).join('');
}

/** The lines of a program, results aligned, without comments. */
export function formatLines(program: Program): readonly string[] {
  const width = Math.max(0, ...program.operations.map((operation) => operation.result?.length ?? 0));
  return program.operations.map((operation) => {
    const call = formatOperation({ op: operation.op, args: operation.args });
    if (width === 0) return call;
    return operation.result === undefined
      ? `${' '.repeat(width + 3)}${call}`
      : `${operation.result.padEnd(width)} = ${call}`;
  });
}

/** One operation as one line, without alignment. */
export function formatOperation(operation: Operation): string {
  const definition = requireDefinition(operation);
  const args: Readonly<Record<string, Argument>> = argumentsOf(definition, operation);
  const words = definition.positional.map((name) => positional(operation, name, args[name]));
  for (const [name, parameter] of Object.entries(definition.parameters))
    if (!definition.positional.includes(name)) words.push(...named(name, args[name] ?? '', defaultOf(parameter)));
  const call = [operation.op, ...words].join(' ');
  return operation.result === undefined ? call : `${operation.result} = ${call}`;
}

function positional(operation: Operation, name: string, argument: Argument | undefined): string {
  if (argument === undefined || argument === '' || typeof argument === 'object')
    throw new Error(`${operation.op} lacks its ${name}`);
  return String(argument);
}

function named(name: string, argument: Argument, fallback: Argument): readonly string[] {
  if (typeof argument === 'object')
    return Object.entries(argument).map(([member, word]) => `.${member}=${String(word)}`);
  if (argument === fallback) return [];
  return [argument === true ? name : `${name}=${String(argument)}`];
}

const withComment = (line: string, comment: string, column: number): string =>
  comment === '' ? line : `${line.padEnd(column)}  # ${comment}`;

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
