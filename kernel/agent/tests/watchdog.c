// SPDX-License-Identifier: GPL-2.0
#include "watchdog.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

static void one_hangs(void)
{
	watchdog_add_steps("of an earlier program", 21);
	watchdog_forget_steps();
	watchdog_begin(9, NULL, 0);
	watchdog_end();
	watchdog_add_steps("{\"a\":1}", 7);
	watchdog_begin(9, NULL, 1);
	watchdog_end();
	watchdog_add_steps(",{\"b\":2}", 8);
	watchdog_begin(9, NULL, 2);
}

static void reset_hangs(void)
{
	watchdog_begin(9, NULL, -1);
}

static void thread_hangs(void)
{
	watchdog_thread_begin(0, 9, 0);
	watchdog_thread_begin(3, 9, 1);
	watchdog_thread_end(0);
}

static void suffix_hangs(void)
{
	watchdog_begin(9, "suffix", 4);
}

static void hurries(void)
{
	watchdog_hurry(1);
	watchdog_begin(9, NULL, 0);
}

/* What it says up to the stack, which only root is told. */
static void answers_for(void (*hang)(void), struct patience patience, const char *expected)
{
	char answer[4096] = { 0 };
	int ends[2], status;
	ssize_t length;

	CHECK(!pipe(ends));
	if (!fork()) {
		watchdog_start(ends[1], -1, patience);
		hang();
		for (;;)
			pause();
	}
	close(ends[1]);
	length = read(ends[0], answer, sizeof(answer) - 1);
	CHECK(length > 0 && !strncmp(answer, expected, strlen(expected)));
	CHECK(length > 0 && !strncmp(answer + strlen(expected), ",\"stack\":[", 10));
	CHECK(length > 13 && !strcmp(answer + length - 13, "],\"log\":[]}}\n"));
	wait(&status);
	CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	close(ends[0]);
}

void test_watchdog(void)
{
	const struct patience short_one = { .asleep_s = 1, .any_s = 1 };
	const struct patience long_one = { .asleep_s = 600, .any_s = 600 };

	answers_for(one_hangs, short_one,
		    "{\"seq\":9,\"stuck\":{\"steps\":[{\"a\":1},{\"b\":2}],\"operation\":2,\"seconds\":1");
	answers_for(reset_hangs, short_one, "{\"seq\":9,\"stuck\":{\"steps\":[],\"seconds\":1");
	answers_for(thread_hangs, short_one,
		    "{\"seq\":9,\"stuck\":{\"part\":3,\"operation\":1,\"seconds\":1");
	answers_for(suffix_hangs, short_one,
		    "{\"seq\":9,\"stuck\":{\"part\":\"suffix\",\"operation\":4,\"seconds\":1");
	answers_for(hurries, long_one, "{\"seq\":9,\"stuck\":{\"steps\":[],\"operation\":0,\"seconds\":4");
}
