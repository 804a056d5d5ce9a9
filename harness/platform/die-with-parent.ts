// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Ties a child's life to ours even when we are killed with SIGKILL, where no handler of ours runs.
import { run } from './run';
import { succeeded } from './finished';

let supported: Promise<boolean> | undefined;

/** util-linux's setpriv can set the parent-death signal; busybox's cannot. */
function setprivWorks(): Promise<boolean> {
  supported ??= run('setpriv', ['--pdeathsig', 'KILL', 'true'], { timeLimitMs: 5000 }).then(succeeded);
  return supported;
}

/** The command to start instead; the same one where the machine has no means for it. */
export async function dieWithParent(command: string, args: readonly string[]): Promise<[string, string[]]> {
  if (!(await setprivWorks())) return [command, [...args]];
  return ['setpriv', ['--pdeathsig', 'KILL', command, ...args]];
}
