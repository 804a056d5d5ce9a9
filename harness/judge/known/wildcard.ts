// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Lines with holes in them.

/** Whether a line reads as a pattern does, in which `*` stands for any text. */
export function readsAs(pattern: string, line: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(line);
}
