// SPDX-License-Identifier: GPL-2.0
/* Memory that the kernel has lost: mm/kmemleak.c, in debug kernels. */
#include "kmemleak.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "leftovers.h"
#include "text.h"

#define KMEMLEAK "/sys/kernel/debug/kmemleak"
/* What is younger than five seconds counts as lost only at a later scan. */
#define BETWEEN_NS (60 * 1000000000ULL)
/* An object takes some twenty lines, most of them its backtrace. */
#define MAX_LINES 64

static int kmemleak = -1;
static uint64_t next_scan;

static bool command(const char *word)
{
	return write(kmemleak, word, strlen(word)) > 0;
}

/* What has changed since the look before is taken for alive, and so is what was never looked at. */
static bool look(void)
{
	return command("scan") && command("scan");
}

void kmemleak_start(void)
{
	kmemleak = open(KMEMLEAK, O_RDWR | O_CLOEXEC);
	if (kmemleak < 0)
		return;
	/* Refused where kmemleak has given up, as it does when its own memory runs out. */
	if (!command("scan=off") || !look() || !command("clear")) {
		close(kmemleak);
		kmemleak = -1;
		return;
	}
	next_scan = now_ns() + BETWEEN_NS;
}

bool kmemleak_scan(void)
{
	if (kmemleak < 0 || now_ns() < next_scan)
		return false;
	look();
	next_scan = now_ns() + BETWEEN_NS;
	return true;
}

void kmemleak_quote(char *report, struct text *lines)
{
	char *line, *rest = report;
	int count = 0;

	while ((line = strsep(&rest, "\n")) && count < MAX_LINES) {
		if (!*line)
			continue;
		text_separate(lines);
		text_quoted(lines, line);
		count++;
	}
}

void kmemleak_tell(struct text *lines)
{
	char report[16384];
	size_t length = 0;
	ssize_t got;

	lseek(kmemleak, 0, SEEK_SET);
	while ((got = read(kmemleak, report + length, sizeof(report) - 1 - length)) > 0)
		length += got;
	report[length] = '\0';
	kmemleak_quote(report, lines);
	command("clear");
}
