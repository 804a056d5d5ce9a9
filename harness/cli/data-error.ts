// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What is thrown when an input file cannot be read as what it should be. Exit 65.

import { printable } from '../platform/printable';

/** The most of what is wrong that is told. */
const MOST = 300;

/** The file, and the place in it as editors understand it, are part of the message. */
export class DataError extends Error {
  override readonly name = 'DataError';

  readonly reason: string;
  readonly cure: string;

  /** What is quoted from the file is shown shortly, and so that it does nothing to a terminal. */
  constructor(
    readonly place: string,
    reason: string,
    cure: string,
  ) {
    super(`${place}: ${printable(reason, MOST)}\n  try: ${printable(cure, MOST)}`);
    this.reason = printable(reason, MOST);
    this.cure = printable(cure, MOST);
  }
}
