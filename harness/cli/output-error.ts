// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What is thrown when a report, or a part of it, cannot be written. Exit 74.

export class OutputError extends Error {
  override readonly name = 'OutputError';

  /** `place`: a file, a directory, or the standard output. */
  constructor(place: string, error: unknown, cure: string) {
    super(`cannot write ${place}: ${error instanceof Error ? error.message : String(error)}\n  try: ${cure}`);
  }
}
