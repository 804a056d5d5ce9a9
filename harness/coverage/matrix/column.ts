// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// One campaign as a column of a matrix: how each clause fared on one kernel.
import type { CrashReport } from '../../judge/known/crash';
import { CLAUSES, bindsIn, type ClauseId, type ProfileName } from '../../../spec';

/**
 * `agrees`: decided outcomes, and none was wrong. `deviates`: some was. `not applicable`: the kernel is of a profile that
 * the clause does not bind in, or no program can observe it. `not run`: nothing that was run came to it.
 */
export type Standing = 'agrees' | 'deviates' | 'not applicable' | 'not run';

/** What a column needs to know of a campaign. */
export interface Column {
  /** What the user asked for, such as debian:6.12. */
  readonly kernel: string;
  /** As uname(2) gives it; absent when there was no campaign. */
  readonly release?: string;
  readonly profile?: ProfileName;
  /** A campaign's verdict, or `unavailable`. */
  readonly verdict: string;
  /** What the kernel, or how it was started, left no way to run. */
  readonly leftOut?: readonly string[];
  /** Why there was no campaign. */
  readonly reason?: string;
  readonly programs: number;
  readonly operations: number;
  readonly seconds: number;
  /** How often what carried operations out died over one, and what that was. */
  readonly crashes?: readonly CrashReport[];
  readonly tool?: { readonly name: string; readonly version: string };
  readonly counts: Readonly<Record<string, number>>;
  readonly violated: readonly string[];
  /** Known deviations by the clauses that they break. */
  readonly known: readonly { readonly finding: string; readonly see: string; readonly clauses: readonly string[] }[];
}

/** How a clause fared. */
export function standingOf(clause: ClauseId, column: Column): Standing {
  const { profile, violated, counts } = column;
  if (violated.includes(clause)) return 'deviates';
  if (profile === undefined) return 'not run';
  if (CLAUSES[clause].unobservable !== undefined || !bindsIn(CLAUSES[clause], profile)) return 'not applicable';
  return (counts[clause] ?? 0) > 0 ? 'agrees' : 'not run';
}
