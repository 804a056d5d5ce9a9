// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Lines to messages.
import type { z } from 'zod';
import { ProtocolError } from './error';
import { errorAnswer } from './messages';

/** Reads one line as a message of the schema; throws `ProtocolError` that shows what came instead. */
export function decode<T>(schema: z.ZodType<T>, line: string, expected: string): T {
  let message: unknown;
  try {
    message = JSON.parse(line);
  } catch {
    throw new ProtocolError(`${expected} should be one line of JSON, but is ${excerpt(line)}`);
  }
  const parsed = parse(schema, message, expected);
  if (parsed.success) return parsed.data;
  const complaint = errorAnswer.safeParse(message);
  if (complaint.success) throw new ProtocolError(`instead of ${expected} came the error: ${complaint.data.error}`);
  const issue = deepest(parsed.error.issues);
  const where = issue.path.length > 0 ? ` (at ${issue.path.join('.')}: ${issue.message})` : '';
  throw new ProtocolError(`${expected} is not as docs/protocol.md says${where}: ${excerpt(line)}`);
}

/** What is nested thousands deep is more than the stack holds. */
function parse<T>(schema: z.ZodType<T>, message: unknown, expected: string): z.ZodSafeParseResult<T> {
  try {
    return schema.safeParse(message);
  } catch (error) {
    if (error instanceof RangeError) throw new ProtocolError(`${expected} is nested too deeply`);
    throw error;
  }
}

const excerpt = (line: string): string => (line.length > 200 ? `${line.slice(0, 200)}…` : line) || 'an empty line';

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** The most telling issue: of the alternatives of a union, the one that got furthest. */
function deepest(issues: readonly z.core.$ZodIssue[]): Issue {
  const all = issues.flatMap((issue): Issue[] => {
    if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
    const inner = deepest(issue.errors.flat());
    return [{ path: [...issue.path, ...inner.path], message: inner.message }];
  });
  return all.reduce((best, issue) => (issue.path.length > best.path.length ? issue : best), { path: [], message: '' });
}
