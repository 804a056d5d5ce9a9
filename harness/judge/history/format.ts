// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The file format of recorded histories (docs/history.md): JSON lines, a header, events in the order of time, a footer.
import { z } from 'zod';
import type { Json } from '../../../spec';
import { operationSchema } from '../../protocol/program';

export const FORMAT = 'struct-ops-conformance history';
export const VERSION = 1;

export const headerSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  profile: z.string(),
});

const event = {
  /** Counts the events of the file from 0. */
  seq: z.int().nonnegative(),
  /** Nanoseconds of one clock for all threads. */
  time: z.number().nonnegative(),
  thread: z.int().nonnegative(),
} as const;

const outcome = z.strictObject({ ret: z.int(), value: (z.any() as z.ZodType<Json>).exactOptional() });

export const invokeSchema = z.strictObject({ ...event, invoke: operationSchema });
export const returnSchema = z.strictObject({ ...event, return: outcome });
export const footerSchema = z.strictObject({ end: z.literal(true), events: z.int().nonnegative() });
