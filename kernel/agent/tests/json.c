// SPDX-License-Identifier: GPL-2.0
#include "json.h"

#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "check.h"

static struct arena arena;

/* The text lies at the end of its own allocation, so that reading past it is noticed. */
static const struct json *parse(const char *text)
{
	size_t length = strlen(text);
	char *exact = malloc(length ? length : 1);
	const char *error = NULL;
	const struct json *value;

	memcpy(exact, text, length);
	value = json_parse(&arena, exact, length, &error);
	CHECK(!value == !!error);
	free(exact);
	return value;
}

static void test_values(void)
{
	const struct json *value =
		parse(" { \"a\" : [1, -2,\t3] , "
		      "\"b\":{\"c\":\"d\"},\"e\":true,\"f\":false,\"g\":null } ");

	CHECK(value && value->kind == JSON_OBJECT);
	CHECK(json_member(value, "a")->first->next->number == -2);
	CHECK(!json_member(value, "a")->first->next->next->next);
	CHECK(!strcmp(json_string(json_member(value, "b"), "c"), "d"));
	CHECK(json_member(value, "e")->boolean && !json_member(value, "f")->boolean);
	CHECK(json_member(value, "g")->kind == JSON_NULL);
	CHECK(!json_member(value, "h") && !json_string(value, "e") && !json_member(NULL, "x"));
	CHECK(parse("[]") && parse("{}") && parse("0"));
}

static void test_numbers(void)
{
	CHECK(parse("9007199254740993")->number == 9007199254740993LL);
	CHECK(parse("-9223372036854775808")->number == -9223372036854775807LL - 1);
	CHECK(parse("18446744073709551615")->number == -1);
	CHECK(!parse("18446744073709551616") && !parse("-9223372036854775809"));
	CHECK(!parse("1.5") && !parse("1e3") && !parse("-") && !parse("") && !parse("0x10"));
	CHECK(!parse("11111111111111111111111111111111111111111111"));
}

static void test_strings(void)
{
	CHECK(!strcmp(parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"")->string, "\"\\/\b\f\n\r\t"));
	CHECK(!strcmp(parse("\"\\u0041\\u00e4\\u20ac\\ud83d\\ude00\"")->string,
		      "A\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80"));
	CHECK(!strcmp(parse("\"\"")->string, ""));
	CHECK(!parse("\"") && !parse("\"\\") && !parse("\"\\\"") && !parse("\"\\x\"") &&
	      !parse("\"\\u12\""));
	CHECK(!parse("\"\\ud83d\"") && !parse("\"\\ud83d\\u0041\"") && !parse("\"\\u0000\"") &&
	      !parse("\"\n\""));
}

static void test_malformed(void)
{
	char deep[200] = { 0 };

	CHECK(!parse("{") && !parse("[") && !parse("[1") && !parse("[1,") && !parse("[1,]") &&
	      !parse("{\"a\"}"));
	CHECK(!parse("{\"a\":}") && !parse("{a:1}") && !parse("{\"a\":1,}") && !parse("1 2") &&
	      !parse("[1}"));
	CHECK(!parse("tru") && !parse("nul") && !parse("[true false]"));
	memset(deep, '[', sizeof(deep) - 1);
	CHECK(!parse(deep));
}

void test_json(void)
{
	test_values();
	test_numbers();
	test_strings();
	test_malformed();
	arena_free(&arena);
}
