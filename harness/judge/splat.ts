// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Which kernel log lines are reports of a bug. A check that cannot read the log must say so elsewhere: no line, no splat.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataDirectory } from '../platform/data-directory';
import { parseSplatList, type SplatPattern } from './splat-list';

const readList = (name: string): readonly SplatPattern[] =>
  parseSplatList(readFileSync(join(dataDirectory(__dirname, 'harness/judge/splats'), name), 'utf8'));

let lists: { readonly deny: readonly SplatPattern[]; readonly allow: readonly SplatPattern[] } | undefined;

/** The lines that report a bug, in order. */
export function splatsIn(log: readonly string[]): readonly string[] {
  if (log.length === 0) return log;
  lists ??= { deny: readList('deny.list'), allow: readList('allow.list') };
  return splatsBy(lists.deny, lists.allow, log);
}

/** The lines that the one list has and the other has not. */
export const splatsBy = (
  deny: readonly SplatPattern[],
  allow: readonly SplatPattern[],
  log: readonly string[],
): readonly string[] => log.filter((line) => matches(deny, line) && !matches(allow, line));

const matches = (patterns: readonly SplatPattern[], line: string): boolean =>
  patterns.some(({ pattern }) => pattern.test(line));
