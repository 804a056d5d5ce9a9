// SPDX-License-Identifier: GPL-2.0
/*
 * The kernel's taint flags: they stay when the lines of a report were lost. Modules of this suite
 * taint the kernel as well, which says nothing.
 */
#include "taint.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "text.h"

/* Documentation/admin-guide/tainted-kernels.rst */
static const struct {
	int bit;
	const char *what;
} bugs[] = {
	{ 4, "a machine check" }, { 5, "a bad page" },	    { 7, "an oops" },
	{ 9, "a warning" },	  { 14, "a soft lockup" },
};

uint64_t taint_now(void)
{
	static int fd = -1;
	char digits[32];
	ssize_t got;

	if (fd < 0)
		fd = open("/proc/sys/kernel/tainted", O_RDONLY | O_CLOEXEC);
	got = fd < 0 ? -1 : pread(fd, digits, sizeof(digits) - 1, 0);
	if (got <= 0)
		return 0;
	digits[got] = '\0';
	return strtoull(digits, NULL, 10);
}

void taint_tell(uint64_t before, uint64_t now, struct text *lines)
{
	char line[96];
	size_t i;

	for (i = 0; i < sizeof(bugs) / sizeof(bugs[0]); i++) {
		uint64_t flag = 1ULL << bugs[i].bit;

		if (!(now & flag) || (before & flag))
			continue;
		snprintf(line, sizeof(line), "agent: the kernel is tainted: 0x%llx (%s)",
			 (unsigned long long)flag, bugs[i].what);
		text_separate(lines);
		text_quoted(lines, line);
	}
}
