// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// `doctor`: what works on this machine, line by line, and how to mend what does not.
import type { Command } from 'commander';
import { checks, type Check, type Finding } from '../../guest';
import type { Style } from '../../reporters/style';
import { EXIT } from '../exit';
import type { Io } from '../io';
import { styleFor, type GlobalFlags } from '../options';

interface DoctorFlags extends GlobalFlags {
  readonly json?: boolean;
}

export function addDoctor(
  program: Command,
  io: Io,
  done: (code: number) => void,
  all: readonly Check[] = checks,
): void {
  program
    .command('doctor')
    .description('say what works on this machine, and how to mend what does not')
    .option('--json', 'print one JSON document')
    .action(async (_options: unknown, self: Command) => {
      const flags = self.optsWithGlobals<DoctorFlags>();
      const found: (Finding & Pick<Check, 'name' | 'needed'>)[] = [];
      for (const check of all) {
        const finding = { name: check.name, needed: check.needed, ...(await check.run()) };
        found.push(finding);
        if (flags.json !== true) io.stdout.write(line(finding, styleFor(flags, io)));
      }
      const broken = found.some(({ ok, needed }) => needed && !ok);
      if (flags.json === true) io.stdout.write(`${JSON.stringify({ ok: !broken, checks: found }, null, 2)}\n`);
      else io.stdout.write(`\n${summary(broken)}\n`);
      done(broken ? EXIT.unavailable : EXIT.conforms);
    });
}

function line({ name, needed, ok, detail, cure }: Finding & Pick<Check, 'name' | 'needed'>, style: Style): string {
  const mark = ok ? style.good('ok     ') : needed ? style.bad('missing') : style.doubtful('without');
  const advice = cure === undefined || ok ? '' : `${' '.repeat(18)}try: ${cure}\n`;
  return `${mark}  ${name.padEnd(8)} ${detail}\n${advice}`;
}

const summary = (broken: boolean): string =>
  broken
    ? 'The simulator works here; --adapter vm does not, until what is missing has been installed.'
    : 'The simulator and --adapter vm work here.';
