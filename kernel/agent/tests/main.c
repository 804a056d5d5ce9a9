// SPDX-License-Identifier: GPL-2.0
#include <stdio.h>

#include "check.h"

static int checks, failures;

void check_that(bool holds, const char *condition, const char *file, int line)
{
	checks++;
	if (holds)
		return;
	failures++;
	fprintf(stderr, "%s:%d: not so: %s\n", file, line, condition);
}

int main(void)
{
	test_arena();
	test_text();
	test_json();
	test_wire();
	test_handles();
	test_btf();
	test_value();
	test_kmsg();
	test_premises();
	test_session();
	test_race();
	test_crew();
	test_results();
	test_watchdog();
	printf("%d checks, %d failures\n", checks, failures);
	return failures ? 1 : 0;
}
