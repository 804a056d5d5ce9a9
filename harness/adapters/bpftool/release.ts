// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The release of the kernel behind a shell, from what `uname -rv` says.

/** Debian's releases up to 6.11 hide the stable update (6.1.0-57-amd64). */
const HIDES_UPDATE = /^\d+\.\d+\.0-/;
/** The version of its package tells it: `#1 SMP PREEMPT_DYNAMIC Debian 6.1.192-3 (2026-11-05)`. */
const DEBIAN = /\bDebian (\d+\.\d+\.\d+)/;

/** As the agent tells it (kernel/agent/session.c): with the update in parentheses where the release hides it. */
export function releaseIn(uname: string): string {
  const [release = ''] = uname.trim().split(' ');
  const update = HIDES_UPDATE.test(release) ? DEBIAN.exec(uname)?.[1] : undefined;
  return update === undefined ? release : `${release} (${update})`;
}
