/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_BTF_H
#define AGENT_BTF_H

#include <linux/btf.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct btf_known;

/* Raw BTF, read in place. A split one continues the type ids and the strings of its base. */
struct btf {
	const struct btf *base;
	uint8_t *data;
	const char *strings;
	uint32_t strings_size, first_string;
	/* Where each type starts, from first_type on. */
	const struct btf_type **types;
	uint32_t first_type, type_count;
	/* Names that were looked up. */
	struct btf_known *known;
};

struct btf_field {
	const char *name;
	uint32_t index, type, offset, size;
};

/* Takes over `data`, also when it fails (NULL). A module's BTF says itself whether it is split. */
struct btf *btf_parse(uint8_t *data, size_t size, const struct btf *base);
void btf_free(struct btf *btf);

const struct btf_type *btf_type(const struct btf *btf, uint32_t id);
const char *btf_text(const struct btf *btf, uint32_t offset);
/* The id of the first type of that kind and name which is not the base's; 0 when there is none. */
uint32_t btf_find(struct btf *btf, uint32_t kind, const char *name);
/* Bytes of a type, through typedefs, qualifiers and arrays; 0 when it has no size. */
uint32_t btf_size(const struct btf *btf, uint32_t id);
/* The type behind typedefs and qualifiers. */
const struct btf_type *btf_resolve(const struct btf *btf, uint32_t id);

/* The members of a struct or union by position; false behind the last. */
bool btf_field_at(const struct btf *btf, uint32_t id, uint32_t index, struct btf_field *field);
bool btf_field_named(const struct btf *btf, uint32_t id, const char *name, struct btf_field *field);
bool btf_last_field(const struct btf *btf, uint32_t id, struct btf_field *field);
uint32_t btf_field_count(const struct btf *btf, uint32_t id);
/*
 * The first byte of a struct that no member covers, from the start or behind the last; false when
 * there is none.
 */
bool btf_first_hole(const struct btf *btf, uint32_t id, uint32_t *offset);
/* The value of an enumerator, or -1. */
int64_t btf_enumerator(const struct btf *btf, uint32_t id, const char *name);

#endif
