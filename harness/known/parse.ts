// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The lists of known deviations: paragraphs of `Field: value` with comments, of which every one gives a reason and a link.
import { parseStanzas } from '../text/stanzas';
import type { KnownDeviation } from './deviation';

/** An entry whose program is still a path. */
export type ListedDeviation = Omit<KnownDeviation, 'program'> & { readonly program: string };

export type ParsedList =
  | { readonly kind: 'list'; readonly entries: readonly ListedDeviation[] }
  | { readonly kind: 'error'; readonly message: string; readonly cure: string };

const required = ['finding', 'program', 'violations', 'reason', 'see'] as const;
const fields: readonly string[] = [...required, 'traces', 'needs', 'fixed'];

/** Reads a list. */
export function parseKnownList(text: string): ParsedList {
  const entries: ListedDeviation[] = [];
  for (const stanza of parseStanzas(text)) {
    const name = stanza.get('finding') ?? [...stanza.values()][0] ?? '';
    const missing = required.find((field) => (stanza.get(field) ?? '').trim() === '');
    if (missing !== undefined)
      return error(`the entry '${name}' has no ${spelled(missing)}`, `${spelled(missing)}: ${example[missing]}`);
    const unknown = [...stanza.keys()].find((field) => !fields.includes(field));
    if (unknown !== undefined)
      return error(`the entry '${name}' has a field ${spelled(unknown)}`, fields.map(spelled).join(', '));
    if (entries.some(({ finding }) => finding === name)) return error(`there are two entries '${name}'`, 'one of them');
    const fixed = stanza.get('fixed');
    entries.push({
      finding: name,
      ...(fixed === undefined ? {} : { fixed }),
      program: stanza.get('program') ?? '',
      violations: lines(stanza.get('violations')),
      traces: lines(stanza.get('traces')),
      needs: lines(stanza.get('needs')),
      reason: lines(stanza.get('reason')).join(' '),
      see: stanza.get('see') ?? '',
    });
  }
  return { kind: 'list', entries };
}

const example: Readonly<Record<(typeof required)[number], string>> = {
  finding: 'update-owner-reports-success',
  program: 'FILE.program',
  violations: 'outcome MAP-UPDATE-13 map.update 0',
  reason: 'why the kernel does otherwise',
  see: 'where that is explained',
};

const error = (message: string, cure: string): ParsedList => ({ kind: 'error', message, cure });
const spelled = (field: string): string => field.charAt(0).toUpperCase() + field.slice(1);
const lines = (text = ''): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
