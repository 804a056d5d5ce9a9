// SPDX-License-Identifier: GPL-2.0
#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void text_reserve(struct text *text, size_t more)
{
	size_t room = text->room ? text->room : 4096;
	char *data;

	if (text->room - text->length > more)
		return;
	while (room - text->length <= more)
		room *= 2;
	data = realloc(text->data, room);
	if (!data) {
		fputs("agent: out of memory\n", stderr);
		exit(1);
	}
	text->data = data;
	text->room = room;
}

void text_add(struct text *text, const char *bytes, size_t length)
{
	text_reserve(text, length);
	memcpy(text->data + text->length, bytes, length);
	text->length += length;
	text->data[text->length] = '\0';
}

void text_printf(struct text *text, const char *format, ...)
{
	size_t length = 100;
	va_list args;

	do {
		text_reserve(text, length);
		va_start(args, format);
		length = vsnprintf(text->data + text->length, text->room - text->length, format,
				   args);
		va_end(args);
	} while (length >= text->room - text->length);
	text->length += length;
}

void text_quoted(struct text *text, const char *string)
{
	text_add(text, "\"", 1);
	for (; *string; string++) {
		unsigned char c = *string;

		if (c == '"' || c == '\\')
			text_printf(text, "\\%c", c);
		else if (c < ' ' || c == 0x7f)
			text_printf(text, "\\u%04x", c);
		else
			text_add(text, c < 0x80 ? string : "?", 1);
	}
	text_add(text, "\"", 1);
}

void text_separate(struct text *text)
{
	char last = text->length ? text->data[text->length - 1] : '[';

	if (last != '[' && last != '{')
		text_add(text, ",", 1);
}

void text_clear(struct text *text)
{
	text->length = 0;
	if (text->data)
		text->data[0] = '\0';
}

void text_free(struct text *text)
{
	free(text->data);
	*text = (struct text){ 0 };
}
