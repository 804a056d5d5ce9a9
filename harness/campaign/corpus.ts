// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The programs that every campaign starts with: a witness of each clause of its profile (spec/corpus/).
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseProgram } from '../../generators';
import { observableClauses, witnessFiles, type ClauseId, type ProfileName, type Program } from '../../spec';
import { dataDirectory } from '../platform/data-directory';

/**
 * The witnesses of a profile's clauses, by the order of their ids; none of clauses that every program witnesses.
 * Throws when one does not parse, which a test would have found.
 */
export function readWitnesses(profile: ProfileName): ReadonlyMap<ClauseId, Program> {
  const directory = dataDirectory(__dirname, join('spec', 'corpus'));
  const witnesses = observableClauses(profile)
    .toSorted()
    .flatMap((clause): [ClauseId, Program][] => {
      const file = witnessFiles(clause, profile).find((name) => existsSync(join(directory, name)));
      if (file === undefined) return [];
      const parsed = parseProgram(readFileSync(join(directory, file), 'utf8'));
      if (parsed.kind === 'error') throw new Error(`${file}:${parsed.line}:${parsed.column}: ${parsed.message}`);
      return [[clause, parsed.program]];
    });
  return new Map(witnesses);
}

export const readCorpus = (profile: ProfileName): readonly Program[] => [...readWitnesses(profile).values()];
