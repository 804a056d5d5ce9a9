/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_JSON_H
#define AGENT_JSON_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

enum json_kind { JSON_NULL, JSON_BOOLEAN, JSON_NUMBER, JSON_STRING, JSON_LIST, JSON_OBJECT };

/* One value; the elements of a list and the members of an object are chained from `first`. */
struct json {
	enum json_kind kind;
	bool boolean;
	/* Programs hold whole numbers only; those above LLONG_MAX wrap. */
	long long number;
	const char *string;
	/* Set in the members of an object. */
	const char *key;
	struct json *first, *next;
};

/* NULL when the text is not one JSON value; `error` then says why. */
struct json *json_parse(struct arena *arena, const char *text, size_t length, const char **error);

/* NULL when `object` is none, or has no such member. */
const struct json *json_member(const struct json *object, const char *key);
/* NULL unless the member is a string. */
const char *json_string(const struct json *object, const char *key);

#endif
