// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Races from files, with the schedule that a comment may give them.
import { isRaceText, parseRace } from '../../generators/text';
import { parseSchedule, type Schedule } from '../schedulers/schedule';
import type { NamedRace } from '../campaign/race/oracle';
import type { Program } from '../../spec';
import { DataError } from '../errors';
import { programOf } from './program-file';
import { nameOf, readText } from './text-file';

/** What `race --save` writes before the schedule of a finding. */
export const SCHEDULE = '# schedule:';

const CURES = {
  missing: 'check the path; race --save DIR writes such files',
  directory: 'the files in it, DIR/*.race',
};

/** What `replay` takes: the text of a file says which of the two it is, and is read once. */
export type Replayable =
  | { readonly kind: 'race'; readonly race: NamedRace }
  | { readonly kind: 'program'; readonly name: string; readonly program: Program };

export async function readReplayable(file: string): Promise<Replayable> {
  const text = await readText(file, {
    ...CURES,
    missing: 'check the path; run --save DIR and race --save DIR write such files',
  });
  return isRaceText(text)
    ? { kind: 'race', race: raceOf(file, text) }
    : { kind: 'program', name: file, program: programOf(file, text) };
}

/** Reads a race. Throws `DataError` that names FILE:LINE:COLUMN. */
export const readRace = async (file: string): Promise<NamedRace> => raceOf(file, await readText(file, CURES));

function raceOf(file: string, text: string): NamedRace {
  const parsed = parseRace(text, { bound: true });
  if (parsed.kind === 'error')
    throw new DataError(`${nameOf(file)}:${parsed.line}:${parsed.column}`, parsed.message, parsed.cure);
  const schedule = scheduleIn(nameOf(file), text);
  return { name: file, race: parsed.race, ...(schedule === undefined ? {} : { schedule }) };
}

function scheduleIn(file: string, text: string): Schedule | undefined {
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (!line.startsWith(SCHEDULE)) continue;
    const parsed = parseSchedule(line.slice(SCHEDULE.length));
    if (parsed.kind === 'schedule') return parsed.schedule;
    const column = SCHEDULE.length + parsed.column;
    throw new DataError(
      `${file}:${index + 1}:${column}`,
      `'${parsed.word}' is no part of a schedule`,
      'threads with how many steps they take, like T1*3 T2 kworker/1 T1*2; or take the line out',
    );
  }
  return undefined;
}
