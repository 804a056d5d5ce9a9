// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The protocol as JSON Schema, for implementations in other languages: one file a command, request and answer together.
import { z } from 'zod';
import * as messages from './messages';
import { programSchema, raceSchema } from './program';

type JsonSchema = z.core.JSONSchema.BaseSchema;

const limits = [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];

/** What a sender must write. Bounds that only say "a number that JavaScript can hold" are left out. */
const schemaOf = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, {
    io: 'input',
    override: ({ jsonSchema }) => {
      if (limits.includes(jsonSchema.maximum ?? 0)) delete jsonSchema.maximum;
      if (limits.includes(jsonSchema.minimum ?? 0)) delete jsonSchema.minimum;
    },
  });

function command(title: string, request: z.ZodType, ...answers: readonly z.ZodType[]): JsonSchema {
  const anyOf = [...answers, messages.errorAnswer].map((answer) => inner(answer));
  const { $schema, ...rest } = schemaOf(request);
  return { ...($schema === undefined ? {} : { $schema }), title, ...rest, $defs: { answer: { anyOf } } };
}

function inner(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...rest } = schemaOf(schema);
  return rest;
}

const programReference = z.any().meta({ $ref: 'program.json' });
const operationsReference = z.any().meta({ $ref: 'program.json#/properties/operations' });

/** File name to schema. */
export const SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  'program.json': { ...schemaOf(programSchema), title: 'A program' },
  'start.json': command('Request "start" and its answers', messages.startRequest, messages.startAnswer),
  'run.json': command(
    'Request "run" and its answers',
    messages.runRequest.extend({ program: programReference }),
    messages.historyAnswer,
    messages.refusalAnswer,
  ),
  'race.json': command(
    'Request "race" and its answers',
    messages.raceRequest.extend({
      race: raceSchema.extend({
        prefix: operationsReference,
        threads: z.array(operationsReference).min(2).max(4),
        suffix: operationsReference,
      }),
    }),
    messages.roundsAnswer,
    messages.refusalAnswer,
  ),
  'stop.json': command('Request "stop" and its answers', messages.stopRequest, messages.stopAnswer),
};
