// SPDX-License-Identifier: GPL-2.0
#include "value.h"

#include <string.h>

#include "blob.h"
#include "check.h"

static struct agent agent = { .kmsg = -1 };

/* struct { int want_reg; <4> int (*run)(); char name[8]; unsigned tag; <4> } */
static struct value_layout make_layout(struct btf **btf)
{
	uint32_t number, letter, proto, pointer, name, ops;
	struct blob blob;

	blob_start(&blob, NULL);
	number = blob_type(&blob, "int", BTF_KIND_INT, 0, 4);
	blob_word(&blob, 32);
	letter = blob_type(&blob, "char", BTF_KIND_INT, 0, 1);
	blob_word(&blob, 8);
	proto = blob_type(&blob, "", BTF_KIND_FUNC_PROTO, 0, number);
	pointer = blob_type(&blob, "", BTF_KIND_PTR, 0, proto);
	name = blob_type(&blob, "", BTF_KIND_ARRAY, 0, 0);
	blob_word(&blob, letter);
	blob_word(&blob, number);
	blob_word(&blob, 8);
	ops = blob_type(&blob, "ops", BTF_KIND_STRUCT, 4, 32);
	blob_member(&blob, "want_reg", number, 0);
	blob_member(&blob, "run", pointer, 64);
	blob_member(&blob, "name", name, 128);
	blob_member(&blob, "tag", number, 192);
	*btf = blob_parse(&blob, NULL);
	return (struct value_layout){
		.size = 128, .btf = *btf, .ops_id = ops, .ops_size = 32, .data = 64
	};
}

static const char *write_value(const struct value_layout *layout, const char *args, uint8_t *bytes)
{
	struct text value = { 0 };
	const char *error;
	struct op op = {
		.agent = &agent,
		.arena = &agent.arena,
		.handles = &agent.handles,
		.traces = &agent.traces,
		.value = &value,
	};

	op.args = json_parse(&agent.arena, args, strlen(args), &error);
	memset(bytes, 0, layout->size);
	value_write(&op, layout, bytes);
	return op.error;
}

static void check_value(const struct value_layout *layout, const char *args, const char *expected)
{
	struct text value = { 0 };
	uint8_t bytes[128];

	CHECK(!write_value(layout, args, bytes));
	value_read(&value, layout, bytes);
	CHECK(!strcmp(value.data, expected));
	text_free(&value);
}

static uint32_t hole_at(const struct value_layout *layout, const char *args)
{
	uint8_t bytes[128];
	uint32_t at;

	CHECK(!write_value(layout, args, bytes));
	for (at = 0; at < sizeof(bytes) && !bytes[at]; at++)
		;
	return at;
}

void test_value(void)
{
	struct btf *btf;
	struct value_layout layout = make_layout(&btf), unknown = { .size = 128 };
	uint8_t bytes[128];

	handles_bind(&agent.handles, "p", 70, OBJECT_PROG, 1);
	check_value(&layout, "{}", "{\"state\":0,\"refcnt\":0,\"members\":{}}");
	check_value(&layout, "{\"state\":2,\"refcnt\":3}",
		    "{\"state\":2,\"refcnt\":3,\"members\":{}}");
	check_value(
		&layout,
		"{\"value\":{\"tag\":-1,\"want_reg\":-13,\"name\":4,\"run\":\"p\",\"other\":1}}",
		"{\"state\":0,\"refcnt\":0,\"members\":{\"want_reg\":-13,\"run\":70,\"name\":4,"
		"\"tag\":4294967295}}");
	check_value(&layout, "{\"value\":{\"run\":4294967297}}",
		    "{\"state\":0,\"refcnt\":0,\"members\":{\"run\":4294967297}}");
	check_value(&layout, "{\"value\":{\"run\":-1}}",
		    "{\"state\":0,\"refcnt\":0,\"members\":{\"run\":18446744073709551615}}");
	check_value(&layout, "{\"value\":{\"run\":\"nobody\",\"name\":0}}",
		    "{\"state\":0,\"refcnt\":0,\"members\":{\"run\":1073741823}}");
	check_value(&unknown, "{\"state\":1,\"value\":{\"tag\":1},\"hole\":\"data\"}",
		    "{\"state\":0,\"refcnt\":0,\"members\":{}}");
	CHECK(hole_at(&layout, "{\"hole\":\"common\"}") == 8);
	CHECK(hole_at(&layout, "{\"hole\":\"data\"}") == 64 + 4);
	CHECK(hole_at(&layout, "{\"hole\":\"after\"}") == 64 + 32);
	CHECK(hole_at(&layout, "{\"hole\":\"none\"}") == 128);
	CHECK(write_value(&layout, "{\"value\":{\"tag\":[]}}", bytes));
	agent.handles.list[0].fd = CLOSED_FD;
	handles_free(&agent.handles);
	arena_free(&agent.arena);
	btf_free(btf);
}
