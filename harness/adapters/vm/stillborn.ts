// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A kernel that panics while it boots, in the code that is tested: that is an answer, and to every program.
import { OPERATIONS } from '../../../spec';
import type { Session } from '../../adapter';
import type { ConsoleLine, GuestImage } from '../../guest';

/** Functions of what registers, describes and checks struct_ops types; those that a trace merely found on the stack do not count. */
const TESTED = /^\s*(?:RIP: \S+:)?(?!\?)\w*(?:struct_ops|btf)\w*(?:\.\w+)*\+0x/;

/** What the kernel said from its first report on, when it panicked in the code that is tested. */
export function panicInTested(console: readonly ConsoleLine[]): readonly string[] | undefined {
  const lines = console.map(({ text }) => text);
  const panicked = lines.some((line) => line.startsWith('Kernel panic - not syncing:'));
  return panicked && lines.some((line) => TESTED.test(line)) ? lines : undefined;
}

/** A session whose every program is lost in the same way, without a boot for each. */
export function stillborn({ release }: GuestImage, log: readonly string[]): Session {
  const loss = {
    cause: 'panicked',
    reason: 'the kernel panicked while it booted, in the code that is tested',
    log,
  } as const;
  return {
    implementation: { name: 'struct-ops-conformance-agent', version: 'that never ran', kernel: release },
    operations: new Set(OPERATIONS.map(({ op }) => op)),
    async *run(programs) {
      await Promise.resolve();
      for (const program of programs.slice(0, 1)) yield { kind: 'lost', program, ...loss };
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
