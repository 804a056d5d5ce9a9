/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_WATCHDOG_H
#define AGENT_WATCHDOG_H

/*
 * A second process that answers for this one when an operation takes longer than `limit_s`, and
 * then ends everything: a system call that hangs in the kernel cannot be taken back. Before
 * watchdog_start() the others do nothing.
 */
void watchdog_start(int out, int limit_s);

/* Between the two, operation `index` of program `seq` is under way. */
void watchdog_begin(long long seq, int index, const char *name);
void watchdog_end(void);

#endif
