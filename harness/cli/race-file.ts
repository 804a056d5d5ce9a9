// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Races from files, with the schedule that a comment may give them.
import { isRaceText, parseRace } from '../../generators/text';
import { parseSchedule, type Schedule } from '../adapters/simulator/schedulers/schedule';
import type { NamedRace } from '../race/oracle';
import { DataError } from './data-error';
import { readText } from './text-file';

/** What `race --save` writes before the schedule of a finding. */
export const SCHEDULE = '# schedule:';

const CURES = {
  missing: 'check the path; race --save DIR writes such files',
  directory: 'the files in it, DIR/*.race',
};

/** Whether a file holds a race, and no program. One that cannot be read holds none; whoever reads it will say so. */
export function isRaceFile(file: string): boolean {
  try {
    return isRaceText(readText(file, CURES));
  } catch (error) {
    if (error instanceof DataError) return false;
    throw error;
  }
}

/** Reads a race. Throws `DataError` that names FILE:LINE:COLUMN. */
export function readRace(file: string): NamedRace {
  const text = readText(file, CURES);
  const parsed = parseRace(text);
  if (parsed.kind === 'error')
    throw new DataError(`${file}:${parsed.line}:${parsed.column}`, parsed.message, parsed.cure);
  const schedule = scheduleIn(file, text);
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
