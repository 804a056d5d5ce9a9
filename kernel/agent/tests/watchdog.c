// SPDX-License-Identifier: GPL-2.0
#include "watchdog.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

static void one_hangs(void)
{
	watchdog_begin(1, 2, "quick.one");
	watchdog_end();
	watchdog_begin(9, 4, "slow.one");
}

static void thread_hangs(void)
{
	watchdog_thread_begin(0, 9, 0, "quick.one");
	watchdog_thread_begin(3, 9, 1, "slow.one");
	watchdog_thread_end(0);
}

static void answers_for(void (*hang)(void), const char *expected)
{
	char answer[256] = { 0 };
	int ends[2], status;

	CHECK(!pipe(ends));
	if (!fork()) {
		watchdog_start(ends[1], 1);
		hang();
		for (;;)
			pause();
	}
	close(ends[1]);
	CHECK(read(ends[0], answer, sizeof(answer) - 1) > 0);
	CHECK(!strcmp(answer, expected));
	wait(&status);
	CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	close(ends[0]);
}

void test_watchdog(void)
{
	answers_for(one_hangs,
		    "{\"seq\":9,\"error\":\"operation 4 (slow.one) did not return in 1 s\"}\n");
	answers_for(thread_hangs, "{\"seq\":9,\"error\":\"thread 3, operation 1 (slow.one) did not "
				  "return in 1 s\"}\n");
}
