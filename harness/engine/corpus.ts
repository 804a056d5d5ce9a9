// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The programs that every campaign starts with: a witness of each clause (spec/corpus/).
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseProgram } from '../../generators';
import type { Program } from '../../spec';

/** The corpus is data beside the sources, and stays there when they are compiled into dist/. */
function corpusDirectory(from = __dirname): string {
  const directory = join(from, 'spec', 'corpus');
  return existsSync(directory) ? directory : corpusDirectory(dirname(from));
}

/** All witnesses, by the order of their clauses' ids. Throws when one does not parse, which a test would have found. */
export function readCorpus(): readonly Program[] {
  const directory = corpusDirectory();
  return readdirSync(directory)
    .sort()
    .map((file) => {
      const parsed = parseProgram(readFileSync(join(directory, file), 'utf8'));
      if (parsed.kind === 'error') throw new Error(`${file}:${parsed.line}:${parsed.column}: ${parsed.message}`);
      return parsed.program;
    });
}
