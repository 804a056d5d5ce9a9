// SPDX-License-Identifier: GPL-2.0
#include "arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ALIGNMENT  16
#define BLOCK_SIZE (64 * 1024)

struct arena_block {
	struct arena_block *older;
	size_t used, room;
	_Alignas(ALIGNMENT) char bytes[];
};

static struct arena_block *arena_grow(struct arena *arena, size_t size)
{
	size_t room = size > BLOCK_SIZE ? size : BLOCK_SIZE;
	struct arena_block *block = malloc(sizeof(*block) + room);

	if (!block) {
		fputs("agent: out of memory\n", stderr);
		exit(1);
	}
	block->older = arena->newest;
	block->used = 0;
	block->room = room;
	arena->newest = block;
	return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	struct arena_block *block = arena->newest;
	void *start;

	size = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
	if (!block || block->room - block->used < size)
		block = arena_grow(arena, size);
	start = block->bytes + block->used;
	block->used += size;
	return memset(start, 0, size);
}

char *arena_copy(struct arena *arena, const char *text, size_t length)
{
	char *copy = arena_alloc(arena, length + 1);

	memcpy(copy, text, length);
	return copy;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	char short_text[256], *text;
	va_list args;
	int length;

	va_start(args, format);
	length = vsnprintf(short_text, sizeof(short_text), format, args);
	va_end(args);
	if ((size_t)length < sizeof(short_text))
		return arena_copy(arena, short_text, length);
	text = arena_alloc(arena, length + 1);
	va_start(args, format);
	vsnprintf(text, length + 1, format, args);
	va_end(args);
	return text;
}

static void arena_drop(struct arena_block *block)
{
	while (block) {
		struct arena_block *older = block->older;

		free(block);
		block = older;
	}
}

void arena_reset(struct arena *arena)
{
	struct arena_block *kept = arena->newest;

	if (!kept)
		return;
	arena_drop(kept->older);
	kept->older = NULL;
	kept->used = 0;
}

void arena_free(struct arena *arena)
{
	arena_drop(arena->newest);
	arena->newest = NULL;
}
