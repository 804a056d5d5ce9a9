// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// An operation as a plain value, and the declaration that gives it meaning.
import type { Members, Parameter, ValueOf } from './parameter';

/** Name of a result, chosen by the program: `[A-Za-z_][A-Za-z0-9_]*`. Never a file descriptor number. */
export type Handle = string;

export type Argument = string | number | boolean | Members;

/** One line of a program. `args` leaves out what has its default, so equal operations are equal values. */
export interface Operation {
  readonly op: string;
  /** The handle that the operation binds when it returns a descriptor. A program binds a name only once. */
  readonly result?: Handle;
  readonly args: Readonly<Record<string, Argument>>;
}

export type Parameters = Readonly<Record<string, Parameter>>;
export type ArgumentsOf<P extends Parameters> = { readonly [Name in keyof P]: ValueOf<P[Name]> };

/** What one operation is: its name, what it binds, its parameters, and where the kernel implements it. */
export interface Definition<P extends Parameters = Parameters> {
  readonly op: string;
  /** The kind of descriptor that a successful call returns, if any; `same`: that of its argument. */
  readonly binds?: 'btf' | 'prog' | 'map' | 'link' | 'same';
  /** Names of the parameters that are written without `name=`, in order, before all others. */
  readonly positional: readonly (keyof P & string)[];
  readonly parameters: P;
  /** One sentence for the documentation. */
  readonly summary: string;
  /** The kernel's entry point, as `file: function()`. */
  readonly kernel: string;
}

export function defineOperation<const P extends Parameters>(definition: Definition<P>): Definition<P> {
  return definition;
}

/** Every argument of an operation with its default filled in, typed by the definition. */
export const argumentsOf = <P extends Parameters>(definition: Definition<P>, operation: Operation): ArgumentsOf<P> =>
  argumentReader(definition)(operation);

/** {@link argumentsOf} for many operations: a copy of the defaults is quicker than one look at each parameter. */
export function argumentReader<P extends Parameters>(
  definition: Definition<P>,
): (operation: Operation) => ArgumentsOf<P> {
  const defaults: Readonly<Record<string, Argument>> = Object.fromEntries(
    Object.entries(definition.parameters).map(([name, each]) => [name, defaultOf(each)]),
  );
  return ({ args }) => {
    const full: Record<string, Argument> = { ...defaults };
    for (const name in args) {
      const given = args[name];
      if (given !== undefined && Object.hasOwn(full, name)) full[name] = given;
    }
    return full as ArgumentsOf<P>;
  };
}

/** The value that an omitted argument has; positional parameters have none and read as `closed` or the first word. */
export function defaultOf(parameter: Parameter): Argument {
  switch (parameter.kind) {
    case 'fd':
      return parameter.default ?? 'closed';
    case 'choice':
      return parameter.words[0];
    case 'number':
      return parameter.default;
    case 'flag':
      return false;
    case 'members':
      return {};
    case 'path':
    case 'handle':
      return '';
  }
}
