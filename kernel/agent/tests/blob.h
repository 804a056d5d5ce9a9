/* SPDX-License-Identifier: GPL-2.0 */
#ifndef TESTS_BLOB_H
#define TESTS_BLOB_H

#include <stdint.h>

#include "btf.h"

/* BTF under construction, for tests. */
struct blob {
	uint32_t types[512];
	uint32_t words;
	char strings[1024];
	uint32_t string_size;
	/* Where the strings and ids of this one start; 0 and 1 without a base. */
	uint32_t first_string, next_id;
};

void blob_start(struct blob *blob, const struct btf *base);
/* Each returns the new type's id. `size_or_type` is that of struct btf_type. */
uint32_t blob_type(struct blob *blob, const char *name, uint32_t kind, uint32_t count,
		   uint32_t size_or_type);
void blob_word(struct blob *blob, uint32_t word);
void blob_member(struct blob *blob, const char *name, uint32_t type, uint32_t bit_offset);
struct btf *blob_parse(const struct blob *blob, const struct btf *base);

#endif
