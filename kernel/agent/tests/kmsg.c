// SPDX-License-Identifier: GPL-2.0
#include "kmsg.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "check.h"
#include "kmemleak.h"
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

/* An empty report, and one that is longer than anybody would read. */
static void test_kmemleak(void)
{
	char none[] = "", report[] = "unreferenced object 0xffff8880 (size 192):\n"
				     "  comm \"agent\", pid 1, jiffies 4294\n\n"
				     "    bpf_struct_ops_map_alloc+0x1/0x2\n";
	struct text lines = { 0 };
	char many[400];
	size_t i, count = 0;

	kmemleak_quote(none, &lines);
	CHECK(!lines.length);
	kmemleak_quote(report, &lines);
	CHECK(lines.length &&
	      !strcmp(lines.data, "\"unreferenced object 0xffff8880 (size 192):\","
				  "\"  comm \\\"agent\\\", pid 1, jiffies 4294\","
				  "\"    bpf_struct_ops_map_alloc+0x1/0x2\""));
	text_clear(&lines);
	for (i = 0; i < sizeof(many) - 1; i += 2)
		memcpy(many + i, "x\n", 2);
	many[sizeof(many) - 1] = '\0';
	kmemleak_quote(many, &lines);
	for (i = 0; i < lines.length; i++)
		count += lines.data[i] == 'x';
	CHECK(count == 64);
	text_free(&lines);
}

/* Where there is no kmemleak nothing is looked for. */
static void test_without_kmemleak(void)
{
	struct text lines = { 0 };

	CHECK(!kmemleak_scan());
	kmsg_read_late(-1, &lines);
	CHECK(!lines.length);
	text_free(&lines);
}

void test_kmsg(void)
{
	test_kmemleak();
	test_without_kmemleak();
	test_taint();
	test_parse();
	test_read();
}
