// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What is thrown when an input file cannot be read as what it should be. Exit 65.

/** The file, and the place in it as editors understand it, are part of the message. */
export class DataError extends Error {
  override readonly name = 'DataError';

  constructor(
    readonly place: string,
    readonly reason: string,
    readonly cure: string,
  ) {
    super(`${place}: ${reason}\n  try: ${cure}`);
  }
}
