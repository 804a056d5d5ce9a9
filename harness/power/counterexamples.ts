// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The smallest known counterexample of each fault, kept as files: proof that the suite can see it, and a corpus. Those that
// harm a shipping kernel are hunted instead (hunted.test.ts).
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatProgram, parseProgram } from '../../generators';
import type { Program } from '../../spec';
import type { HUNTED } from '../adapters/simulator';
import { dataDirectory } from '../platform/data-directory';

/** What a file says: the program, and the clauses that the fault breaks in its last operation or in the reset. */
export interface KeptCounterexample {
  readonly program: Program;
  readonly breaks: readonly string[];
  /** The number of the simulator's schedule that it shows under. */
  readonly schedule: number;
}

const BREAKS = /^# breaks: (.+)$/m;
const SCHEDULE = /^# schedule: (\d+)$/m;

/** The text of a file; `readCounterexamples` reads it back. */
export const formatCounterexampleFile = (fault: string, { program, breaks, schedule }: KeptCounterexample): string =>
  `# fault: ${fault}\n# breaks: ${breaks.join(', ')}\n# schedule: ${schedule}\n${formatProgram(program)}`;

export const counterexampleDirectory = (): string => dataDirectory(__dirname, join('harness', 'power', 'corpus'));

const SUFFIX = '.program';

/** By the names of the faults, in alphabetical order. Throws when a file does not parse, which a test would have found. */
export function readCounterexamples(): ReadonlyMap<string, KeptCounterexample> {
  const directory = counterexampleDirectory();
  const files = readdirSync(directory).filter((file) => file.endsWith(SUFFIX));
  return new Map(
    files
      .sort()
      .map((file) => [file.slice(0, -SUFFIX.length), parsed(file, readFileSync(join(directory, file), 'utf8'))]),
  );
}

function parsed(file: string, text: string): KeptCounterexample {
  const read = parseProgram(text);
  const breaks = BREAKS.exec(text)?.[1]?.split(', ');
  const schedule = SCHEDULE.exec(text)?.[1];
  if (read.kind === 'error') throw new Error(`${file}:${read.line}:${read.column}: ${read.message}`);
  if (breaks === undefined || schedule === undefined)
    throw new Error(`${file} does not say which clauses the fault breaks, and under which schedule`);
  return { program: read.program, breaks, schedule: Number(schedule) };
}

/** What is known of a counterexample, which may have no file. */
export interface Size {
  readonly breaks: readonly string[];
  readonly length: number;
}

/** What the kill matrix shows of each: the clauses, and the number of operations. */
export const keptSizes = (): ReadonlyMap<string, Size> =>
  new Map<string, Size>([
    ...Object.entries(HUNTED_SIZES),
    ...[...readCounterexamples()].map(([name, { program, breaks }]): [string, Size] => [
      name,
      { breaks, length: program.operations.length },
    ]),
  ]);

/** Of the faults that no file shows, what the smallest counterexample was found to be. */
const HUNTED_SIZES: Readonly<Record<(typeof HUNTED)[number], Size>> = {
  'prog-of-other-module-accepted': { breaks: ['MAP-UPDATE-17'], length: 7 },
  'link-update-to-itself': { breaks: ['LOG-01'], length: 7 },
  'table-moves-under-maps': { breaks: ['LOG-01'], length: 8 },
};
