// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Lists of known deviations, from docs/findings/known/ or from the user.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dataDirectory } from '../data-directory';
import type { KnownDeviation } from '../known/deviation';
import { parseKnownList } from '../known/parse';
import { profileNamed, type ProfileName } from '../../spec';
import { DataError } from './data-error';
import { readProgram } from './program-file';
import { nameOf, readText } from './text-file';

/** What is known of the kernel of a profile, or else of its version; nothing when there is no list. */
export function ownKnownList(profile: ProfileName): readonly KnownDeviation[] {
  const directory = dataDirectory(__dirname, 'docs/findings/known');
  const names = [profile, profileNamed(profile).version];
  const file = names.map((name) => join(directory, `${name}.list`)).find((path) => existsSync(path));
  return file === undefined ? [] : readKnownList(file);
}

/** Reads a list and the programs that it names, relative to it. Throws `DataError`. */
export function readKnownList(file: string): readonly KnownDeviation[] {
  const cures = { missing: 'check the path; docs/findings/known has such files', directory: `${file}/FILE.list` };
  const parsed = parseKnownList(readText(file, cures));
  if (parsed.kind === 'error') throw new DataError(nameOf(file), parsed.message, parsed.cure);
  return parsed.entries.map(({ program, ...entry }) =>
    program === undefined ? entry : { ...entry, program: readProgram(join(dirname(file), program)) },
  );
}
