// SPDX-License-Identifier: GPL-2.0
/* The arena, and the text that grows. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "check.h"
#include "text.h"

void test_arena(void)
{
	struct arena arena = { 0 };
	char *small = arena_alloc(&arena, 3), *large = arena_alloc(&arena, 300000), *text;

	CHECK((uintptr_t)small % 16 == 0 && (uintptr_t)large % 16 == 0);
	CHECK(!small[2] && !large[299999]);
	memset(large, 1, 300000);
	arena_reset(&arena);
	large = arena_alloc(&arena, 300000);
	CHECK(!large[0] && !large[299999]);
	text = arena_printf(&arena, "%s %d", "seven", 7);
	CHECK(!strcmp(text, "seven 7"));
	CHECK(!strcmp(arena_copy(&arena, "abc", 2), "ab"));
	arena_free(&arena);
	arena_reset(&arena);
}

void test_text(void)
{
	struct text text = { 0 };
	int i;

	text_separate(&text);
	CHECK(text.length == 0);
	text_quoted(&text, "a\"b\\c\n\x01\x7f\xc3\xa4");
	CHECK(!strcmp(text.data, "\"a\\\"b\\\\c\\u000a\\u0001\\u007f??\""));
	text_separate(&text);
	text_printf(&text, "[");
	text_separate(&text);
	CHECK(!strcmp(text.data + text.length - 3, "\",["));
	for (i = 0; i < 100000; i++)
		text_add(&text, "x", 1);
	CHECK(strlen(text.data) == text.length);
	text_clear(&text);
	CHECK(!*text.data);
	text_free(&text);
}
