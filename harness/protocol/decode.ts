// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Lines to messages.
import type { z } from 'zod';
import { ProtocolError } from '../errors';
import { MAX_DEPTH } from './limits';
import { errorAnswer } from './messages';

/** Reads one line as a message of the schema; throws `ProtocolError` that shows what came instead. */
export function decode<T>(schema: z.ZodType<T>, line: string, expected: string): T {
  let message: unknown;
  if (depthOf(line) > MAX_DEPTH) throw new ProtocolError(`${expected} is nested too deeply: ${excerpt(line)}`);
  try {
    message = JSON.parse(line);
  } catch {
    throw new ProtocolError(`${expected} should be one line of JSON, but is ${excerpt(line)}`);
  }
  const parsed = schema.safeParse(message);
  if (parsed.success) return parsed.data;
  const complaint = errorAnswer.safeParse(message);
  if (complaint.success) throw new ProtocolError(`instead of ${expected} came the error: ${complaint.data.error}`);
  const issue = deepest(parsed.error.issues);
  const where = issue.path.length > 0 ? ` (at ${issue.path.join('.')}: ${issue.message})` : '';
  throw new ProtocolError(`${expected} is not as docs/protocol.md says${where}: ${excerpt(line)}`);
}

/** How deep brackets are nested, those in strings included: what is nested millions deep takes a gigabyte to parse. */
function depthOf(line: string): number {
  let [depth, most] = [0, 0];
  for (let at = 0; at < line.length; at++) {
    const code = line.charCodeAt(at);
    // [ and {, ] and }.
    if (code === 0x5b || code === 0x7b) most = Math.max(most, ++depth);
    else if (code === 0x5d || code === 0x7d) depth--;
  }
  return most;
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
