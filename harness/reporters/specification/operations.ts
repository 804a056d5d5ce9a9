// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Clauses as tables: those of an operation in the order of its checks, those of every program, those of none.
import { RULES } from '../../../model';
import {
  bindsIn,
  CLAUSES,
  CLAUSE_IDS,
  PROFILE_NAMES,
  type Clause,
  type ClauseId,
  type Definition,
} from '../../../spec';
import { originOf } from './origin';
import { table } from './table';

const HEADER = ['clause', 'force', ...PROFILE_NAMES, 'function', 'origin', 'statement'];

/** The functions of a source, or the document that it is. */
const functionsOf = ({ source }: Clause): string => {
  const [file = '', functions] = source.split(': ');
  return functions === undefined ? file : `\`${functions}\``;
};
const bound = (clause: Clause): readonly string[] => PROFILE_NAMES.map((name) => (bindsIn(clause, name) ? '●' : ''));

const row = (id: ClauseId, clause: Clause = CLAUSES[id]): readonly string[] => [
  id,
  clause.force,
  ...bound(clause),
  functionsOf(clause),
  originOf(clause),
  clause.statement,
];

/** The clauses in the order of the checks; one that stands at several places is there each time. */
export function ordered(op: string): readonly ClauseId[] {
  const clauses = RULES.find((rule) => rule.op === op)?.clauses ?? [];
  return clauses.filter((id, index) => id !== clauses[index - 1]);
}

/** Every file that the clauses are about, with its functions, in the order in which they come up. */
function sourcesOf(clauses: readonly ClauseId[]): string {
  const files = new Map<string, Set<string>>();
  for (const id of clauses) {
    const [file = '', functions] = CLAUSES[id].source.split(': ');
    files.set(file, new Set([...(files.get(file) ?? []), ...(functions?.split(', ') ?? [])]));
  }
  const lines = [...files].map(([file, functions]) => [file, ...functions]);
  return lines
    .map(([file = '', ...functions]) => `- ${file}${functions.length > 0 ? ': ' : ''}${functions.join(', ')}`)
    .join('\n');
}

/** One operation: what it is, where the kernel has it, and its checks. */
export function operation({ op, summary, kernel }: Definition): string {
  const clauses = ordered(op);
  const rows = clauses.map((id, index) => {
    const cells = row(id);
    const first = clauses.indexOf(id);
    const statement = first < index ? `As ${String(first + 1)}: ${CLAUSES[id].statement}` : CLAUSES[id].statement;
    return [String(index + 1), ...cells.slice(0, -1), statement];
  });
  const where = `Entry point: ${kernel}. The clauses are about:\n\n${sourcesOf(clauses)}`;
  return [`## ${op}`, summary, where, table(['#', ...HEADER], rows)].join('\n\n');
}

const cited = new Set(RULES.flatMap((rule) => rule.clauses));
const others = CLAUSE_IDS.filter((id) => !cited.has(id));

/** What is checked over a program as a whole. */
export function everyProgram(): string {
  const clauses = others.filter((id) => CLAUSES[id].unobservable === undefined);
  const rows = clauses.map((id) => row(id));
  return `${sourcesOf(clauses)}\n\n${table(HEADER, rows)}`;
}

/** What sequential programs cannot show, with the reason why. */
function unshown(clauses: readonly ClauseId[]): string {
  const rows = clauses.map((id) => {
    const clause = CLAUSES[id];
    const { force, source, statement, unobservable: why = '' } = clause;
    return [id, force, ...bound(clause), source, originOf(clause), why, statement];
  });
  return table(['clause', 'force', ...PROFILE_NAMES, 'source', 'origin', 'why', 'statement'], rows);
}

/** What only a race can tell. */
export const races = (): string => unshown(others.filter((id) => CLAUSES[id].raced === true));

/** What the specification says although nothing can tell. */
export const unobservable = (): string =>
  unshown(others.filter((id) => CLAUSES[id].unobservable !== undefined && CLAUSES[id].raced !== true));
