// SPDX-License-Identifier: GPL-2.0
/* Kernel log lines, for the step during which they appeared. */
#include "kmsg.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kmemleak.h"
#include "taint.h"
#include "text.h"

#define MAX_LINES     64
/* What the kernel says when it is asked who sleeps and who holds what. */
#define MAX_ALL_LINES 256
#define WARNING_LEVEL 4

static const char *const splats[] = {
	"BUG:",
	"BUG ",
	"WARNING:",
	"KASAN",
	"KCSAN",
	"UBSAN",
	"Oops",
	"Kernel panic",
	"general protection fault",
	"kernel paging",
	"INFO: ",
	"cut here",
	"Call Trace",
	"refcount_t:",
	"list_add corruption",
	"list_del corruption",
	"scheduling while atomic",
	"possible recursive locking",
	"possible circular locking",
	"bad unlock balance",
	"invalid opcode",
	"double fault",
	"unregister_netdevice",
	"memory leak",
	"kmemleak",
};

/* What was known of the kernel's health when the log was read last. */
static uint64_t tainted;

int kmsg_open(void)
{
	int fd = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	if (fd >= 0)
		lseek(fd, 0, SEEK_END);
	tainted = taint_now();
	return fd;
}

bool kmsg_is_splat(const char *text)
{
	size_t i;

	for (i = 0; i < sizeof(splats) / sizeof(splats[0]); i++)
		if (strstr(text, splats[i]))
			return true;
	return false;
}

/* "PRIORITY,SEQUENCE,TIME,FLAGS;TEXT\n" and then perhaps lines " KEY=VALUE". */
bool kmsg_parse(char *record, int *level, char **text)
{
	char *end;

	*level = strtol(record, &end, 10) & 7;
	*text = strchr(record, ';');
	if (end == record || *end != ',' || !*text)
		return false;
	++*text;
	(*text)[strcspn(*text, "\n")] = '\0';
	return true;
}

static void records_read(int fd, enum kmsg_filter filter, struct text *lines)
{
	char record[8192], *text;
	bool in_splat = false;
	int level, count = 0, most = filter == KMSG_ALL ? MAX_ALL_LINES : MAX_LINES;
	ssize_t got;

	for (;;) {
		got = read(fd, record, sizeof(record) - 1);
		if (got < 0 && (errno == EPIPE || errno == EINTR))
			continue;
		if (got <= 0)
			return;
		record[got] = '\0';
		if (!kmsg_parse(record, &level, &text))
			continue;
		in_splat |= kmsg_is_splat(text);
		if (count < most && (in_splat || filter == KMSG_ALL ||
				     (filter == KMSG_WARNINGS && level <= WARNING_LEVEL))) {
			text_separate(lines);
			text_quoted(lines, text);
			count++;
		}
		if (strstr(text, "end trace"))
			in_splat = false;
	}
}

void kmsg_read(int fd, enum kmsg_filter filter, struct text *lines)
{
	uint64_t now = taint_now();

	records_read(fd, filter, lines);
	taint_tell(tainted, now, lines);
	tainted = now;
}

void kmsg_read_late(int fd, struct text *lines)
{
	bool scanned = kmemleak_scan();

	kmsg_read(fd, KMSG_SPLATS, lines);
	if (scanned)
		kmemleak_tell(lines);
}
