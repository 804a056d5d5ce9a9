// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Files that a command is given to read.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { UsageError } from '../usage-error';
import { DataError } from './data-error';

/** What to try when there is no such file, or when it is a directory. */
export interface Cures {
  readonly missing: string;
  readonly directory: string;
}

/** The text of a file; `-` is no special name. Throws `DataError` that names the file. */
export function readText(file: string, { missing, directory }: Cures): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new DataError(file, 'there is no such file', missing);
    if (code === 'EISDIR') throw new DataError(file, 'this is a directory', directory);
    throw new DataError(file, `it cannot be read (${code ?? String(error)})`, 'check its permissions');
  }
}

/** Writes a file as a whole: whoever reads it never sees half of it. Throws `UsageError` when it cannot be written. */
export function writeText(file: string, text: string): void {
  try {
    writeFileSync(`${file}.tmp`, text);
    renameSync(`${file}.tmp`, file);
  } catch (error) {
    throw new UsageError(
      `cannot write '${file}': ${error instanceof Error ? error.message : String(error)}`,
      'a file of yours',
    );
  }
}
