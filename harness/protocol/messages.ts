// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The messages of docs/protocol.md as schemas: one definition gives the type, the check and the published JSON Schema.
import { z } from 'zod';
import type { History, Json, Program } from '../../spec';
import { programSchema } from './program';

export const PROTOCOL_VERSION = 1;

/** Numbers each program of a session. */
const seq = z.int().nonnegative();
const json = z.any() as z.ZodType<Json>;
const lines = z.array(z.string());

const implementationSchema = z.object({
  name: z.string(),
  version: z.string(),
  kernel: z.string().exactOptional().describe("the kernel's release, as uname(2) gives it"),
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

export const startRequest = z.object({ cmd: z.literal('start'), version: z.literal(PROTOCOL_VERSION) });
export const runRequest = z.object({ cmd: z.literal('run'), seq, program: programSchema });
export const stopRequest = z.object({ cmd: z.literal('stop') });

export const request = z.discriminatedUnion('cmd', [startRequest, runRequest, stopRequest]);

export const startAnswer = z.object({
  version: z.literal(PROTOCOL_VERSION),
  implementation: implementationSchema,
  operations: z.array(z.string()).describe('the operations that the implementation can express'),
});
export const historyAnswer = z.object({ seq, history: historySchema });
export const refusalAnswer = z.object({ seq, error: z.string() }).describe('the implementation could not run it');
export const runAnswer = z.union([historyAnswer, refusalAnswer]);
export const stopAnswer = z.object({ stopped: z.literal(true), residue: lines });
export const errorAnswer = z.object({ error: z.string() }).describe('the line was no request');

type StartAnswer = z.infer<typeof startAnswer>;
/** What goes out to an implementation. */
export type Request =
  | { readonly cmd: 'start'; readonly version: typeof PROTOCOL_VERSION }
  | { readonly cmd: 'run'; readonly seq: number; readonly program: Program }
  | { readonly cmd: 'stop' };

/** What an implementation says. */
export type Answer =
  | StartAnswer
  | { readonly seq: number; readonly history: History }
  | { readonly seq: number; readonly error: string }
  | { readonly stopped: true; readonly residue: readonly string[] }
  | { readonly error: string };
