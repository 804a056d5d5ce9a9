// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Data that lies beside the sources, and stays there when they are compiled into dist/.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The directory of that name under the nearest ancestor of `from` that has it. */
export function dataDirectory(from: string, name: string): string {
  const directory = join(from, name);
  if (existsSync(directory)) return directory;
  if (dirname(from) === from) throw new Error(`the installation lacks its ${name}`);
  return dataDirectory(dirname(from), name);
}
