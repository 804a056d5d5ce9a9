// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// How kernel code ends that cannot go on.

/** The kernel touched what is no longer there. In process context this kills the caller, in a worker it is only logged. */
export class Oops extends Error {
  override readonly name = 'Oops';
}

/** A system call waits for what will never come. */
export class Stuck extends Error {
  override readonly name = 'Stuck';

  /** @param where where it waits, and who has what it waits for */
  constructor(readonly where: readonly string[]) {
    super(where.join('; '));
  }
}
