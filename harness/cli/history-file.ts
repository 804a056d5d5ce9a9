// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Recorded histories from files.
import { readHistory, type ReadHistory } from '../judge/history/read';
import { DataError } from '../errors';
import { nameOf, readText } from './text-file';

/** Reads a recorded history. Throws `DataError` that names FILE:LINE. */
export async function readHistoryFile(file: string): Promise<Extract<ReadHistory, { kind: 'history' }>> {
  const text = await readText(file, { missing: 'check the path', directory: `check-history ${file}/NAME.jsonl` });
  const read = readHistory(text);
  if (read.kind === 'error') throw new DataError(`${nameOf(file)}:${read.line}`, read.message, read.cure);
  return read;
}
