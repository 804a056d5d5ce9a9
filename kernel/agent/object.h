/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_OBJECT_H
#define AGENT_OBJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "handles.h"

/* The name that the suite's maps have, so that a sweep leaves those of others alone. */
#define MAP_NAME "soc_map"

struct map_info {
	uint32_t type, id, key_size, value_size, max_entries, flags;
	char name[16];
	uint32_t ifindex, vmlinux_value_type_id;
	uint64_t netns_dev, netns_ino;
	uint32_t btf_id, key_type_id, value_type_id, vmlinux_id;
};

struct link_info {
	uint32_t type, id, prog_id;
	uint32_t map_id __attribute__((aligned(8)));
};

struct btf_info {
	uint64_t data;
	uint32_t size, id;
	uint64_t name;
	uint32_t name_len, kernel;
};

/* 0, or -errno; what the kernel knows less of stays zero. */
int object_info(int fd, void *info, size_t size);

/* False when the descriptor is no map's. */
bool object_map_info(int fd, enum object_kind kind, struct map_info *info);
/* The BTF's name goes to `name`, which has room for `room` bytes. */
int object_btf_info(int fd, struct btf_info *info, char *name, size_t room);

/* What a descriptor refers to, asked of /proc. */
enum object_kind object_kind(int fd);
uint32_t object_id(int fd, enum object_kind kind);

/* A descriptor for an id, or -errno. */
int object_open(enum object_kind kind, uint32_t id);
/* The next id of that kind after `id`; 0 when there is none. */
uint32_t object_next(enum object_kind kind, uint32_t id);

#endif
