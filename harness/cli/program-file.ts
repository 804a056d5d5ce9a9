// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Programs from files.
import { readFileSync } from 'node:fs';
import { parseProgram } from '../../generators/text';
import type { Program } from '../../spec';
import { DataError } from './data-error';

/** Reads a program; `-` is no special name. Throws `DataError` that names FILE:LINE:COLUMN. */
export function readProgram(file: string): Program {
  const parsed = parseProgram(readText(file));
  if (parsed.kind === 'error')
    throw new DataError(`${file}:${parsed.line}:${parsed.column}`, parsed.message, parsed.cure);
  if (parsed.program.operations.length === 0)
    throw new DataError(file, 'there is no operation in it', 'write one operation a line, like quiesce');
  return parsed.program;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT')
      throw new DataError(file, 'there is no such file', 'check the path; run --save DIR writes such files');
    if (code === 'EISDIR') throw new DataError(file, 'this is a directory', `replay ${file}/*.program`);
    throw new DataError(file, `it cannot be read (${code ?? String(error)})`, 'check its permissions');
  }
}
