// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Which kernel log lines are reports of a bug. A check that cannot read the log must say so elsewhere: no line, no splat.

/** One kind of report. Every pattern names the code that prints it. */
interface SplatPattern {
  readonly name: string;
  readonly pattern: RegExp;
}

const PATTERNS: readonly SplatPattern[] = [
  // kernel/panic.c: __warn(), include/asm-generic/bug.h
  { name: 'WARNING', pattern: /WARNING: CPU: \d+|WARNING: .* at / },
  {
    name: 'kernel BUG',
    pattern:
      /kernel BUG at|BUG: unable to handle|BUG: kernel NULL pointer|BUG: Bad page|BUG: scheduling while atomic|BUG: sleeping function|BUG: workqueue lockup|BUG: spinlock|BUG: soft lockup/,
  },
  { name: 'oops', pattern: /\bOops\b|general protection fault|Kernel panic|stack segment:|invalid opcode:/ },
  // mm/kasan/report.c, mm/kfence/report.c, lib/ubsan.c
  { name: 'sanitizer', pattern: /BUG: KASAN|BUG: KFENCE|BUG: KCSAN|UBSAN:|BUG: KMSAN/ },
  // kernel/locking/lockdep.c, kernel/rcu/*
  {
    name: 'lockdep',
    pattern:
      /possible (recursive|circular) locking|inconsistent lock state|suspicious RCU usage|held lock freed|lock held when returning/,
  },
  { name: 'stall', pattern: /rcu.*(detected|self-detected).*stall|INFO: task .* blocked for more than/ },
  // lib/refcount.c, lib/list_debug.c, mm/kmemleak.c
  { name: 'corruption', pattern: /refcount_t: |list_(add|del) (corruption|double)|kmemleak: \d+ new suspected/ },
];

/** The lines that report a bug, in order. */
export const splatsIn = (log: readonly string[]): readonly string[] =>
  log.filter((line) => PATTERNS.some(({ pattern }) => pattern.test(line)));
