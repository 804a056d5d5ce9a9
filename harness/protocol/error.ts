// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What is thrown when the other side does not keep to docs/protocol.md.

/** The implementation broke the protocol: the fault is the adapter's, and nothing is known of what it tests. Exit 69. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';

  /**
   * @param reason one clause that says what was expected and what came
   * @param tail what the other side said last on standard error or its console
   */
  constructor(
    readonly reason: string,
    readonly tail: readonly string[] = [],
  ) {
    super([reason, ...tail.map((line) => `  | ${line}`)].join('\n'));
  }
}
