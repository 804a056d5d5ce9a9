// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A program that was run, and what was seen.
import { join } from 'node:path';
import type { History, ProfileName, Program } from '../../spec';

export interface Recording {
  readonly profile: ProfileName;
  readonly program: Program;
  readonly history: History;
}

/** Outside of the copy that mutants live in. */
export const RECORDINGS =
  process.env['MUTATION_RECORDINGS'] ?? join(process.cwd(), '.cache', 'mutation', 'recordings.json');
