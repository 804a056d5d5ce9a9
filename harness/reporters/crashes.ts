// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What carries operations out and died, in reports as text.
import { crashCount, type CrashReport } from '../judge/known/crash';
import { plural } from '../platform/words';
import { labelled } from './wrap';

/** One kind of death: `loader.register 3 times of SIGSEGV`, and what it is known by or where it was first. */
export function crashText({ op, signal, count, known, first }: CrashReport): string {
  const where = known === undefined ? first && firstText(first) : `: ${known.crash} (${known.see})`;
  return `${op} ${plural(count, 'time')} of ${signal}${where ?? ''}`;
}

/** A line for each operation and signal. */
export const crashLines = (crashes: readonly CrashReport[], column: number): readonly string[] =>
  crashes.flatMap((crash) => labelled('died over', crashText(crash), column));

const firstText = ({ program, operation, text }: NonNullable<CrashReport['first']>): string =>
  `, first in program ${program} over operation ${operation}, ${text}`;

/** What a verdict leaves aside, as it is appended to it. */
export function crashesAside(
  crashes: readonly CrashReport[],
  { name, version }: { name: string; version: string },
): string {
  const count = crashCount(crashes, true);
  const noun = count === 1 ? 'crash' : 'crashes';
  return count === 0 ? '' : `, ${plural(count, 'known crash').replace(/crash.*$/, noun)} of ${name} ${version} aside`;
}
