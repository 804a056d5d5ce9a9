// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Operations as values, from a definition and arguments.
import { defaultOf, type Argument, type Definition, type Handle, type Operation, type Parameter } from '../spec';

/** The first letter of a handle, by what an operation binds. */
const LETTERS = { btf: 'b', prog: 'p', map: 'm', link: 'l', same: 'd' } as const;

/** The handle that an operation at a position of a program binds; undefined when it binds none. */
export const handleAt = ({ binds }: Definition, position: number): Handle | undefined =>
  binds === undefined ? undefined : `${LETTERS[binds]}${String(position + 1)}`;

const isDefault = (value: Argument, parameter: Parameter): boolean =>
  typeof value === 'object' ? Object.keys(value).length === 0 : value === defaultOf(parameter);

/** An operation as programs have it: without the arguments that have their defaults. */
export function operationOf(
  definition: Definition,
  args: Readonly<Record<string, Argument>>,
  result: Handle | undefined,
): Operation {
  const { op, parameters, positional } = definition;
  const kept: Record<string, Argument> = {};
  for (const [name, value] of Object.entries(args)) {
    const parameter = parameters[name];
    if (parameter !== undefined && (positional.includes(name) || !isDefault(value, parameter))) kept[name] = value;
  }
  return result === undefined ? { op, args: kept } : { op, args: kept, result };
}
