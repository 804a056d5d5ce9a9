// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The version of this package, from its manifest.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The manifest is two directories up in the source tree and three up in what is built from it. */
export function packageVersion(from = __dirname): string {
  const file = join(from, 'package.json');
  if (!existsSync(file)) return packageVersion(dirname(from));
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
