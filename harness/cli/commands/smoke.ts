// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// `smoke`: the least that an adapter must get right, before anybody believes what it says of a kernel.
import type { Command } from 'commander';
import type { Adapter, Session } from '../../adapter';
import { fits } from '../../campaign/door';
import { unavailable, type Lack } from '../../premises/premise';
import { modulesLack } from '../../premises/within';
import type { CampaignReport } from '../../campaign/report';
import { unknownText } from '../../campaign/unknown-operations';
import { formatCounterexample } from '../../reporters/counterexample';
import { crashLines } from '../../reporters/crashes';
import { progressReporter } from '../../reporters/progress';
import { SMOKE_PROGRAMS, type SmokeProgram } from './smoke-programs';
import { EXIT, exitOfReport } from '../exit';
import { runFixed, type Judged } from '../fixed';
import { interruptible } from '../interruptible';
import type { Io } from '../io';
import { adapterOf, addAdapterFlags, addProfileFlag, retype, styleFor, type AdapterFlags } from '../options';

interface SmokeFlags extends AdapterFlags {
  readonly profile: string;
}

export function addSmoke(program: Command, io: Io, done: (code: number) => void): void {
  const command = program
    .command('smoke')
    .description("run a few simple programs that any adapter must pass; a failure is the adapter's (exit 69)");
  addProfileFlag(addAdapterFlags(command)).action(async (_options: unknown, self: Command) => {
    done(await smoke(self.optsWithGlobals<SmokeFlags>(), io));
  });
}

async function smoke(flags: SmokeFlags, io: Io): Promise<number> {
  const { verbose = false, quiet = false, profile } = flags;
  const progress = progressReporter(io.stderr, { live: false, verbose, quiet });
  const style = styleFor(flags, io);
  const adapter = adapterOf(flags, progress.note);
  const { expressible, others, lack } = await sortOut(adapter);
  if (expressible.length === 0 && lack !== undefined) throw unavailable('no smoke program can be run', lack);
  const { report, judged } = await interruptible(io, (signal) =>
    runFixed(adapter, expressible, { profile, refusalsCount: true, signal, onEvent: progress.onEvent }),
  );
  for (const each of judged) io.stdout.write(line(each, flags, style));
  const why = lack === undefined ? 'the adapter cannot express it' : lack.reason;
  for (const { name } of others) io.stdout.write(`skipped  ${name}: ${why}\n`);
  for (const text of crashLines(report.crashes, 11)) io.stdout.write(`${text}\n`);
  if (report.verdict === 'conforms') return EXIT.conforms;
  if (report.ended === 'interrupted') return EXIT.interrupted;
  io.stderr.write(`struct-ops-conformance: ${complaint(report, flags)}\n`);
  return report.verdict === 'violates' ? EXIT.unavailable : exitOfReport(report);
}

/** An adapter that reports nothing wrong, but not enough to say that it works, is another matter than one that does not. */
function complaint({ verdict, ended, doubts, unknownOperations }: CampaignReport, { adapter }: SmokeFlags): string {
  if (verdict === 'violates' || ended === 'broken') return `the adapter '${adapter}' does not work\n  try: ${ADVICE}`;
  const claimed =
    unknownOperations.length === 0
      ? ''
      : `; it claims operations that there are none of: ${unknownText(unknownOperations)}`;
  return `nothing is proved of the adapter '${adapter}': ${doubts.join('; ')}${claimed}\n  try: ${EXPRESS}`;
}

const ADVICE = 'mend what reports the outcomes first; of the kernel this says nothing';
const EXPRESS = 'an implementation that answers every program and expresses what is skipped (docs/protocol.md)';

/** Asks the adapter once what it can express. */
async function sortOut(
  adapter: Adapter,
): Promise<{ expressible: readonly SmokeProgram[]; others: readonly SmokeProgram[]; lack: Lack | undefined }> {
  await using session: Session = await adapter.connect();
  const runs = ({ program }: SmokeProgram): boolean =>
    program.operations.every((operation) => fits(operation, session));
  const others = SMOKE_PROGRAMS.filter((each) => !runs(each));
  return { expressible: SMOKE_PROGRAMS.filter(runs), others, lack: modulesLack(session) };
}

function line(
  { name, program, history, verdict, reason = 'the implementation gave no history' }: Judged,
  flags: SmokeFlags,
  style: ReturnType<typeof styleFor>,
): string {
  if (history === undefined || verdict === undefined) return `${style.bad('no answer')}  ${name}: ${reason}\n`;
  if (verdict.kind === 'conforms') return `${style.good('ok')}  ${name}\n`;
  if (verdict.kind === 'unknown') return `${style.doubtful('unknown')}  ${name}: ${verdict.reason}\n`;
  const found = { program, history, violation: verdict.violation };
  const command = `struct-ops-conformance smoke ${retype(flags)}`;
  return `${style.bad('not ok')}  ${name}\n\n${formatCounterexample(found, command, { style })}\n`;
}
