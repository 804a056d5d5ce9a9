// SPDX-License-Identifier: GPL-2.0
#include "json_string.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"

static bool read_hex(const char **at, const char *end, unsigned int *code)
{
	char digits[5] = { 0 }, *stop;

	if (end - *at < 4)
		return false;
	memcpy(digits, *at, 4);
	if (strspn(digits, "0123456789abcdefABCDEF") != 4)
		return false;
	*code = strtoul(digits, &stop, 16);
	*at += 4;
	return true;
}

/* The four digits after \u, and those of the second half of a surrogate pair. */
static bool read_code(const char **at, const char *end, unsigned int *code)
{
	unsigned int low;

	if (!read_hex(at, end, code))
		return false;
	if (*code < 0xd800 || *code > 0xdbff)
		return true;
	if (end - *at < 2 || (*at)[0] != '\\' || (*at)[1] != 'u')
		return false;
	*at += 2;
	if (!read_hex(at, end, &low) || low < 0xdc00 || low > 0xdfff)
		return false;
	*code = 0x10000 + ((*code - 0xd800) << 10) + (low - 0xdc00);
	return true;
}

static char *write_utf8(char *to, unsigned int code)
{
	if (code < 0x80) {
		*to++ = code;
		return to;
	}
	if (code < 0x800) {
		*to++ = 0xc0 | code >> 6;
	} else {
		if (code < 0x10000) {
			*to++ = 0xe0 | code >> 12;
		} else {
			*to++ = 0xf0 | code >> 18;
			*to++ = 0x80 | (code >> 12 & 0x3f);
		}
		*to++ = 0x80 | (code >> 6 & 0x3f);
	}
	*to++ = 0x80 | (code & 0x3f);
	return to;
}

static char *read_escape(char *to, const char **at, const char *end)
{
	static const char escapes[] = "\"\"\\\\//b\bf\fn\nr\rt\t";
	unsigned int code;
	size_t i;
	char c;

	if (*at >= end)
		return NULL;
	c = *(*at)++;
	if (c == 'u')
		return read_code(at, end, &code) && code ? write_utf8(to, code) : NULL;
	for (i = 0; i < sizeof(escapes) - 1; i += 2) {
		if (escapes[i] == c) {
			*to++ = escapes[i + 1];
			return to;
		}
	}
	return NULL;
}

char *json_unescape(struct arena *arena, const char **at, const char *end)
{
	const char *from = *at + 1, *close = from;
	char *string, *to;

	while (close < end && *close != '"')
		close += *close == '\\' ? 2 : 1;
	if (close >= end)
		return NULL;
	/* No escape is shorter than what it stands for. */
	string = to = arena_alloc(arena, close - from + 1);
	while (from < close) {
		if ((unsigned char)*from < ' ')
			return NULL;
		if (*from != '\\') {
			*to++ = *from++;
			continue;
		}
		from++;
		to = read_escape(to, &from, close);
		if (!to)
			return NULL;
	}
	*at = close + 1;
	return string;
}
