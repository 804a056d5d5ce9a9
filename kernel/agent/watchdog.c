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

static struct watched {
	/* When the operation began; 0 while none is under way. */
	volatile uint64_t since;
	volatile long long seq;
	volatile int index;
	int limit_s;
	char name[32];
} *watched;

static void give_up(int out, pid_t agent)
{
	char answer[256];
	int length =
		snprintf(answer, sizeof(answer),
			 "{\"seq\":%lld,\"error\":\"operation %d (%s) did not return in %d s\"}\n",
			 watched->seq, watched->index, watched->name, watched->limit_s);

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
	for (;;) {
		uint64_t since = watched->since;

		sleep(1);
		if (getppid() != agent)
			_exit(0);
		if (since && since == watched->since &&
		    now_ns() - since > watched->limit_s * 1000000000ULL)
			give_up(out, agent);
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

void watchdog_begin(long long seq, int index, const char *name)
{
	if (!watched)
		return;
	watched->seq = seq;
	watched->index = index;
	strncpy(watched->name, name, sizeof(watched->name) - 1);
	watched->since = now_ns();
}

void watchdog_end(void)
{
	if (watched)
		watched->since = 0;
}
