// SPDX-License-Identifier: GPL-2.0
/* Values of struct_ops maps, written and read member by member through BTF. */
#include "value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "btf_store.h"
#include "object.h"

#define UNKNOWN_SIZE  256
#define REFCNT_OFFSET 0
#define STATE_OFFSET  4
#define COMMON_SIZE   8
#define NAME_PREFIX   "soc_cc"

struct value_layout value_layout(const struct handle *map)
{
	struct value_layout layout = { .size = UNKNOWN_SIZE };
	const struct map_shape *shape = &map->shape;
	struct btf_field data;
	struct btf *btf;

	if (map->kind != OBJECT_MAP || !shape->value_size)
		return layout;
	layout.size = shape->value_size;
	if (shape->type != STRUCT_OPS_MAP)
		return layout;
	/* Before 6.9 the info does not tell, because the value type is vmlinux's. */
	btf = shape->btf ? btf_of_id(shape->btf) : btf_vmlinux();
	if (!btf || !btf_last_field(btf, shape->value_type, &data))
		return layout;
	layout.btf = btf;
	layout.ops_id = data.type;
	layout.ops_size = data.size;
	layout.data = data.offset;
	return layout;
}

/* An array of characters is a name. */
static bool is_name(const struct value_layout *layout, const struct btf_field *field)
{
	const struct btf_type *type = btf_resolve(layout->btf, field->type);

	if (!type || BTF_INFO_KIND(type->info) != BTF_KIND_ARRAY)
		return false;
	return btf_size(layout->btf, ((const struct btf_array *)(type + 1))->type) == 1;
}

/* The part of a member that one number stands for. */
static size_t word_size(const struct btf_field *field)
{
	return field->size < sizeof(uint64_t) ? field->size : sizeof(uint64_t);
}

static void write_member(struct op *op, const struct value_layout *layout, uint8_t *data,
			 const struct json *member)
{
	struct btf_field field;
	struct handle *handle;
	int64_t word = member->number;

	if (member->kind != JSON_STRING && member->kind != JSON_NUMBER)
		return op_fail(op, "the member %s is neither a number nor a handle", member->key);
	if (!btf_field_named(layout->btf, layout->ops_id, member->key, &field))
		return;
	if (member->kind == JSON_STRING) {
		handle = handles_find(op->handles, member->string);
		word = handle ? handle->fd : CLOSED_FD;
	} else if (is_name(layout, &field)) {
		if (word)
			snprintf((char *)data + field.offset, field.size, NAME_PREFIX "%lld",
				 (long long)word);
		return;
	}
	memcpy(data + field.offset, &word, word_size(&field));
}

static void write_hole(struct op *op, const struct value_layout *layout, uint8_t *bytes)
{
	static const char *const words[] = { "none", "common", "data", "after", NULL };
	uint32_t hole;

	switch (op_choice(op, "hole", words)) {
	case 1:
		if (layout->data > COMMON_SIZE)
			bytes[COMMON_SIZE] = 1;
		break;
	case 2:
		if (btf_first_hole(layout->btf, layout->ops_id, &hole))
			bytes[layout->data + hole] = 1;
		break;
	case 3:
		if (layout->data + layout->ops_size < layout->size)
			bytes[layout->data + layout->ops_size] = 1;
		break;
	}
}

void value_write(struct op *op, const struct value_layout *layout, uint8_t *bytes)
{
	const struct json *members = json_member(op->args, "value"), *member;
	uint32_t state = op_number(op, "state", 0), refcnt = op_number(op, "refcnt", 0);

	if (!layout->btf)
		return;
	memcpy(bytes + REFCNT_OFFSET, &refcnt, sizeof(refcnt));
	memcpy(bytes + STATE_OFFSET, &state, sizeof(state));
	if (members && members->kind == JSON_OBJECT)
		for (member = members->first; member; member = member->next)
			write_member(op, layout, bytes + layout->data, member);
	write_hole(op, layout, bytes);
}

static long long name_number(const char *name, size_t size)
{
	size_t prefix = strlen(NAME_PREFIX), length = strnlen(name, size);
	char digits[32] = { 0 };

	if (length <= prefix || length - prefix >= sizeof(digits) ||
	    strncmp(name, NAME_PREFIX, prefix))
		return -1;
	memcpy(digits, name + prefix, length - prefix);
	return strspn(digits, "0123456789") == length - prefix ? atoll(digits) : -1;
}

static void read_member(struct text *to, const struct value_layout *layout,
			const struct btf_field *field, const uint8_t *at)
{
	size_t size = word_size(field);
	uint64_t word = 0;

	memcpy(&word, at, size);
	if (!word)
		return;
	text_separate(to);
	text_quoted(to, field->name);
	if (is_name(layout, field))
		text_printf(to, ":%lld", name_number((const char *)at, field->size));
	else if (!strncmp(field->name, "want_", 5) && size == sizeof(int32_t))
		text_printf(to, ":%d", (int32_t)word);
	else
		text_printf(to, ":%llu", (unsigned long long)word);
}

void value_read(struct text *to, const struct value_layout *layout, const uint8_t *bytes)
{
	uint32_t state = 0, refcnt = 0, i;
	struct btf_field field;

	if (layout->btf) {
		memcpy(&refcnt, bytes + REFCNT_OFFSET, sizeof(refcnt));
		memcpy(&state, bytes + STATE_OFFSET, sizeof(state));
	}
	text_printf(to, "{\"state\":%u,\"refcnt\":%u,\"members\":{", state, refcnt);
	for (i = 0; layout->btf && btf_field_at(layout->btf, layout->ops_id, i, &field); i++)
		read_member(to, layout, &field, bytes + layout->data + field.offset);
	text_add(to, "}}", 2);
}
