// SPDX-License-Identifier: GPL-2.0
#include "user_btf.h"

#include <linux/btf.h>

#include "bpf.h"

static const struct {
	struct btf_header header;
	struct btf_type type;
	uint32_t encoding;
	char strings[5];
} user_btf = {
	.header = {
		.magic = BTF_MAGIC,
		.version = BTF_VERSION,
		.hdr_len = sizeof(struct btf_header),
		.type_len = sizeof(struct btf_type) + sizeof(uint32_t),
		.str_off = sizeof(struct btf_type) + sizeof(uint32_t),
		.str_len = 5,
	},
	.type = { .name_off = 1, .info = BTF_KIND_INT << 24, .size = 4 },
	.encoding = BTF_INT_SIGNED << 24 | 32,
	.strings = "\0int",
};

void user_btf_attr(union attr *attr)
{
	attr->btf_load.btf = attr_pointer(&user_btf);
	attr->btf_load.size =
		user_btf.header.hdr_len + user_btf.header.str_off + user_btf.header.str_len;
}

int user_btf_load(void)
{
	union attr attr = { 0 };

	user_btf_attr(&attr);
	return bpf_call(BPF_BTF_LOAD, &attr);
}
