// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What carries operations out and died, in reports as text.
import { crashCount, type CrashReport } from '../known/crash';
import { labelled, plural } from './wrap';

/** A line for each operation and signal. */
export const crashLines = (crashes: readonly CrashReport[], column: number): readonly string[] =>
  crashes.flatMap(({ op, signal, count, known, first }) => {
    const where = known === undefined ? first && firstText(first) : `: ${known.crash} (${known.see})`;
    return labelled('died over', `${op} ${plural(count, 'time')} of ${signal}${where ?? ''}`, column);
  });

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
