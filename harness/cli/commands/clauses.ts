// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// `clauses`: what the specification says, clause by clause.
import { Option, type Command } from 'commander';
import { PATCHES, VERSIONS, type Patch, type ProfileName } from '../../../spec';
import { EXIT } from '../exit';
import type { Io } from '../io';
import { styleFor, type GlobalFlags } from '../options';
import { addReportFlag, reportClauses } from './clauses-report';
import { profileName } from '../profile-name';
import { patchNumbered, select } from './clauses-selection';
import { clausesJson, clauseText } from './clauses-text';

interface ClausesFlags extends GlobalFlags {
  readonly patch?: Patch;
  readonly profile?: ProfileName;
  readonly json?: boolean;
  readonly report?: readonly string[];
}

export function addClauses(program: Command, io: Io, done: (code: number) => void): void {
  addReportFlag(program.command('clauses'))
    .description('list the clauses of the specification: id, force, statement, kernels, source and commits')
    .argument('[PREFIX...]', 'only clauses whose id begins so, such as MAP or LINK-UPDATE-03')
    .addOption(
      new Option('--patch <N>', `only clauses from a patch of the series, 1 to ${PATCHES.length}`).argParser(
        patchNumbered,
      ),
    )
    .addOption(
      new Option('--profile <NAME>', `only clauses that bind in a kernel: ${VERSIONS.join(', ')}`).argParser(
        profileName,
      ),
    )
    .option('--json', 'print one JSON document')
    .action(async (prefixes: readonly string[], _options: unknown, self: Command) => {
      const flags = self.optsWithGlobals<ClausesFlags>();
      const ids = select({ prefixes, ...flags });
      if (flags.report !== undefined) {
        done(await reportClauses(flags.report, ids, flags, io));
        return;
      }
      if (flags.json === true) io.stdout.write(clausesJson(ids));
      else io.stdout.write(ids.map((id) => clauseText(id, styleFor(flags, io))).join('\n'));
      if (ids.length === 0 && flags.quiet !== true) io.stderr.write('no clause is all of that\n');
      done(EXIT.conforms);
    });
}
