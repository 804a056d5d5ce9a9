// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What Stryker says of the model, as values: which mutants the tests let live, and why that is so.
import { z } from 'zod';

const place = z.object({ line: z.number(), column: z.number() });
const mutant = z.object({
  status: z.string(),
  replacement: z.string().optional(),
  location: z.object({ start: place, end: place }),
});
const file = z.object({ source: z.string(), mutants: z.array(mutant) });

/** As much of Stryker's JSON report (mutation-testing-report-schema) as the page needs. */
export const reportSchema = z.object({ files: z.record(z.string(), file) });

export type MutationReport = z.infer<typeof reportSchema>;
type Mutant = z.infer<typeof mutant>;

/** Why mutants live: `change` is the beginning of `ORIGINAL => REPLACEMENT`, all if empty, in any file if none is named. */
export interface Reason {
  readonly file?: string;
  readonly change: string;
  readonly why: string;
}

/** A mutant that no test noticed, or that no test ran. */
export interface Survivor {
  readonly file: string;
  readonly line: number;
  readonly change: string;
  readonly why: string | undefined;
}

/** How one file fares. */
export interface Score {
  readonly file: string;
  readonly tested: number;
  readonly noticed: number;
}

const NOTICED: ReadonlySet<string> = new Set(['Killed', 'Timeout', 'RuntimeError']);
const LIVING: ReadonlySet<string> = new Set(['Survived', 'NoCoverage']);

const inOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

function originalOf(source: string, { start, end }: Mutant['location']): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  return lines
    .map((line, index) => line.slice(index === 0 ? start.column - 1 : 0, index === last ? end.column - 1 : undefined))
    .join('\n');
}

/** Every file with mutants that were tested, by name. */
export const scoresOf = ({ files }: MutationReport): readonly Score[] =>
  Object.entries(files)
    .map(([name, { mutants }]) => {
      const noticed = mutants.filter(({ status }) => NOTICED.has(status)).length;
      const living = mutants.filter(({ status }) => LIVING.has(status)).length;
      return { file: name, tested: noticed + living, noticed };
    })
    .filter(({ tested }) => tested > 0)
    .sort((one, other) => (one.file < other.file ? -1 : 1));

/** What is true of a mutant that no test runs. */
export const UNTRIED = 'Nothing that is tried comes here';

/** The mutants that live, each with the first reason that fits. */
export const survivorsOf = ({ files }: MutationReport, reasons: readonly Reason[]): readonly Survivor[] =>
  Object.entries(files).flatMap(([name, { source, mutants }]) =>
    mutants
      .filter(({ status }) => LIVING.has(status))
      .map(({ status, location, replacement = '' }) => {
        const change = inOneLine(`${originalOf(source, location)} => ${replacement}`);
        const reason = reasons.find((each) => change.startsWith(each.change) && (each.file ?? name) === name);
        const why = reason?.why ?? (status === 'NoCoverage' ? UNTRIED : undefined);
        return { file: name, line: location.start.line, change, why };
      }),
  );
