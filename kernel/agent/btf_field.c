// SPDX-License-Identifier: GPL-2.0
/* Sizes of types, and the members of structs and enums. */
#include <string.h>

#include "btf.h"

#define MAX_STEPS    32
#define POINTER_SIZE 8

const struct btf_type *btf_resolve(const struct btf *btf, uint32_t id)
{
	const struct btf_type *type = btf_type(btf, id);
	int steps;

	for (steps = 0; type && steps < MAX_STEPS; steps++) {
		switch (BTF_INFO_KIND(type->info)) {
		case BTF_KIND_TYPEDEF:
		case BTF_KIND_VOLATILE:
		case BTF_KIND_CONST:
		case BTF_KIND_RESTRICT:
		case BTF_KIND_TYPE_TAG:
			type = btf_type(btf, type->type);
			break;
		default:
			return type;
		}
	}
	return NULL;
}

uint32_t btf_size(const struct btf *btf, uint32_t id)
{
	uint32_t elements = 1;
	int steps;

	for (steps = 0; steps < MAX_STEPS; steps++) {
		const struct btf_type *type = btf_resolve(btf, id);

		if (!type)
			return 0;
		switch (BTF_INFO_KIND(type->info)) {
		case BTF_KIND_PTR:
			return elements * POINTER_SIZE;
		case BTF_KIND_ARRAY: {
			const struct btf_array *array = (const void *)(type + 1);

			elements *= array->nelems;
			id = array->type;
			break;
		}
		case BTF_KIND_INT:
		case BTF_KIND_STRUCT:
		case BTF_KIND_UNION:
		case BTF_KIND_ENUM:
		case BTF_KIND_ENUM64:
		case BTF_KIND_FLOAT:
			return elements * type->size;
		default:
			return 0;
		}
	}
	return 0;
}

static const struct btf_type *btf_struct(const struct btf *btf, uint32_t id)
{
	const struct btf_type *type = btf_type(btf, id);

	if (!type || (BTF_INFO_KIND(type->info) != BTF_KIND_STRUCT &&
		      BTF_INFO_KIND(type->info) != BTF_KIND_UNION))
		return NULL;
	return type;
}

uint32_t btf_field_count(const struct btf *btf, uint32_t id)
{
	const struct btf_type *type = btf_struct(btf, id);

	return type ? BTF_INFO_VLEN(type->info) : 0;
}

bool btf_field_at(const struct btf *btf, uint32_t id, uint32_t index, struct btf_field *field)
{
	const struct btf_type *type = btf_struct(btf, id);
	const struct btf_member *member;
	uint32_t bits;

	if (!type || index >= BTF_INFO_VLEN(type->info))
		return false;
	member = (const struct btf_member *)(type + 1) + index;
	bits = BTF_INFO_KFLAG(type->info) ? BTF_MEMBER_BIT_OFFSET(member->offset) : member->offset;
	*field = (struct btf_field){
		.name = btf_text(btf, member->name_off),
		.index = index,
		.type = member->type,
		.offset = bits / 8,
		.size = btf_size(btf, member->type),
	};
	return true;
}

bool btf_field_named(const struct btf *btf, uint32_t id, const char *name, struct btf_field *field)
{
	uint32_t i;

	for (i = 0; btf_field_at(btf, id, i, field); i++)
		if (!strcmp(field->name, name))
			return true;
	return false;
}

bool btf_last_field(const struct btf *btf, uint32_t id, struct btf_field *field)
{
	uint32_t count = btf_field_count(btf, id);

	return count && btf_field_at(btf, id, count - 1, field);
}

bool btf_first_hole(const struct btf *btf, uint32_t id, uint32_t *offset)
{
	const struct btf_type *type = btf_struct(btf, id);
	struct btf_field field;
	uint32_t end = 0, i;

	if (!type)
		return false;
	for (i = 0; btf_field_at(btf, id, i, &field) && field.offset <= end; i++)
		end = field.offset + field.size;
	*offset = end;
	return end < type->size;
}

int64_t btf_enumerator(const struct btf *btf, uint32_t id, const char *name)
{
	const struct btf_type *type = btf_type(btf, id);
	const struct btf_enum *values;
	uint32_t i;

	if (!type || BTF_INFO_KIND(type->info) != BTF_KIND_ENUM)
		return -1;
	values = (const void *)(type + 1);
	for (i = 0; i < BTF_INFO_VLEN(type->info); i++)
		if (!strcmp(btf_text(btf, values[i].name_off), name))
			return values[i].val;
	return -1;
}
