/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_TEXT_H
#define AGENT_TEXT_H

#include <stddef.h>

/* A buffer that grows, and the JSON that is written into one. */
struct text {
	char *data;
	size_t length, room;
};

void text_add(struct text *text, const char *bytes, size_t length);
void text_printf(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * A JSON string with its quotes. Bytes that are not ASCII become '?': what the kernel prints need
 * not be UTF-8.
 */
void text_quoted(struct text *text, const char *string);

/* A comma, unless what stands before opens a list or an object. */
void text_separate(struct text *text);

void text_clear(struct text *text);
void text_free(struct text *text);

#endif
