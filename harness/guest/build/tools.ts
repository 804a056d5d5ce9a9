// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Programs that a build needs, and the Debian packages they are in.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Unavailable } from '../../errors';

/** Package of each program that is ever needed. */
export const packageOf = { gcc: 'gcc', make: 'make', pahole: 'pahole', clang: 'clang' } as const;

export type Tool = keyof typeof packageOf;

/** Where a program is on the path, or undefined. */
export function findTool(name: string, path = process.env['PATH'] ?? ''): string | undefined {
  return path
    .split(delimiter)
    .map((directory) => join(directory, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** Throws `Unavailable`, naming all that are missing at once. */
export function requireTools(tools: readonly Tool[]): void {
  const missing = tools.filter((tool) => findTool(tool) === undefined);
  if (missing.length === 0) return;
  const packages = missing.map((tool) => packageOf[tool]).join(' ');
  throw new Unavailable(`${missing.join(', ')} not installed`, `apt-get install --no-install-recommends ${packages}`);
}
