// SPDX-License-Identifier: GPL-2.0
#include "json.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "json_string.h"

#define MAX_DEPTH 32

struct parser {
	struct arena *arena;
	const char *at, *end;
	const char *error;
	int depth;
};

static struct json *parse_value(struct parser *parser);

static struct json *fail(struct parser *parser, const char *error)
{
	if (!parser->error)
		parser->error = error;
	return NULL;
}

static char peek(struct parser *parser)
{
	while (parser->at < parser->end && strchr(" \t\r\n", *parser->at) && *parser->at)
		parser->at++;
	return parser->at < parser->end ? *parser->at : '\0';
}

static bool take(struct parser *parser, char c)
{
	if (peek(parser) != c || parser->at >= parser->end)
		return false;
	parser->at++;
	return true;
}

static struct json *new_value(struct parser *parser, enum json_kind kind)
{
	struct json *value = arena_alloc(parser->arena, sizeof(*value));

	value->kind = kind;
	return value;
}

static struct json *parse_word(struct parser *parser, const char *word, enum json_kind kind,
			       bool boolean)
{
	size_t length = strlen(word);
	struct json *value;

	if ((size_t)(parser->end - parser->at) < length || memcmp(parser->at, word, length))
		return fail(parser, "an unknown word");
	parser->at += length;
	value = new_value(parser, kind);
	value->boolean = boolean;
	return value;
}

static struct json *parse_number(struct parser *parser)
{
	char digits[32], *end;
	size_t length = 0;
	struct json *value = new_value(parser, JSON_NUMBER);

	while (parser->at < parser->end && length < sizeof(digits) - 1 &&
	       strchr("-+.eE0123456789", *parser->at) && *parser->at)
		digits[length++] = *parser->at++;
	digits[length] = '\0';
	errno = 0;
	value->number = strtoll(digits, &end, 10);
	if (errno == ERANGE && digits[0] != '-') {
		errno = 0;
		value->number = (long long)strtoull(digits, &end, 10);
	}
	if (end == digits || *end || errno)
		return fail(parser, "a number that is not a whole one of 64 bits");
	return value;
}

static struct json *parse_string(struct parser *parser)
{
	struct json *value = new_value(parser, JSON_STRING);

	value->string = json_unescape(parser->arena, &parser->at, parser->end);
	return value->string ? value : fail(parser, "a string that is not well-formed");
}

static struct json *parse_item(struct parser *parser, bool keyed)
{
	struct json *key = NULL, *value;

	if (keyed) {
		if (peek(parser) != '"')
			return fail(parser, "a member without a name");
		key = parse_string(parser);
		if (!key || !take(parser, ':'))
			return fail(parser, "a member without a value");
	}
	value = parse_value(parser);
	if (value && key)
		value->key = key->string;
	return value;
}

static struct json *parse_items(struct parser *parser, enum json_kind kind, char close)
{
	struct json *value = new_value(parser, kind), **link = &value->first;

	parser->at++;
	if (take(parser, close))
		return value;
	do {
		*link = parse_item(parser, kind == JSON_OBJECT);
		if (!*link)
			return NULL;
		link = &(*link)->next;
	} while (take(parser, ','));
	return take(parser, close) ? value : fail(parser, "a list or an object without an end");
}

static struct json *parse_nested(struct parser *parser, enum json_kind kind, char close)
{
	struct json *value;

	if (parser->depth == MAX_DEPTH)
		return fail(parser, "nested too deeply");
	parser->depth++;
	value = parse_items(parser, kind, close);
	parser->depth--;
	return value;
}

static struct json *parse_value(struct parser *parser)
{
	switch (peek(parser)) {
	case '{':
		return parse_nested(parser, JSON_OBJECT, '}');
	case '[':
		return parse_nested(parser, JSON_LIST, ']');
	case '"':
		return parse_string(parser);
	case 't':
		return parse_word(parser, "true", JSON_BOOLEAN, true);
	case 'f':
		return parse_word(parser, "false", JSON_BOOLEAN, false);
	case 'n':
		return parse_word(parser, "null", JSON_NULL, false);
	default:
		return parse_number(parser);
	}
}

struct json *json_parse(struct arena *arena, const char *text, size_t length, const char **error)
{
	struct parser parser = { .arena = arena, .at = text, .end = text + length };
	struct json *value = parse_value(&parser);

	peek(&parser);
	if (value && parser.at != parser.end)
		value = fail(&parser, "something after the value");
	*error = parser.error;
	return value;
}

const struct json *json_member(const struct json *object, const char *key)
{
	const struct json *member;

	if (!object || object->kind != JSON_OBJECT)
		return NULL;
	for (member = object->first; member; member = member->next)
		if (!strcmp(member->key, key))
			return member;
	return NULL;
}

const char *json_string(const struct json *object, const char *key)
{
	const struct json *member = json_member(object, key);

	return member && member->kind == JSON_STRING ? member->string : NULL;
}
