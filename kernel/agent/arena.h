/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_ARENA_H
#define AGENT_ARENA_H

#include <stddef.h>

/* Memory that is given back all at once: everything of one request lives in one arena. */
struct arena_block;

struct arena {
	struct arena_block *newest;
};

/* Zeroed and aligned for any type. Running out of memory ends the process. */
void *arena_alloc(struct arena *arena, size_t size);
char *arena_copy(struct arena *arena, const char *text, size_t length);
char *arena_printf(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Forgets everything and keeps one block for the next request. */
void arena_reset(struct arena *arena);
void arena_free(struct arena *arena);

#endif
