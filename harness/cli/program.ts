// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The command line: all commands, and what becomes of whatever they throw.
import { Command } from 'commander';
import { harmless } from '../platform/harmless';
import { addCheckHistory } from './commands/check-history';
import { addClauses } from './commands/clauses';
import { addDiff } from './commands/diff';
import { addDoctor } from './commands/doctor';
import { addExplore } from './commands/explore';
import { addFaults } from './commands/faults';
import { addRace } from './commands/race';
import { addKernels } from './commands/kernels';
import { addMatrix } from './commands/matrix';
import { addOperations } from './commands/operations';
import { addReplay } from './commands/replay';
import { addRun } from './commands/run';
import { addServe } from './commands/serve';
import { addSmoke } from './commands/smoke';
import { EXIT, exitOfError } from './exit';
import type { Io } from './io';
import { NAME } from './name';
import { Output } from './output';
import { OutputError } from '../errors';
import { refuseRepeats } from './repeats';
import { packageVersion } from './version';

const EPILOGUE = `
Exit codes: 0 conforms, 1 violates, 4 skipped, 5 --demand missed,
  6 known deviation gone, 64 wrong usage, 65 bad input file,
  69 implementation unreachable or broken, 70 bug in this tool,
  74 output cannot be written, 75 nothing proved, 130 interrupted.
`;

/** In the order in which the help lists them. */
const COMMANDS = [
  addRun,
  addRace,
  addReplay,
  addMatrix,
  addDiff,
  addSmoke,
  addServe,
  addClauses,
  addOperations,
  addExplore,
  addCheckHistory,
  addFaults,
  addKernels,
  addDoctor,
];

/** The commander program; `done` gets the exit code of the command that ran. */
export function createProgram(io: Io, done: (code: number) => void): Command {
  const program = new Command(NAME)
    .description('Checks what a kernel does with struct_ops registrations against a reference model.')
    .version(packageVersion())
    .option('-q, --quiet', 'nothing on standard error but errors')
    .option('-v, --verbose', 'say more')
    .option('--no-color', 'no colours, as with NO_COLOR in the environment')
    .option('--debug', 'show the stack of an error')
    .option(
      '--skip-unavailable',
      `exit ${EXIT.skipped} instead of ${EXIT.unavailable} where this machine lacks what the adapter needs`,
    )
    .addHelpText('after', EPILOGUE)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(harmless(text)),
      outputError: (text, write) => write(text.replace(/^error: /, `${NAME}: `)),
    })
    .showHelpAfterError(`  try: ${NAME} --help`);
  for (const add of COMMANDS) add(program, io, done);
  refuseRepeats(program);
  return program;
}

/** Runs one command line (without node and script) and gives its exit code. Does not throw. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  const stdout = new Output(io.stdout, io.colour);
  const code = await runCommand(args, { ...io, stdout });
  const failure = await stdout.close();
  if (failure === undefined) return code;
  // Whoever reads us may stop reading, as head(1) does; they know.
  if (failure.code !== 'EPIPE')
    io.stderr.write(`${NAME}: ${new OutputError('the standard output', failure, 'df -h, or another file').message}\n`);
  return EXIT.io;
}

async function runCommand(args: readonly string[], io: Io): Promise<number> {
  let code: number = EXIT.bug;
  const program = createProgram(io, (given) => (code = given));
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    const { debug = false, skipUnavailable = false } = program.opts<{ debug?: boolean; skipUnavailable?: boolean }>();
    const outcome = exitOfError(error, { skipUnavailable });
    if (outcome.message !== undefined) io.stderr.write(harmless(`${NAME}: ${outcome.message}\n`));
    if (debug && error instanceof Error) io.stderr.write(harmless(`${error.stack ?? ''}\n`));
    return outcome.code;
  }
}
