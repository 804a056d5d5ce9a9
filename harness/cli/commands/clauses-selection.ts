// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Which clauses the command `clauses` speaks of: those of a prefix, a patch of the series and a profile.
import {
  bindsIn,
  CLAUSES,
  CLAUSE_IDS,
  clausesOfPatch,
  PATCHES,
  type ClauseId,
  type Patch,
  type ProfileName,
} from '../../../spec';
import { nearest } from '../../../generators/text';
import { UsageError } from '../../errors';

export interface Selection {
  readonly prefixes: readonly string[];
  readonly patch?: Patch;
  readonly profile?: ProfileName;
}

/** The clauses that are all that is asked for, in the order of the specification. */
export function select({ prefixes, patch, profile }: Selection): readonly ClauseId[] {
  const wanted = prefixes.map(existingPrefix);
  return CLAUSE_IDS.filter(
    (id) =>
      (wanted.length === 0 || wanted.some((prefix) => id.startsWith(prefix))) &&
      (patch === undefined || clausesOfPatch(patch).includes(id)) &&
      (profile === undefined || bindsIn(CLAUSES[id], profile)),
  );
}

function existingPrefix(text: string): string {
  const prefix = text.toUpperCase();
  if (CLAUSE_IDS.some((id) => id.startsWith(prefix))) return prefix;
  const groups = [...new Set(CLAUSE_IDS.map((id) => id.replace(/-\d.*$/, '')))];
  throw new UsageError(
    `no clause begins with '${prefix}'`,
    nearest(prefix, [...groups, ...CLAUSE_IDS]) ?? groups.join(', '),
  );
}

/** The patch of a number. */
export function patchNumbered(text: string): Patch {
  const found = PATCHES.find(({ number }) => String(number) === text);
  if (found !== undefined) return found;
  const last = PATCHES.length;
  const cure = /^\d+$/.test(text) && Number(text) > last ? last : 1;
  throw new UsageError(
    `--patch needs the number of a patch of the series, 1 to ${last}, but has '${text}'`,
    `--patch ${cure}`,
  );
}
