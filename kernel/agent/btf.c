// SPDX-License-Identifier: GPL-2.0
/*
 * Reading BTF: where the types start, and finding one by name. Documentation/bpf/btf.rst describes
 * the format.
 */
#include "btf.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct btf_known {
	struct btf_known *next;
	uint32_t kind, id;
	char name[];
};

/* Bytes behind struct btf_type; -1 for a kind that nobody knows. */
static long btf_extra(const struct btf_type *type)
{
	uint32_t count = BTF_INFO_VLEN(type->info);

	switch (BTF_INFO_KIND(type->info)) {
	case BTF_KIND_INT:
	case BTF_KIND_VAR:
	case BTF_KIND_DECL_TAG:
		return sizeof(uint32_t);
	case BTF_KIND_ARRAY:
		return sizeof(struct btf_array);
	case BTF_KIND_STRUCT:
	case BTF_KIND_UNION:
		return count * sizeof(struct btf_member);
	case BTF_KIND_ENUM:
		return count * sizeof(struct btf_enum);
	case BTF_KIND_FUNC_PROTO:
		return count * sizeof(struct btf_param);
	case BTF_KIND_DATASEC:
		return count * sizeof(struct btf_var_secinfo);
	case BTF_KIND_ENUM64:
		return count * sizeof(struct btf_enum64);
	case BTF_KIND_PTR:
	case BTF_KIND_FWD:
	case BTF_KIND_TYPEDEF:
	case BTF_KIND_VOLATILE:
	case BTF_KIND_CONST:
	case BTF_KIND_RESTRICT:
	case BTF_KIND_FUNC:
	case BTF_KIND_FLOAT:
	case BTF_KIND_TYPE_TAG:
		return 0;
	default:
		return -1;
	}
}

static bool btf_index(struct btf *btf, const uint8_t *at, const uint8_t *end)
{
	uint32_t room = 0;

	while (at < end) {
		const struct btf_type *type = (const void *)at;
		long extra;

		if ((size_t)(end - at) < sizeof(*type))
			return false;
		extra = btf_extra(type);
		if (extra < 0 || (size_t)(end - at) < sizeof(*type) + extra)
			return false;
		if (btf->type_count == room) {
			void *grown;

			room = room ? room * 2 : 256;
			grown = realloc(btf->types, room * sizeof(*btf->types));
			if (!grown)
				return false;
			btf->types = grown;
		}
		btf->types[btf->type_count++] = type;
		at += sizeof(*type) + extra;
	}
	return true;
}

struct btf *btf_parse(uint8_t *data, size_t size, const struct btf *base)
{
	const struct btf_header *header = (const void *)data;
	struct btf *btf = calloc(1, sizeof(*btf));

	if (!btf) {
		free(data);
		return NULL;
	}
	btf->data = data;
	btf->base = base;
	btf->first_type = base ? base->first_type + base->type_count : 1;
	btf->first_string = base ? base->first_string + base->strings_size : 0;
	if (size < sizeof(*header) || header->magic != BTF_MAGIC || header->hdr_len > size ||
	    (uint64_t)header->hdr_len + header->type_off + header->type_len > size ||
	    (uint64_t)header->hdr_len + header->str_off + header->str_len > size ||
	    header->type_off % 4)
		goto refuse;
	btf->strings = (const char *)data + header->hdr_len + header->str_off;
	btf->strings_size = header->str_len;
	if (btf->strings_size && btf->strings[btf->strings_size - 1])
		goto refuse;
	data += header->hdr_len + header->type_off;
	if (!btf_index(btf, data, data + header->type_len))
		goto refuse;
	return btf;
refuse:
	btf_free(btf);
	return NULL;
}

void btf_free(struct btf *btf)
{
	if (!btf)
		return;
	while (btf->known) {
		struct btf_known *next = btf->known->next;

		free(btf->known);
		btf->known = next;
	}
	free(btf->types);
	free(btf->data);
	free(btf);
}

const struct btf_type *btf_type(const struct btf *btf, uint32_t id)
{
	while (btf->base && id < btf->first_type)
		btf = btf->base;
	if (id < btf->first_type || id - btf->first_type >= btf->type_count)
		return NULL;
	return btf->types[id - btf->first_type];
}

const char *btf_text(const struct btf *btf, uint32_t offset)
{
	while (btf->base && offset < btf->first_string)
		btf = btf->base;
	return offset - btf->first_string < btf->strings_size
		       ? btf->strings + (offset - btf->first_string)
		       : "";
}

static uint32_t btf_search(const struct btf *btf, uint32_t kind, const char *name)
{
	uint32_t i;

	for (i = 0; i < btf->type_count; i++)
		if (BTF_INFO_KIND(btf->types[i]->info) == kind &&
		    !strcmp(btf_text(btf, btf->types[i]->name_off), name))
			return btf->first_type + i;
	return 0;
}

/* Threads of a race look for names too. */
static pthread_mutex_t known_lock = PTHREAD_MUTEX_INITIALIZER;

static uint32_t btf_find_locked(struct btf *btf, uint32_t kind, const char *name)
{
	struct btf_known *known;

	for (known = btf->known; known; known = known->next)
		if (known->kind == kind && !strcmp(known->name, name))
			return known->id;
	known = malloc(sizeof(*known) + strlen(name) + 1);
	if (!known)
		return btf_search(btf, kind, name);
	known->kind = kind;
	known->id = btf_search(btf, kind, name);
	strcpy(known->name, name);
	known->next = btf->known;
	btf->known = known;
	return known->id;
}

uint32_t btf_find(struct btf *btf, uint32_t kind, const char *name)
{
	uint32_t id;

	pthread_mutex_lock(&known_lock);
	id = btf_find_locked(btf, kind, name);
	pthread_mutex_unlock(&known_lock);
	return id;
}
