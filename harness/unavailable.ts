// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What is thrown when this machine lacks something a run needs: what is missing, and what to type.

/** This machine cannot do what was asked. The command line reports it and exits 4, "skipped". */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';

  /**
   * @param reason one clause that names what is missing or wrong
   * @param cure a command to type, or the option to give
   */
  constructor(
    readonly reason: string,
    readonly cure: string,
  ) {
    super(`${reason}\n  try: ${cure}`);
  }
}
