// SPDX-License-Identifier: GPL-2.0
#include "meet.h"

#include <limits.h>
#include <linux/futex.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

uint32_t meet_count(const struct meet *meet)
{
	return atomic_load(&meet->count);
}

void meet_advance(struct meet *meet)
{
	atomic_fetch_add(&meet->count, 1);
	/* Whoever is not counted here has not looked yet, and will see the new number. */
	if (atomic_load(&meet->sleepers))
		syscall(SYS_futex, &meet->count, FUTEX_WAKE_PRIVATE, INT_MAX, NULL, NULL, 0);
}

/* The number may wrap; nobody is two thousand million rounds behind. */
static bool reached(uint32_t count, uint32_t least)
{
	return (int32_t)(count - least) >= 0;
}

bool meet_wait(struct meet *meet, uint32_t least, uint32_t patience)
{
	uint32_t count;

	do {
		if (reached(atomic_load_explicit(&meet->count, memory_order_acquire), least))
			return false;
	} while (patience--);
	atomic_fetch_add(&meet->sleepers, 1);
	while (!reached(count = atomic_load(&meet->count), least))
		syscall(SYS_futex, &meet->count, FUTEX_WAIT_PRIVATE, count, NULL, NULL, 0);
	atomic_fetch_sub(&meet->sleepers, 1);
	return true;
}
