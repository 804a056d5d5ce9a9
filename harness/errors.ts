// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What is thrown, by whom, and how it is told. Nobody throws to say what the thing under test did: that is a verdict.
//
// - The command line is wrong: `UsageError`, by whoever reads flags (64). An input file is: `DataError`, by its reader (65).
// - This machine cannot do what was asked: `Unavailable`, by whatever builds, boots or connects (69; 4 with
//   --skip-unavailable). The implementation does not keep to docs/protocol.md: `ProtocolError`, by the client (69). In the
//   middle of a campaign both are told in its report; before it they end the command.
// - A report, or a part of it, cannot be written: `OutputError` (74).
// - The user ended it before there was anything to tell: `Interrupted` (130).
//
// Each has a cause of one clause and, but for the last, a cure: what to type. cli/exit.ts maps them; anything else that is
// thrown is a bug of this tool (70).
import { printable } from './platform/printable';

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

/** The most of what is wrong with a file that is told. */
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

/** This machine cannot do what was asked. */
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

/** The implementation broke the protocol: the fault is the adapter's, and nothing is known of what it tests. */
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

export class OutputError extends Error {
  override readonly name = 'OutputError';

  /** `place`: a file, a directory, or the standard output. */
  constructor(place: string, error: unknown, cure: string) {
    super(`cannot write ${place}: ${error instanceof Error ? error.message : String(error)}\n  try: ${cure}`);
  }
}

export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor() {
    super('interrupted before anything was run');
  }
}
