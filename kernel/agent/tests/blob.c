// SPDX-License-Identifier: GPL-2.0
#include "blob.h"

#include <stdlib.h>
#include <string.h>

void blob_start(struct blob *blob, const struct btf *base)
{
	*blob = (struct blob){
		.first_string = base ? base->first_string + base->strings_size : 0,
		.next_id = base ? base->first_type + base->type_count : 1,
	};
	/* The empty name is the base's. */
	blob->string_size = base ? 0 : 1;
}

static uint32_t blob_string(struct blob *blob, const char *string)
{
	uint32_t at = blob->string_size;

	if (!*string)
		return 0;
	strcpy(blob->strings + at, string);
	blob->string_size += strlen(string) + 1;
	return blob->first_string + at;
}

void blob_word(struct blob *blob, uint32_t word)
{
	blob->types[blob->words++] = word;
}

uint32_t blob_type(struct blob *blob, const char *name, uint32_t kind, uint32_t count,
		   uint32_t size_or_type)
{
	blob_word(blob, blob_string(blob, name));
	blob_word(blob, kind << 24 | count);
	blob_word(blob, size_or_type);
	return blob->next_id++;
}

void blob_member(struct blob *blob, const char *name, uint32_t type, uint32_t bit_offset)
{
	blob_word(blob, blob_string(blob, name));
	blob_word(blob, type);
	blob_word(blob, bit_offset);
}

struct btf *blob_parse(const struct blob *blob, const struct btf *base)
{
	struct btf_header header = {
		.magic = BTF_MAGIC,
		.version = BTF_VERSION,
		.hdr_len = sizeof(header),
		.type_len = blob->words * 4,
		.str_off = blob->words * 4,
		.str_len = blob->string_size,
	};
	size_t size = sizeof(header) + blob->words * 4 + blob->string_size;
	uint8_t *data = malloc(size);

	memcpy(data, &header, sizeof(header));
	memcpy(data + sizeof(header), blob->types, blob->words * 4);
	memcpy(data + sizeof(header) + blob->words * 4, blob->strings, blob->string_size);
	return btf_parse(data, size, base);
}
