// SPDX-License-Identifier: GPL-2.0
#include "watchdog.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

void test_watchdog(void)
{
	char answer[256] = { 0 };
	int ends[2], status;

	CHECK(!pipe(ends));
	if (!fork()) {
		watchdog_start(ends[1], 1);
		watchdog_begin(1, 2, "quick.one");
		watchdog_end();
		watchdog_begin(9, 4, "slow.one");
		for (;;)
			pause();
	}
	close(ends[1]);
	CHECK(read(ends[0], answer, sizeof(answer) - 1) > 0);
	CHECK(!strcmp(answer,
		      "{\"seq\":9,\"error\":\"operation 4 (slow.one) did not return in 1 s\"}\n"));
	wait(&status);
	CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	close(ends[0]);
}
