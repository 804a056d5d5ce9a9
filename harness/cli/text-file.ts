// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Files that a command is given to read.
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { DataError } from './data-error';
import { OutputError } from './output-error';

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

/** Writes a file as a whole: whoever reads it never sees half of it. Throws `OutputError` when it cannot be written. */
export function writeText(file: string, text: string): void {
  try {
    if (isPipeOrDevice(file)) writeFileSync(file, text);
    else {
      writeFileSync(`${file}.tmp`, text);
      renameSync(`${file}.tmp`, file);
    }
  } catch (error) {
    rmSync(`${file}.tmp`, { force: true });
    throw cannotWrite(file, error);
  }
}

/** Finds out whether a file can be written, before the work whose result goes there. Throws `OutputError`. */
export function tryWriting(file: string): void {
  try {
    if (!isPipeOrDevice(file)) closeSync(openSync(file, 'a'));
  } catch (error) {
    throw cannotWrite(file, error);
  }
}

const cannotWrite = (file: string, error: unknown): OutputError =>
  new OutputError(`'${file}'`, error, 'a file of yours, where there is room');

/** These must not be replaced by a file, and a pipe cannot be opened to no end. */
function isPipeOrDevice(file: string): boolean {
  const found = statSync(file, { throwIfNoEntry: false });
  return found !== undefined && !found.isFile() && !found.isDirectory();
}
