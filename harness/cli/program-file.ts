// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Programs from files.
import { parseProgram } from '../../generators/text';
import type { Program } from '../../spec';
import { DataError } from '../errors';
import { nameOf, readText } from './text-file';

/** Reads a program. Throws `DataError` that names FILE:LINE:COLUMN. */
export const readProgram = async (file: string): Promise<Program> =>
  programOf(
    file,
    await readText(file, {
      missing: 'check the path; run --save DIR writes such files',
      directory: `replay ${file}/*.program`,
    }),
  );

/** The program that the text of a file is. */
export function programOf(file: string, text: string): Program {
  const parsed = parseProgram(text, { bound: true });
  const place = nameOf(file);
  if (parsed.kind === 'error')
    throw new DataError(`${place}:${parsed.line}:${parsed.column}`, parsed.message, parsed.cure);
  if (parsed.program.operations.length === 0)
    throw new DataError(place, 'there is no operation in it', 'write one operation a line, like quiesce');
  return parsed.program;
}
