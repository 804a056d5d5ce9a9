// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// As much of a log as a report keeps of an implementation that went away: how it ended, and what its last trace was about.

/** Lines that are kept. */
const MOST = 20;

/** Of these, so many from where the last trace begins, when it is longer than the rest. */
const HEAD = 8;

/** dump_stack_print_info(), the second or third line of every report with a trace; what is the matter stands above it. */
const WHO = /CPU: \d+ .*\bComm: /;

/** The end of a log. A trace that is cut keeps its first lines, since they alone say why there is one. */
export function lastWords(log: readonly string[]): readonly string[] {
  const who = log.findLastIndex((line) => WHO.test(line));
  const head = Math.max(0, who - 2);
  if (who < 0 || head >= log.length - MOST) return log.slice(-MOST);
  return [...log.slice(head, head + HEAD), '[…]', ...log.slice(-(MOST - HEAD - 1))];
}
