// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Arbitrary programs, straight from the definitions: any argument with any value, whether it makes sense or not.
import fc from 'fast-check';
import { defaultOf, OPERATIONS } from '../../spec';
import type { Argument, Definition, Operation, Parameter, Program } from '../../spec';
import { MEMBER_NAMES } from '../text/members';

const names = fc.constantFrom('m', 'link1', '_x', 'Prog_2', 'a9', 'closed', 'none');
const numbers = fc.oneof(fc.integer(), fc.maxSafeInteger());

function argument(parameter: Parameter): fc.Arbitrary<Argument> {
  switch (parameter.kind) {
    case 'choice':
      return fc.constantFrom(...parameter.words);
    case 'number':
      return fc.oneof(fc.constantFrom(parameter.default, ...parameter.edges), numbers);
    case 'flag':
      return fc.boolean();
    case 'members':
      return fc.dictionary(fc.constantFrom(...MEMBER_NAMES), fc.oneof(names, numbers), { noNullPrototype: true });
    default:
      return names;
  }
}

function operation(definition: Definition): fc.Arbitrary<Operation> {
  const parts = Object.entries(definition.parameters).map(([name, parameter]) => {
    const value = argument(parameter).map((each) => [name, each] as const);
    const given = definition.positional.includes(name) ? value : fc.option(value, { nil: undefined, freq: 2 });
    return given.map((pair) =>
      pair && (definition.positional.includes(name) || !isDefault(parameter, pair[1])) ? [pair] : [],
    );
  });
  return fc.tuple(fc.boolean(), fc.tuple(...parts)).map(([bound, args]) => ({
    op: definition.op,
    ...(bound && definition.binds !== undefined ? { result: 'r' } : {}),
    args: Object.fromEntries(args.flat()),
  }));
}

const isDefault = (parameter: Parameter, value: Argument): boolean =>
  JSON.stringify(value) === JSON.stringify(defaultOf(parameter));

/** Any operation of the vocabulary with any arguments, in normal form. */
export const anyOperation: fc.Arbitrary<Operation> = fc.oneof(...OPERATIONS.map(operation));

/** Any program in normal form: what has its default is left out, and no name is bound twice. */
export const anyProgram: fc.Arbitrary<Program> = fc.array(anyOperation, { maxLength: 12 }).map((operations) => ({
  operations: operations.map((each, index) =>
    each.result === undefined ? each : { ...each, result: `${'abc'[index % 3] ?? ''}${String(index)}` },
  ),
}));
