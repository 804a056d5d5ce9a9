/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_RACE_KEEP_H
#define AGENT_RACE_KEEP_H

#include "race.h"

/*
 * Loading a module takes longer than a thousand system calls, and the kernel frees no more than
 * some 1,500 struct_ops maps a second. So what the prefix makes first stays from round to round, as
 * long as no operation of the race can tell it from what is made again.
 */

/* How much of the prefix may stay. */
struct keep keep_plan(const struct race *race);
/* The first `steps` of the prefix have just been run: they stay if all went well. */
void keep_from(struct race *race, size_t steps);
/* Cleans up after a round, but for what stays, unless it is the last. */
void keep_clean(struct race *race, bool last);

#endif
