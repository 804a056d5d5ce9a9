/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_SLEEPER_H
#define AGENT_SLEEPER_H

#include <sys/types.h>

struct text;

/*
 * The state of a task as /proc has it (D: asleep, and no signal wakes it), and how often it has gone
 * to sleep; '?' for a task that cannot be seen.
 */
char sleeper_state(pid_t process, pid_t task, unsigned long *switches);
/* Adds the functions of the kernel in which it is, the innermost first, to a JSON list. */
void sleeper_stack(pid_t process, pid_t task, struct text *lines);

/*
 * Has the kernel log what sleeps, or what its processors do when the task in question runs; and who
 * holds which lock, where lockdep knows it.
 */
void sleeper_ask_kernel(char state);
/* Adds what the kernel has logged since the log was read last. */
void sleeper_log(int kmsg, struct text *lines);

#endif
