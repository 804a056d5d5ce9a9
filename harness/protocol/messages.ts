// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The messages of docs/protocol.md as schemas: one definition gives the type, the check and the published JSON Schema.
import { z } from 'zod';
import type { History, Json, Program, RaceProgram, RaceRounds, Step, StuckPlace } from '../../spec';
import type { Hold } from '../adapter';
import { PREMISE_NAMES, PREMISES, type Lack } from '../premises/premise';
import { programSchema, raceSchema } from './program';

export const PROTOCOL_VERSION = 1;

/** Numbers each program of a session. */
const seq = z.int().nonnegative();
const json = z.any() as z.ZodType<Json>;
const lines = z.array(z.string());

const implementationSchema = z.object({
  name: z.string(),
  version: z.string(),
  kernel: z
    .string()
    .exactOptional()
    .describe(
      "the kernel's release, as uname(2) gives it; one that hides its stable update, with that in parentheses: 6.1.0-57-amd64 (6.1.192)",
    ),
});

const outcomeSchema = z.union([
  z.object({ ret: z.int().describe('-errno for a failure'), value: json.exactOptional() }),
  z.object({ crashed: z.string().describe('the signal that killed the program that carried out the operation') }),
]);

const stepSchema = z.object({
  outcome: outcomeSchema,
  start: z.number().exactOptional().describe('nanoseconds of a monotonic clock'),
  end: z.number().exactOptional(),
  log: lines.exactOptional().describe('kernel log lines of that moment'),
});

const historySchema = z.object({
  steps: z.array(stepSchema),
  residue: lines.describe('what a reset after the program could not clean away, one sentence each'),
}) satisfies z.ZodType<History>;

const raceHistorySchema = z.object({
  prefix: z.array(stepSchema),
  threads: z.array(z.array(stepSchema)),
  suffix: z.array(stepSchema),
  residue: lines.describe('what a reset after the round could not clean away, one sentence each'),
});

const raceRoundsSchema = z.object({
  rounds: z.int().positive().describe('how many were run; fewer than asked for when time was up'),
  results: z.array(
    z.object({
      count: z.int().positive().describe('how many rounds showed this'),
      history: raceHistorySchema.describe('one of those rounds'),
    }),
  ),
}) satisfies z.ZodType<RaceRounds>;

export const holdSchema = z.object({
  module: z.enum(['soc_a', 'soc_b', 'soc_n']),
  at: z.enum(['reg', 'unreg', 'update', 'validate', 'init_member', 'init', 'exit']),
  ms: z.int().min(1).max(200),
}) satisfies z.ZodType<Hold>;

export const lackSchema = z.object({
  premise: z.enum(PREMISE_NAMES).describe(PREMISE_NAMES.map((name) => `${name}: ${PREMISES[name]}`).join('; ')),
  reason: z.string().describe('what is missing or in the way, in one clause'),
  cure: z.string().describe('what to type, to set or to leave out'),
  log: lines.exactOptional().describe('what the kernel said of it'),
}) satisfies z.ZodType<Lack>;
const limit = z
  .number()
  .positive()
  .exactOptional()
  .describe('seconds after which an operation that sleeps is taken for stuck');

const stuckSchema = z
  .object({
    part: z
      .union([z.enum(['prefix', 'suffix']), z.int().nonnegative()])
      .exactOptional()
      .describe('of a race: the prefix, the suffix, or the number of a thread, from 0'),
    operation: z.int().nonnegative().exactOptional().describe('its number, from 0; left out for the reset'),
    seconds: z.number().exactOptional().describe('for how long it was waited for'),
    steps: z.array(stepSchema).exactOptional().describe('of a program: those of the operations before it'),
    stack: lines.describe('where in the kernel its task is, the innermost function first'),
    log: lines.exactOptional().describe('what the kernel says of its tasks, locks or processors'),
  })
  .describe('what did not return') satisfies z.ZodType<StuckAnswer>;

export interface StuckAnswer extends StuckPlace {
  readonly seconds?: number;
  readonly steps?: readonly Step[];
  readonly log?: readonly string[];
}

export const startRequest = z.object({ cmd: z.literal('start'), version: z.literal(PROTOCOL_VERSION) });
export const runRequest = z.object({ cmd: z.literal('run'), seq, program: programSchema, limit });
export const raceRequest = z.object({
  cmd: z.literal('race'),
  seq,
  race: raceSchema,
  rounds: z.int().positive(),
  seed: z.int().nonnegative().describe('chooses the delays of the threads'),
  limit,
  holds: z.array(holdSchema).max(8).exactOptional().describe('windows to hold open while the threads run'),
});
export const stopRequest = z.object({ cmd: z.literal('stop') });

export const request = z.discriminatedUnion('cmd', [startRequest, runRequest, raceRequest, stopRequest]);

export const startAnswer = z.object({
  version: z.literal(PROTOCOL_VERSION),
  implementation: implementationSchema,
  operations: z.array(z.string()).describe('the operations that the implementation can express'),
  races: z.boolean().exactOptional().describe('whether it answers "race"; left out for no'),
  lacks: z.array(lackSchema).exactOptional().describe('premises of the suite that do not hold; left out for none'),
});
export const historyAnswer = z.object({ seq, history: historySchema });
export const refusalAnswer = z.object({ seq, error: z.string() }).describe('the implementation could not run it');
export const stuckAnswer = z.object({ seq, stuck: stuckSchema }).describe('the implementation ends after it');
export const runAnswer = z.union([historyAnswer, stuckAnswer, refusalAnswer]);
export const roundsAnswer = z.object({ seq, race: raceRoundsSchema });
export const raceAnswer = z.union([roundsAnswer, stuckAnswer, refusalAnswer]);
export const stopAnswer = z.object({ stopped: z.literal(true), residue: lines });
export const errorAnswer = z.object({ error: z.string() }).describe('the line was no request');

type StartAnswer = z.infer<typeof startAnswer>;
/** What goes out to an implementation. */
export type Request =
  | { readonly cmd: 'start'; readonly version: typeof PROTOCOL_VERSION }
  | { readonly cmd: 'run'; readonly seq: number; readonly program: Program; readonly limit?: number }
  | RaceRequest
  | { readonly cmd: 'stop' };

export interface RaceRequest {
  readonly cmd: 'race';
  readonly seq: number;
  readonly race: RaceProgram;
  readonly rounds: number;
  readonly seed: number;
  readonly limit?: number;
  readonly holds?: readonly Hold[];
}

/** What an implementation says. */
export type Answer =
  | StartAnswer
  | { readonly seq: number; readonly history: History }
  | { readonly seq: number; readonly race: RaceRounds }
  | { readonly seq: number; readonly stuck: StuckAnswer }
  | { readonly seq: number; readonly error: string }
  | { readonly stopped: true; readonly residue: readonly string[] }
  | { readonly error: string };
