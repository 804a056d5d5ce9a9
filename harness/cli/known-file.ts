// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Lists of known deviations, from harness/judge/known/lists/ or from the user.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inTurn } from '../platform/in-turn';
import { dataDirectory } from '../platform/data-directory';
import type { KnownDeviation } from '../judge/known/deviation';
import { parseKnownList, type ListedDeviation } from '../judge/known/parse';
import { profileNamed, type ProfileName } from '../../spec';
import { DataError } from '../errors';
import { programOf, readProgram } from './program-file';
import { nameOf, readText } from './text-file';

/** What is known of the kernel of a profile, or else of its version; nothing when there is no list. */
export function ownKnownList(profile: ProfileName): readonly KnownDeviation[] {
  const directory = dataDirectory(__dirname, 'harness/judge/known/lists');
  const names = [profile, profileNamed(profile).version];
  const file = names.map((name) => join(directory, `${name}.list`)).find((path) => existsSync(path));
  if (file === undefined) return [];
  const textOf = (path: string): string => readFileSync(path, 'utf8');
  return entriesIn(file, textOf(file)).map(({ program, ...entry }) => {
    if (program === undefined) return entry;
    const path = join(dirname(file), program);
    return { ...entry, program: programOf(path, textOf(path)) };
  });
}

/** Reads a list and the programs that it names, relative to it. Throws `DataError`. */
export async function readKnownList(file: string): Promise<readonly KnownDeviation[]> {
  const cures = { missing: 'check the path; harness/judge/known/lists has such files', directory: `${file}/FILE.list` };
  return inTurn(entriesIn(file, await readText(file, cures)), async ({ program, ...entry }) =>
    program === undefined ? entry : { ...entry, program: await readProgram(join(dirname(file), program)) },
  );
}

function entriesIn(file: string, text: string): readonly ListedDeviation[] {
  const parsed = parseKnownList(text);
  if (parsed.kind === 'error') throw new DataError(nameOf(file), parsed.message, parsed.cure);
  return parsed.entries;
}
