// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What is thrown when the user asked for something that does not exist or makes no sense. Exit 64.

/** The command line is wrong: what is wrong with it, and what to write instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  constructor(
    readonly reason: string,
    readonly cure: string,
  ) {
    super(`${reason}\n  try: ${cure}`);
  }
}
