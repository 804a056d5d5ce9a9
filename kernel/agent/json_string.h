/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_JSON_STRING_H
#define AGENT_JSON_STRING_H

struct arena;

/*
 * Reads the string literal that starts at the quote *at, and moves *at behind it. NULL when it is
 * malformed, or holds a NUL character, which no name of ours does.
 */
char *json_unescape(struct arena *arena, const char **at, const char *end);

#endif
