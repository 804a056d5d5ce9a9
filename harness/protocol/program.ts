// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The schemas of programs and races, derived from the definitions of the vocabulary.
import { z } from 'zod';
import { MEMBER_NAMES } from '../../generators/text';
import {
  OPERATIONS,
  type Definition,
  type Operation,
  type Parameter,
  type Program,
  type RaceProgram,
} from '../../spec';

const name = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/);
const fd = name.describe('a handle, "closed" or "none"');
const members = z.partialRecord(z.enum(MEMBER_NAMES), z.union([z.int(), fd]));

function argument(parameter: Parameter): z.ZodType {
  switch (parameter.kind) {
    case 'choice':
      return z.enum(parameter.words);
    case 'number':
      return z.int();
    case 'flag':
      return z.literal(true);
    case 'members':
      return members;
    case 'fd':
      return fd;
    case 'path':
    case 'handle':
      return name;
  }
}

function operation(definition: Definition) {
  const args = Object.entries(definition.parameters).map(([key, parameter]) => {
    const schema = argument(parameter);
    return [key, definition.positional.includes(key) ? schema : schema.optional()] as const;
  });
  return z
    .strictObject({
      op: z.literal(definition.op),
      ...(definition.binds === undefined ? {} : { result: name.optional() }),
      args: z.strictObject(Object.fromEntries(args)),
    })
    .describe(definition.summary);
}

const [first, ...rest] = OPERATIONS.map(operation);
if (first === undefined) throw new Error('the vocabulary is empty');

/** Any operation of the vocabulary; what has its default may be left out. */
export const operationSchema = z.discriminatedUnion('op', [first, ...rest]) as unknown as z.ZodType<Operation>;
export const programSchema: z.ZodType<Program> = z.object({ operations: z.array(operationSchema) });
export const raceSchema = z.object({
  prefix: z.array(operationSchema),
  threads: z.array(z.array(operationSchema)).min(2).max(4).describe('of one process, so they share its descriptors'),
  suffix: z.array(operationSchema).describe('runs once all threads have ended'),
}) satisfies z.ZodType<RaceProgram>;
