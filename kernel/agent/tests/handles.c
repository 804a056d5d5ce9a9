// SPDX-License-Identifier: GPL-2.0
#include "handles.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "check.h"

void test_handles(void)
{
	struct handles handles = { 0 };
	int first = open("/dev/null", O_RDONLY), second = dup(first), i;
	char names[200][8];

	CHECK(!handles_find(&handles, "m"));
	handles_bind(&handles, "m", first, OBJECT_MAP, 5);
	handles_bind(&handles, NULL, second, OBJECT_LINK, 6);
	CHECK(handles_find(&handles, "m")->fd == first && handles_find(&handles, "m")->id == 5);
	CHECK(handles_hold(&handles, OBJECT_MAP, 5) && !handles_hold(&handles, OBJECT_MAP, 6));
	CHECK(!handles_hold(&handles, OBJECT_LINK, 5) && handles_hold(&handles, OBJECT_LINK, 6));
	for (i = 0; i < 200; i++) {
		snprintf(names[i], sizeof(names[i]), "h%d", i);
		handles_bind(&handles, names[i], CLOSED_FD, OBJECT_PROG, i + 1);
	}
	CHECK(handles_find(&handles, "m")->fd == first &&
	      handles_find(&handles, "h199")->id == 200);
	handles_close(&handles, 0);
	CHECK(close(first) == -1 && errno == EBADF && close(second) == -1);
	CHECK(handles_find(&handles, "m")->fd == CLOSED_FD && handles_find(&handles, "m")->id == 5);
	CHECK(!handles_hold(&handles, OBJECT_MAP, 5));
	CHECK(handles_had(&handles, OBJECT_MAP, 5) && handles_had(&handles, OBJECT_LINK, 0));
	CHECK(!handles_had(&handles, OBJECT_MAP, 6) && !handles_had(&handles, OBJECT_BTF, 0));
	handles_forget(&handles, 0);
	CHECK(!handles_find(&handles, "m"));
	handles_free(&handles);
}
