// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The lists of what a tool of a version is known to die of, in harness/judge/known/lists/NAME-VERSION.crashes.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Implementation } from '../../adapter';
import { dataDirectory } from '../../platform/data-directory';
import { parseStanzas } from '../../platform/deb822';
import type { KnownCrash } from './crash';

const FIELDS = ['crash', 'operations', 'types', 'signal', 'reason', 'see'] as const;

/** Reads a list. Throws for an entry that says too little: the lists are the suite's own. */
export function parseCrashList(text: string): readonly KnownCrash[] {
  return parseStanzas(text).map((stanza) => {
    const of = (field: (typeof FIELDS)[number]): string => {
      const value = (stanza.get(field) ?? '').replaceAll(/\s+/g, ' ').trim();
      if (value === '') throw new Error(`the entry '${stanza.get('crash') ?? ''}' has no ${field}`);
      return value;
    };
    const unknown = [...stanza.keys()].find((field) => !FIELDS.some((each) => each === field));
    if (unknown !== undefined) throw new Error(`the entry '${of('crash')}' has a field ${unknown}`);
    const types = of('types');
    if (types !== 'module' && types !== 'vmlinux') throw new Error(`'${types}' has no types: module or vmlinux`);
    return {
      crash: of('crash'),
      operations: of('operations').split(' '),
      types,
      signal: of('signal'),
      reason: of('reason'),
      see: of('see'),
    };
  });
}

/** What is known of a tool: of its release, or of the version that the release is of. */
export function ownCrashes({ name, version }: Implementation): readonly KnownCrash[] {
  const minor = /^\d+\.\d+/.exec(version)?.[0] ?? version;
  const directory = dataDirectory(__dirname, 'harness/judge/known/lists');
  for (const each of [version, minor]) {
    const file = `${name}-${each}.crashes`;
    if (!/^[\w.-]+$/.test(file) || !existsSync(join(directory, file))) continue;
    return parseCrashList(readFileSync(join(directory, file), 'utf8'));
  }
  return [];
}
