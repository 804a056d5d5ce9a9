// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Commands on this machine, as the user that runs the suite.
import { run } from '../../platform/run';
import { explain } from '../../platform/finished';
import { COMMAND_LIMIT_MS, type Executed, type Shell } from './shell';

/** The search path of a shell without a login may lack the folders of the administrator's programs. */
export const searchPath = `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`;

/** A shell of this machine, in which `bpftool` is the one at that path. The kernel's log is not read here: others write to it too. */
export const hostShell = (bpftool: string): Shell => ({
  exec: async ([command = '', ...args]): Promise<Executed> => {
    // The errno of a command is read from its message, so that must not be translated.
    const env = { ...process.env, PATH: searchPath, LC_ALL: 'C' };
    const ran = await run(command === 'bpftool' ? bpftool : command, args, {
      env,
      timeLimitMs: COMMAND_LIMIT_MS,
      outputLimitBytes: 1024 * 1024,
    });
    const { stdout, stderr } = ran;
    if (ran.kind === 'exited') return { kind: 'exited', status: ran.code, stdout, stderr };
    if (ran.kind === 'signalled') return { kind: 'killed', signal: ran.signal, stdout, stderr };
    return { kind: 'lost', cause: 'silent', reason: explain(ran) };
  },
  tail: () => [],
  [Symbol.asyncDispose]: () => Promise.resolve(),
});
