// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import type { ChildProcess } from 'node:child_process';

/** Signals a child that leads a group, and all that it has started. */
export function killGroup({ pid }: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody of the group is left.
  }
}
