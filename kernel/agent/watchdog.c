// SPDX-License-Identifier: GPL-2.0
#include "watchdog.h"

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/reboot.h>
#include <unistd.h>

#include "leftovers.h"
#include "wire.h"

/* The agent's own thread, and behind it those of a race. */
#define SLOTS (1 + WATCHED_THREADS)

struct slot {
	/* When the operation began; 0 while none is under way. */
	volatile uint64_t since;
	volatile long long seq;
	volatile int index;
	/* The other process has the same strings at the same addresses. */
	const char *volatile name;
};

static struct watched {
	int limit_s;
	struct slot slots[SLOTS];
} *watched;

static void give_up(const struct slot *slot, int out, pid_t agent)
{
	long thread = slot - watched->slots - 1;
	char answer[256], where[32] = "";
	int length;

	if (thread >= 0)
		snprintf(where, sizeof(where), "thread %ld, ", thread);
	length = snprintf(answer, sizeof(answer),
			  "{\"seq\":%lld,\"error\":\"%soperation %d (%s) did not return in %d s\"}\n",
			  slot->seq, where, slot->index, slot->name, watched->limit_s);

	wire_send(out, answer, length);
	if (agent == 1) {
		sleep(1);
		reboot(RB_POWER_OFF);
	}
	kill(agent, SIGKILL);
	_exit(1);
}

static void watch(int out, pid_t agent)
{
	int i;

	for (;;) {
		sleep(1);
		if (getppid() != agent)
			_exit(0);
		for (i = 0; i < SLOTS; i++) {
			uint64_t since = watched->slots[i].since;

			if (since && now_ns() > since + watched->limit_s * 1000000000ULL)
				give_up(&watched->slots[i], out, agent);
		}
	}
}

void watchdog_start(int out, int limit_s)
{
	pid_t agent = getpid();

	watched = mmap(NULL, sizeof(*watched), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
		       -1, 0);
	if (watched == MAP_FAILED) {
		watched = NULL;
		return;
	}
	watched->limit_s = limit_s;
	if (!fork()) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		watch(out, agent);
	}
}

static void slot_begin(int slot, long long seq, int index, const char *name)
{
	if (!watched)
		return;
	watched->slots[slot].seq = seq;
	watched->slots[slot].index = index;
	watched->slots[slot].name = name;
	watched->slots[slot].since = now_ns();
}

static void slot_end(int slot)
{
	if (watched)
		watched->slots[slot].since = 0;
}

void watchdog_begin(long long seq, int index, const char *name)
{
	slot_begin(0, seq, index, name);
}

void watchdog_end(void)
{
	slot_end(0);
}

void watchdog_thread_begin(int thread, long long seq, int index, const char *name)
{
	slot_begin(1 + thread, seq, index, name);
}

void watchdog_thread_end(int thread)
{
	slot_end(1 + thread);
}
