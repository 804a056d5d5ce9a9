// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What the exit code says. "What was tested failed" and "the tool failed" never share a code.
import { CommanderError } from 'commander';
import type { CampaignReport } from '../campaign/report';
import type { RaceReport } from '../campaign/race/report';
import { DataError, Interrupted, OutputError, ProtocolError, Unavailable, UsageError } from '../errors';

export const EXIT = {
  /** The implementation conforms, or the command did what it was asked. */
  conforms: 0,
  /** A counterexample or a kernel complaint was found. */
  violates: 1,
  /** Nothing was tested since this machine lacks something, and --skip-unavailable was given (KSFT_SKIP). */
  skipped: 4,
  /** No outcome was wrong, but the suite did not exercise what --demand demanded. */
  misses: 5,
  /** A deviation that the kernel is known for did not happen: the list of known ones is out of date. */
  unexpected: 6,
  /** EX_USAGE: the command line is wrong. */
  usage: 64,
  /** EX_DATAERR: an input file is. */
  data: 65,
  /** EX_UNAVAILABLE: the implementation cannot be reached, died for good, or broke the protocol. */
  unavailable: 69,
  /** EX_SOFTWARE: a bug in this tool. */
  bug: 70,
  /** EX_IOERR: the report, or a part of it, could not be written. */
  io: 74,
  /** EX_TEMPFAIL: nothing was proved. */
  inconclusive: 75,
  /** SIGINT, SIGTERM or SIGHUP; what was found until then has been printed. */
  interrupted: 130,
} as const;

/** The code of a campaign that ended. */
export function exitOfReport({ verdict, ended, thrown }: Pick<CampaignReport, 'verdict' | 'ended' | 'thrown'>): number {
  if (ended === 'interrupted') return EXIT.interrupted;
  if (verdict === 'violates') return EXIT.violates;
  // The command has no adapters but those of this suite.
  if (thrown !== undefined) return EXIT.bug;
  if (ended === 'broken') return EXIT.unavailable;
  return EXIT[verdict];
}

/** The code of a race campaign: threads that nobody controls prove nothing. */
export function exitOfRaces({ verdict, ended, thrown }: Pick<RaceReport, 'verdict' | 'ended' | 'thrown'>): number {
  if (verdict !== 'uncontrolled') return exitOfReport({ verdict, ended, ...(thrown === undefined ? {} : { thrown }) });
  return ended === 'interrupted' ? EXIT.interrupted : EXIT.inconclusive;
}

/** The code of several campaigns: what is proved of any of them comes first, and a kernel that was not run is no pass. */
export function exitOfVerdicts(verdicts: readonly string[]): number {
  for (const verdict of ['violates', 'unexpected', 'misses', 'unavailable', 'inconclusive'] as const)
    if (verdicts.includes(verdict)) return EXIT[verdict];
  return EXIT.conforms;
}

/** The code for what was thrown, and what to tell the user; nothing when it has been told already. */
export function exitOfError(
  error: unknown,
  { skipUnavailable = false } = {},
): { readonly code: number; readonly message?: string } {
  // Help and version "fail" with 0. Commander has printed its message by then.
  if (error instanceof CommanderError) return { code: error.exitCode === 0 ? EXIT.conforms : EXIT.usage };
  if (error instanceof UsageError) return { code: EXIT.usage, message: error.message };
  if (error instanceof Interrupted) return { code: EXIT.interrupted, message: error.message };
  if (error instanceof OutputError) return { code: EXIT.io, message: error.message };
  if (error instanceof DataError) return { code: EXIT.data, message: error.message };
  if (error instanceof ProtocolError) return { code: EXIT.unavailable, message: protocolMessage(error) };
  if (error instanceof Unavailable)
    return { code: skipUnavailable ? EXIT.skipped : EXIT.unavailable, message: error.message };
  const what = error instanceof Error ? error.message : String(error);
  return {
    code: EXIT.bug,
    message: `a bug in this tool: ${what}\n  try: the same with --debug, and report what it prints`,
  };
}

const protocolMessage = (error: ProtocolError): string =>
  `${error.message}\n  try: docs/protocol.md says what an implementation must answer`;
