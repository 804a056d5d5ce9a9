// SPDX-License-Identifier: GPL-2.0
#include "btf.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "blob.h"
#include "btf_store.h"
#include "check.h"

static struct btf *make_base(void)
{
	struct blob blob;
	uint32_t number, pair;

	blob_start(&blob, NULL);
	number = blob_type(&blob, "int", BTF_KIND_INT, 0, 4);
	blob_word(&blob, 32);
	pair = blob_type(&blob, "pair", BTF_KIND_STRUCT, 2, 8);
	blob_member(&blob, "first", number, 0);
	blob_member(&blob, "second", number, 32);
	blob_type(&blob, "pair_t", BTF_KIND_TYPEDEF, 0, pair);
	blob_type(&blob, "colour", BTF_KIND_ENUM, 2, 4);
	blob_word(&blob, 1);
	blob_word(&blob, 7);
	blob_word(&blob, 5);
	blob_word(&blob, 9);
	return blob_parse(&blob, NULL);
}

/* struct holed { int a; <4> struct pair *p; pair_t t[3]; int end; <4> } on top of the base. */
static struct btf *make_split(const struct btf *base)
{
	struct blob blob;
	uint32_t pointer, array;

	blob_start(&blob, base);
	pointer = blob_type(&blob, "", BTF_KIND_PTR, 0, 2);
	array = blob_type(&blob, "", BTF_KIND_ARRAY, 0, 0);
	blob_word(&blob, 3);
	blob_word(&blob, 1);
	blob_word(&blob, 3);
	blob_type(&blob, "holed", BTF_KIND_STRUCT, 4, 48);
	blob_member(&blob, "a", 1, 0);
	blob_member(&blob, "p", pointer, 64);
	blob_member(&blob, "t", array, 128);
	blob_member(&blob, "end", 1, 320);
	return blob_parse(&blob, base);
}

static void test_split(void)
{
	struct btf *base = make_base(), *split = make_split(base);
	struct btf_field field;
	uint32_t id, hole;

	CHECK(base && split && split->first_type == 5);
	CHECK(btf_find(base, BTF_KIND_STRUCT, "pair") == 2 &&
	      btf_find(base, BTF_KIND_STRUCT, "pair") == 2);
	CHECK(!btf_find(base, BTF_KIND_UNION, "pair") && !btf_find(split, BTF_KIND_STRUCT, "pair"));
	id = btf_find(split, BTF_KIND_STRUCT, "holed");
	CHECK(id == 7 && btf_field_count(split, id) == 4 && btf_size(split, id) == 48);
	CHECK(btf_field_named(split, id, "p", &field) && field.index == 1 && field.offset == 8 &&
	      field.size == 8);
	CHECK(btf_field_named(split, id, "t", &field) && field.offset == 16 && field.size == 24);
	CHECK(!btf_field_named(split, id, "first", &field) && !btf_field_at(split, id, 4, &field));
	CHECK(btf_first_hole(split, id, &hole) && hole == 4);
	CHECK(!btf_first_hole(split, 2, &hole) && btf_field_count(split, 1) == 0);
	CHECK(!strcmp(btf_text(split, btf_type(split, 2)->name_off), "pair"));
	CHECK(!btf_type(split, 0) && !btf_type(split, 8) && !btf_type(base, 5));
	CHECK(btf_size(split, 3) == 8 && btf_size(split, 99) == 0);
	btf_free(split);
	btf_free(base);
}

static void test_damaged(void)
{
	struct btf *whole = make_base();
	const struct btf_header *header = (const void *)whole->data;
	size_t size = sizeof(*header) + header->type_len + header->str_len, cut;

	for (cut = 0; cut < size; cut++) {
		uint8_t *data = malloc(cut ? cut : 1);

		memcpy(data, whole->data, cut);
		CHECK(!btf_parse(data, cut, NULL));
	}
	for (cut = 0; cut < size; cut++) {
		uint8_t *data = malloc(size);
		struct btf *btf;

		memcpy(data, whole->data, size);
		data[cut] ^= 0xff;
		btf = btf_parse(data, size, NULL);
		if (btf) {
			btf_size(btf, 2);
			btf_size(btf, 3);
			btf_find(btf, BTF_KIND_STRUCT, "pair");
			btf_enumerator(btf, 4, "first");
		}
		btf_free(btf);
	}
	btf_free(whole);
}

static void test_kernel(void)
{
	struct btf_field field;
	uint32_t id = btf_find(btf_vmlinux(), BTF_KIND_STRUCT, "list_head");

	if (access("/sys/kernel/btf/vmlinux", R_OK)) {
		CHECK(id == 0 && kernel_size(BTF_KIND_UNION, "bpf_attr", 3) == 3);
		return;
	}
	CHECK(id && btf_field_named(btf_vmlinux(), id, "prev", &field) && field.offset == 8 &&
	      field.size == 8);
	CHECK(kernel_size(BTF_KIND_UNION, "bpf_attr", 0) >= 120);
	id = btf_find(btf_vmlinux(), BTF_KIND_ENUM, "bpf_attach_type");
	CHECK(id && btf_enumerator(btf_vmlinux(), id, "__MAX_BPF_ATTACH_TYPE") > 40);
	CHECK(btf_enumerator(btf_vmlinux(), id, "BPF_NOT_THERE") == -1);
}

void test_btf(void)
{
	test_split();
	test_damaged();
	test_kernel();
}
