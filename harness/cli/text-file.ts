// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Files that a command is given to read, each once, as text, and no more of it than any real one has; and files to write.
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { printable } from '../platform/printable';
import { DataError, OutputError } from '../errors';

/** What to try when there is no such file, or when it is a directory. */
export interface Cures {
  readonly missing: string;
  readonly directory: string;
}

/** Standard input, as a command line names it. */
export const STDIN = '-';

/** The most of a file's name that is shown. */
const NAME = 400;
const MIB = 2 ** 20;
/** Reports and histories of long runs come to a few MiB; what is larger is something else. */
const MOST = 16 * MIB;
const CHUNK = 64 * 1024;
/** How long a pipe may be silent. */
const PATIENCE_MS = 10_000;
const PAUSE_MS = 10;

/** How a file is called in messages. */
export const nameOf = (file: string): string => (file === STDIN ? 'standard input' : printable(file, NAME));

/** The text of a file. Throws `DataError` that names it: there is none, or it is none of text. */
export async function readText(file: string, cures: Cures): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readBytes(file, cures));
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw new DataError(nameOf(file), 'this is no text in UTF-8', cures.missing);
  }
}

async function readBytes(file: string, cures: Cures): Promise<Buffer> {
  const place = nameOf(file);
  try {
    // Without waiting for whoever may write to a pipe: nobody may ever.
    const opened = file === STDIN ? 0 : openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      if (fstatSync(opened).isDirectory()) throw new DataError(place, 'this is a directory', cures.directory);
      return await bounded(opened, place, cures);
    } finally {
      if (file !== STDIN) closeSync(opened);
    }
  } catch (error) {
    if (error instanceof DataError) throw error;
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new DataError(place, 'there is no such file', cures.missing);
    throw new DataError(place, `it cannot be read (${code})`, CURES_OF[code] ?? cures.missing);
  }
}

const CURES_OF: Readonly<Record<string, string>> = {
  EACCES: 'check its permissions',
  ENOTDIR: 'check the path: a part of it is no directory',
  ENAMETOOLONG: 'check the path',
  ELOOP: 'check the path: its links go in a circle',
};

/** Reads to the end, whatever kind of file it is; one that is no text, or has no end, is given up. */
async function bounded(opened: number, place: string, { missing }: Cures): Promise<Buffer> {
  const isPipe = fstatSync(opened).isFIFO();
  const chunks: Buffer[] = [];
  let size = 0;
  for (let waited = 0; ;) {
    const chunk = Buffer.allocUnsafe(CHUNK);
    const count = readNow(opened, chunk);
    // Of a pipe that nobody has opened for writing yet the end is read, as of one that is finished.
    if (count === 0 && (!isPipe || size > 0)) return Buffer.concat(chunks, size);
    if (count === 0 || count === 'nothing yet') {
      if (waited >= PATIENCE_MS)
        throw new DataError(place, `nothing came out of it for ${PATIENCE_MS / 1000} s`, missing);
      waited += PAUSE_MS;
      // A signal is heard meanwhile.
      await setTimeout(PAUSE_MS);
      continue;
    }
    waited = 0;
    size += count;
    if (size > MOST) throw new DataError(place, `it is larger than ${MOST / MIB} MiB`, missing);
    const read = chunk.subarray(0, count);
    if (read.includes(0)) throw new DataError(place, 'this is no text: there is a zero byte in it', missing);
    chunks.push(read);
  }
}

function readNow(opened: number, chunk: Buffer): number | 'nothing yet' {
  try {
    return readSync(opened, chunk);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EOF') return 0;
    if (code !== 'EAGAIN') throw error;
    return 'nothing yet';
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
