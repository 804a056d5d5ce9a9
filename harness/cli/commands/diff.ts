// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// `diff`: what changed between two campaigns, clause by clause.
import type { Command } from 'commander';
import { changesBetween, isRegression } from '../../coverage/matrix/diff';
import { formatChanges } from '../../reporters/matrix-text';
import { columnOfFile } from '../columns';
import { EXIT } from '../exit';
import type { Io } from '../io';
import { styleFor, type GlobalFlags } from '../options';
import { readReport } from '../report-file';

interface DiffFlags extends GlobalFlags {
  readonly json?: boolean;
}

export function addDiff(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('diff')
    .description(
      `say which clauses fare differently in two reports of run --json; exit ${EXIT.violates} when the later one deviates anew`,
    )
    .argument('<BEFORE>', 'report of run --json')
    .argument('<AFTER>', 'another one')
    .option('--json', 'print one JSON document')
    .action(async (before: string, after: string, _options: unknown, self: Command) => {
      const flags = self.optsWithGlobals<DiffFlags>();
      const [from, to] = [columnOfFile(await readReport(before)), columnOfFile(await readReport(after))];
      const changes = changesBetween(from, to);
      const crashes = { from: from.crashes, to: to.crashes };
      const document = { format: 1, from: from.kernel, to: to.kernel, changes, crashes };
      io.stdout.write(
        flags.json === true
          ? `${JSON.stringify(document, null, 2)}\n`
          : formatChanges(from, to, changes, styleFor(flags, io)),
      );
      done(changes.some(isRegression) ? EXIT.violates : EXIT.conforms);
    });
}
