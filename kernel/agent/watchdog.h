/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_WATCHDOG_H
#define AGENT_WATCHDOG_H

/*
 * A second process that answers for this one when an operation takes longer than `limit_s`, and
 * then ends everything: a system call that hangs in the kernel cannot be taken back. Before
 * watchdog_start() the others do nothing.
 */
void watchdog_start(int out, int limit_s);

/*
 * Between the two, operation `index` of request `seq` is under way. `name` must be there for as
 * long as the agent is.
 */
void watchdog_begin(long long seq, int index, const char *name);
void watchdog_end(void);

/* The same for one of the threads of a race, numbered from 0. */
#define WATCHED_THREADS 4
void watchdog_thread_begin(int thread, long long seq, int index, const char *name);
void watchdog_thread_end(int thread);

#endif
