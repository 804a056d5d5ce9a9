// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Golden files: texts that people or other programs read, kept as files of their own. `npm run golden` rewrites them.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect } from '@jest/globals';

/** Expects the text to be the file's content; writes the file when asked to update, or when it is new. */
export function expectGolden(file: string, text: string): void {
  if (updateMode() === 'all' || (updateMode() === 'new' && !existsSync(file))) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  expect(text).toBe(existsSync(file) ? readFileSync(file, 'utf8') : `(${file} is missing)`);
}

/** `all` under `jest -u`, `none` under `jest --ci`, else `new`. */
function updateMode(): string {
  const state = expect.getState() as unknown as { snapshotState: { _updateSnapshot: string } };
  return state.snapshotState._updateSnapshot;
}
