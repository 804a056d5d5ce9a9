/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_WATCHDOG_H
#define AGENT_WATCHDOG_H

#include <stddef.h>

/* How many seconds an operation may sleep without ever being woken, and how many it may take. */
struct patience {
	int asleep_s, any_s;
};

/*
 * A second process that answers for this one when an operation does not return, and then ends
 * everything: a system call that hangs in the kernel cannot be taken back. `kmsg` is read from where
 * this process has read to. Before watchdog_start() the others do nothing.
 */
void watchdog_start(int out, int kmsg, struct patience patience);

/* How many seconds are enough in the request that comes; 0 for those that it was started with. */
void watchdog_hurry(int seconds);

/*
 * Between the two, operation `index` of request `seq` is under way, or a reset when it is negative.
 * `part` is that of a race, and there for as long as the agent is; NULL in a program.
 */
void watchdog_begin(long long seq, const char *part, int index);
void watchdog_end(void);

/* What the answer says of the operations before: forgotten, and added to, as JSON. */
void watchdog_forget_steps(void);
void watchdog_add_steps(const char *json, size_t length);

/* The same for one of the threads of a race, numbered from 0. */
#define WATCHED_THREADS 4
void watchdog_thread_begin(int thread, long long seq, int index);
void watchdog_thread_end(int thread);

#endif
