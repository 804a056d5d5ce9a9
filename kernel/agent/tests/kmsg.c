// SPDX-License-Identifier: GPL-2.0
#include "kmsg.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "check.h"
#include "taint.h"
#include "text.h"

static void test_parse(void)
{
	char record[] = "12,345,67890,-;soc_a: hello\n SUBSYSTEM=x\n", bad[] = "nonsense", *text;
	int level;

	CHECK(kmsg_parse(record, &level, &text) && level == 4 && !strcmp(text, "soc_a: hello"));
	CHECK(!kmsg_parse(bad, &level, &text));
	CHECK(kmsg_is_splat("BUG: KASAN: slab-use-after-free in x") &&
	      !kmsg_is_splat("a debug message"));
}

/* A datagram a record, as /dev/kmsg does it. */
static void test_read(void)
{
	static const char *const records[] = {
		"6,1,1,-;quiet\n",
		"4,2,2,-;a warning\n",
		"6,3,3,-;WARNING: CPU: 0 PID: 1\n",
		"6,4,4,-; register dump\n",
		"6,5,5,-;---[ end trace 0 ]---\n",
		"6,6,6,-;quiet again\n",
	};
	struct text lines = { 0 };
	int ends[2];
	size_t i;

	CHECK(!socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0, ends));
	for (i = 0; i < sizeof(records) / sizeof(records[0]); i++)
		CHECK(write(ends[0], records[i], strlen(records[i])) > 0);
	kmsg_read(ends[1], KMSG_WARNINGS, &lines);
	CHECK(!strcmp(lines.data, "\"a warning\",\"WARNING: CPU: 0 PID: 1\","
				  "\" register dump\",\"---[ end trace 0 ]---\""));
	text_clear(&lines);
	CHECK(write(ends[0], records[1], strlen(records[1])) > 0);
	kmsg_read(ends[1], KMSG_SPLATS, &lines);
	CHECK(!lines.length);
	kmsg_read(-1, KMSG_WARNINGS, &lines);
	CHECK(!lines.length);
	close(ends[0]);
	close(ends[1]);
	text_free(&lines);
}

/* Only what is new, and only what tells of a bug: a module of nobody's (12, 13) does not. */
static void test_taint(void)
{
	struct text lines = { 0 };

	taint_tell(0, 1 << 12 | 1 << 13, &lines);
	taint_tell(1 << 9, 1 << 9, &lines);
	CHECK(!lines.length);
	taint_tell(1 << 12, 1 << 12 | 1 << 9, &lines);
	CHECK(lines.length &&
	      !strcmp(lines.data, "\"agent: the kernel is tainted: 0x200 (a warning)\""));
	text_free(&lines);
}

void test_kmsg(void)
{
	test_taint();
	test_parse();
	test_read();
}
