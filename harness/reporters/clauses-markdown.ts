// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The specification as a document: for each operation its checks in the kernel's order, from the rules themselves.
import { RULES } from '../../model';
import { CLAUSES, CLAUSE_IDS, OPERATIONS, type Clause, type ClauseId, type Definition } from '../../spec';

const HEADER = `# The clauses

Generated from spec/ and model/ by \`npm run clauses\`; a test compares. For each operation: its checks in the kernel's order,
where the first that applies decides. **must** follows from the patch series or from common sense, **may** leaves a choice,
**observed** records what kernels do and nothing promises. The text form of the operations is in docs/protocol.md.
`;

const cell = (text: string): string => text.replaceAll('|', '\\|');
const row = (id: ClauseId, { force, statement, source }: Clause): string =>
  `| ${id} | ${force} | ${cell(statement)} | ${cell(source)} |`;

const TABLE = ['| clause | force | statement | source |', '| --- | --- | --- | --- |'];

/** Each clause once for an operation, where it decides first. */
function sectionOf({ op, summary, kernel }: Definition): string {
  const clauses = [...new Set(RULES.find((rule) => rule.op === op)?.clauses ?? [])];
  const rows = clauses.map((id) => row(id, CLAUSES[id]));
  return [`## ${op}`, '', summary, '', `Kernel: ${kernel}`, '', ...TABLE, ...rows, ''].join('\n');
}

function remaining(): string {
  const cited = new Set(RULES.flatMap((rule) => rule.clauses));
  const others = CLAUSE_IDS.filter((id) => !cited.has(id));
  const whole = others.filter((id) => CLAUSES[id].unobservable === undefined);
  const unobservable = others.filter((id) => CLAUSES[id].unobservable !== undefined);
  return [
    '## Every program',
    '',
    'These are checked over each program as a whole.',
    '',
    ...TABLE,
    ...whole.map((id) => row(id, CLAUSES[id])),
    '',
    '## What no program can observe',
    '',
    '| clause | statement | why |',
    '| --- | --- | --- |',
    ...unobservable.map((id) => `| ${id} | ${cell(CLAUSES[id].statement)} | ${cell(CLAUSES[id].unobservable ?? '')} |`),
    '',
  ].join('\n');
}

/** The whole document. */
export const formatClauses = (): string => [HEADER, ...OPERATIONS.map(sectionOf), remaining()].join('\n');
