// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Where spec/corpus/ keeps the witness of a clause: a small program whose last operation the clause decides.
import { bindsIn, CLAUSES, type ClauseId } from './clauses';
import { PROFILE_NAMES, profileNamed, type ProfileName } from './profiles';

/**
 * The files that may hold the witness of a clause in a profile; the one that counts is the first that exists.
 * `CLAUSE.program` was found in the default profile, and serves wherever it shows the same; `CLAUSE@PROFILE.program`
 * is for a profile where it does not, and, when it is the clause's first one, for all that need no other. A release that
 * has none of its own does as its version does.
 */
export function witnessFiles(clause: ClauseId, profile: ProfileName): readonly string[] {
  const first = PROFILE_NAMES.find((name) => bindsIn(CLAUSES[clause], name));
  const { version } = profileNamed(profile);
  // Before the series there are only the types of vmlinux, and what 6.1 shows with them.
  const own = [profile, version, ...(version === '6.6' ? ['6.1'] : [])].map((name) => `${clause}@${name}`);
  const firsts = first === undefined ? [profile] : [first, profileNamed(first).version];
  return [...own, clause, ...firsts.map((name) => `${clause}@${name}`)].map((name) => `${name}.program`);
}

/** Clauses about a whole run rather than an operation: every program is a witness of them, and none is kept. */
export const EVERYWHERE: readonly ClauseId[] = ['LOG-01', 'RETURN-01', 'RETURN-02', 'LEAK-01'];
