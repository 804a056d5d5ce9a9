// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// `clauses`: what the specification says, clause by clause.
import type { Command } from 'commander';
import { CLAUSES, CLAUSE_IDS, type ClauseId } from '../../../spec';
import { nearest } from '../../../generators/text';
import { wrap } from '../../reporters/wrap';
import type { Style } from '../../reporters/style';
import { UsageError } from '../../usage-error';
import { EXIT } from '../exit';
import type { Io } from '../io';
import { styleFor, type GlobalFlags } from '../options';

interface ClausesFlags extends GlobalFlags {
  readonly json?: boolean;
}

export function addClauses(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('clauses')
    .description('list the clauses of the specification: id, force, statement and source')
    .argument('[PREFIX...]', 'only clauses whose id begins so, such as MAP or LINK-UPDATE-03')
    .option('--json', 'print one JSON document')
    .action((prefixes: readonly string[], _options: unknown, self: Command) => {
      const flags = self.optsWithGlobals<ClausesFlags>();
      const ids = select(prefixes);
      io.stdout.write(flags.json === true ? json(ids) : ids.map((id) => text(id, styleFor(flags, io))).join('\n'));
      done(EXIT.conforms);
    });
}

function select(prefixes: readonly string[]): readonly ClauseId[] {
  const wanted = prefixes.map((prefix) => prefix.toUpperCase());
  const stray = wanted.find((prefix) => !CLAUSE_IDS.some((id) => id.startsWith(prefix)));
  if (stray !== undefined) {
    const groups = [...new Set(CLAUSE_IDS.map((id) => id.replace(/-\d.*$/, '')))];
    throw new UsageError(
      `no clause begins with '${stray}'`,
      nearest(stray, [...groups, ...CLAUSE_IDS]) ?? groups.join(', '),
    );
  }
  return CLAUSE_IDS.filter((id) => wanted.length === 0 || wanted.some((prefix) => id.startsWith(prefix)));
}

function json(ids: readonly ClauseId[]): string {
  return `${JSON.stringify(
    ids.map((id) => ({ id, ...CLAUSES[id] })),
    null,
    2,
  )}\n`;
}

function text(id: ClauseId, style: Style): string {
  const { force, statement, source, unobservable } = CLAUSES[id];
  const lines = [`${style.strong(id)} (${force})`, ...wrap(statement, 4), ...wrap(source, 4).map(style.faint)];
  if (unobservable !== undefined) lines.push(...wrap(`Not observable: ${unobservable}`, 4));
  return lines.map((line) => `${line}\n`).join('');
}
