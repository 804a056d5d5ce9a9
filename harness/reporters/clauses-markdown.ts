// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The specification as a document: for each operation its checks in the kernel's order, from the rules themselves, and
// where all of it comes from.
import { OPERATIONS, PROFILES } from '../../spec';
import { everyProgram, operation, races, unobservable } from './specification/operations';
import { commits } from './specification/origin';
import { changelog, cover, patches } from './specification/series';

const HEADER = `# The clauses

Generated from spec/ and model/ by \`npm run clauses\`; a test compares.

Each operation has a table of its checks in the kernel's order: of those that bind in a kernel the first that applies
decides. **must** follows from the patch series or from common sense, **may** leaves a choice, **observed** records what
kernels do and nothing promises. \`origin\` names the commits that made it so, oldest first, with their number in the
series. A dot marks the profiles that a clause binds in:`;

const profiles = PROFILES.map(({ name, summary }) => `- **${name}**: ${summary}`).join('\n');

const SECTIONS: readonly (readonly [title: string, about: string, body: () => string])[] = [
  ['Every program', 'Checked over each program as a whole.', everyProgram],
  ['Races', 'Operations at once: what is allowed only while something else is going on.', races],
  ['What no program can observe', 'Part of the specification all the same.', unobservable],
  [
    'The patches of the series',
    '"Registrating struct_ops types from modules", v12, as merged for Linux 6.9: what each patch promises, and the clauses that come from it.',
    patches,
  ],
  [
    'The changelog of the series',
    'Every entry of the cover letter, and the clauses that state what it brings.',
    changelog,
  ],
  ['The cover letter', 'What its text says, and the clauses that state it.', cover],
  ['Commits', 'All that the clauses come from, with the number of clauses that name them.', commits],
];

/** GitHub's anchor of a heading. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w -]/g, '')
    .replaceAll(' ', '-');
const link = (heading: string): string => `[${heading}](#${anchor(heading)})`;

/** Operations by the kind of object in their name, a line each, then the other sections. */
function contents(): string {
  const kindOf = (op: string): string => op.split('.')[0] ?? op;
  const kinds = [...new Set(OPERATIONS.map(({ op }) => kindOf(op)))];
  const operations = kinds.map((kind) => OPERATIONS.filter(({ op }) => kindOf(op) === kind).map(({ op }) => link(op)));
  const lines = [...operations.map((links) => links.join(', ')), ...SECTIONS.map(([title]) => link(title))];
  return ['## Contents', '', ...lines.map((line) => `- ${line}`)].join('\n');
}

/** The whole document. */
export const formatClauses = (): string =>
  [
    HEADER,
    profiles,
    contents(),
    ...OPERATIONS.map(operation),
    ...SECTIONS.map(([title, about, body]) => [`## ${title}`, about, body()].join('\n\n')),
  ].join('\n\n');
