// SPDX-License-Identifier: GPL-2.0
/* What kernel objects tell of themselves, for the agent's own use. */
#include "object.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bpf.h"

int object_info(int fd, void *info, size_t size)
{
	union attr attr = { .info = { .fd = fd, .length = size, .info = attr_pointer(info) } };

	return bpf_call(BPF_OBJ_GET_INFO_BY_FD, &attr);
}

enum object_kind object_kind(int fd)
{
	static const struct {
		const char *link;
		enum object_kind kind;
	} kinds[] = {
		{ "anon_inode:bpf-map", OBJECT_MAP },	{ "anon_inode:bpf-prog", OBJECT_PROG },
		{ "anon_inode:btf", OBJECT_BTF },	{ "anon_inode:bpf_link", OBJECT_LINK },
		{ "anon_inode:bpf-link", OBJECT_LINK },
	};
	char path[32], link[32];
	ssize_t length;
	size_t i;

	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	length = readlink(path, link, sizeof(link) - 1);
	if (length < 0)
		return OBJECT_NONE;
	link[length] = '\0';
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (!strcmp(link, kinds[i].link))
			return kinds[i].kind;
	return OBJECT_NONE;
}

bool object_map_info(int fd, enum object_kind kind, struct map_info *info)
{
	memset(info, 0, sizeof(*info));
	return kind == OBJECT_MAP && !object_info(fd, info, sizeof(*info));
}

int object_btf_info(int fd, struct btf_info *info, char *name, size_t room)
{
	memset(name, 0, room);
	*info = (struct btf_info){ .name = attr_pointer(name), .name_len = room };
	return object_info(fd, info, sizeof(*info));
}

uint32_t object_id(int fd, enum object_kind kind)
{
	struct bpf_prog_info prog = { 0 };
	struct btf_info btf = { 0 };
	struct link_info link = { 0 };
	struct map_info map = { 0 };

	switch (kind) {
	case OBJECT_BTF:
		object_info(fd, &btf, sizeof(btf));
		return btf.id;
	case OBJECT_PROG:
		object_info(fd, &prog, sizeof(prog));
		return prog.id;
	case OBJECT_MAP:
		object_info(fd, &map, sizeof(map));
		return map.id;
	case OBJECT_LINK:
		object_info(fd, &link, sizeof(link));
		return link.id;
	default:
		return 0;
	}
}

int object_open(enum object_kind kind, uint32_t id)
{
	static const int commands[] = {
		[OBJECT_BTF] = BPF_BTF_GET_FD_BY_ID,
		[OBJECT_PROG] = BPF_PROG_GET_FD_BY_ID,
		[OBJECT_MAP] = BPF_MAP_GET_FD_BY_ID,
		[OBJECT_LINK] = BPF_LINK_GET_FD_BY_ID,
	};
	union attr attr = { .id = { .id = id } };

	return bpf_call(commands[kind], &attr);
}

uint32_t object_next(enum object_kind kind, uint32_t id)
{
	static const int commands[] = {
		[OBJECT_BTF] = BPF_BTF_GET_NEXT_ID,
		[OBJECT_PROG] = BPF_PROG_GET_NEXT_ID,
		[OBJECT_MAP] = BPF_MAP_GET_NEXT_ID,
		[OBJECT_LINK] = BPF_LINK_GET_NEXT_ID,
	};
	union attr attr = { .id = { .id = id } };

	return bpf_call(commands[kind], &attr) ? 0 : attr.id.next_id;
}
