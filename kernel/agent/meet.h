/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_MEET_H
#define AGENT_MEET_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/*
 * A number that only grows, and that threads wait for. They look for a while before they sleep:
 * waking up takes longer than a system call, but a processor that only looks is missed by whoever
 * it shares a machine with, and the other thread may be one of those.
 */
struct meet {
	_Atomic uint32_t count;
	_Atomic uint32_t sleepers;
};

uint32_t meet_count(const struct meet *meet);
/* Adds one, and wakes all who wait. */
void meet_advance(struct meet *meet);
/*
 * Returns when the number is `least`, or was passed. Looks `patience` times before it sleeps, and
 * says whether it slept.
 */
bool meet_wait(struct meet *meet, uint32_t least, uint32_t patience);

#endif
