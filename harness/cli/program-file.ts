// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Programs from files.
import { parseProgram } from '../../generators/text';
import type { Program } from '../../spec';
import { DataError } from './data-error';
import { readText } from './text-file';

/** Reads a program. Throws `DataError` that names FILE:LINE:COLUMN. */
export function readProgram(file: string): Program {
  const parsed = parseProgram(
    readText(file, {
      missing: 'check the path; run --save DIR writes such files',
      directory: `replay ${file}/*.program`,
    }),
  );
  if (parsed.kind === 'error')
    throw new DataError(`${file}:${parsed.line}:${parsed.column}`, parsed.message, parsed.cure);
  if (parsed.program.operations.length === 0)
    throw new DataError(file, 'there is no operation in it', 'write one operation a line, like quiesce');
  return parsed.program;
}
