// SPDX-License-Identifier: GPL-2.0
/* What programs may leave behind in the kernel: pins, maps, links. */
#include "leftovers.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "bpf.h"

uint64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000ULL + now.tv_nsec;
}

void pause_ns(long nanoseconds)
{
	const struct timespec pause = { .tv_nsec = nanoseconds };

	nanosleep(&pause, NULL);
}

static struct dirent *next_pin(DIR *directory)
{
	struct dirent *entry;

	while ((entry = readdir(directory)))
		if (entry->d_name[0] != '.')
			return entry;
	return NULL;
}

void pins_remove(void)
{
	DIR *directory = opendir(PIN_DIRECTORY);
	struct dirent *entry;

	if (!directory)
		return;
	while ((entry = next_pin(directory)))
		unlinkat(dirfd(directory), entry->d_name, 0);
	closedir(directory);
}

bool pins_hold(enum object_kind kind, uint32_t id)
{
	DIR *directory = opendir(PIN_DIRECTORY);
	struct dirent *entry;
	bool found = false;
	char path[sizeof(PIN_DIRECTORY) + 256];

	while (directory && !found && (entry = next_pin(directory))) {
		union attr attr = { .obj = { .path = attr_pointer(path) } };
		int fd;

		strcpy(path, PIN_DIRECTORY "/");
		strcat(path, entry->d_name);
		fd = bpf_call(BPF_OBJ_GET, &attr);
		if (fd < 0)
			continue;
		found = object_kind(fd) == kind && object_id(fd, kind) == id;
		close(fd);
	}
	if (directory)
		closedir(directory);
	return found;
}

int next_map(uint32_t *id, struct map_info *info)
{
	while ((*id = object_next(OBJECT_MAP, *id))) {
		int fd = object_open(OBJECT_MAP, *id);

		if (fd < 0)
			continue;
		if (object_map_info(fd, OBJECT_MAP, info) && info->type == STRUCT_OPS_MAP &&
		    !strcmp(info->name, MAP_NAME))
			return fd;
		close(fd);
	}
	return -1;
}

int next_link(uint32_t *id, struct link_info *info)
{
	while ((*id = object_next(OBJECT_LINK, *id))) {
		int fd = object_open(OBJECT_LINK, *id);

		if (fd < 0)
			continue;
		memset(info, 0, sizeof(*info));
		if (!object_info(fd, info, sizeof(*info)) && info->type == STRUCT_OPS_LINK)
			return fd;
		close(fd);
	}
	return -1;
}

uint32_t map_kernel_refs(int fd, const struct map_info *info, uint32_t *state)
{
	uint32_t key = 0, refs = 0, *value = calloc(1, info->value_size);
	union attr attr = {
		.elem = { .map_fd = fd, .key = attr_pointer(&key), .value = attr_pointer(value) }
	};

	*state = 0;
	if (value && !bpf_call(BPF_MAP_LOOKUP_ELEM, &attr)) {
		refs = value[0];
		*state = value[1];
	}
	free(value);
	return refs;
}

uint32_t links_of(uint32_t map)
{
	struct link_info info;
	uint32_t id = 0, found = 0;
	int fd;

	while ((fd = next_link(&id, &info)) >= 0) {
		close(fd);
		found += info.map_id == map;
	}
	return found;
}

/* More maps than a program of the suite's can have. */
#define PROG_MAPS 1024

static uint32_t times_in(const struct bpf_prog_info *prog, const uint32_t maps[], uint32_t map)
{
	uint32_t shown = prog->nr_map_ids < PROG_MAPS ? prog->nr_map_ids : PROG_MAPS;
	uint32_t i, found = 0;

	for (i = 0; i < shown; i++)
		found += maps[i] == map;
	return found;
}

uint32_t binds_of(uint32_t map)
{
	static uint32_t maps[PROG_MAPS];
	uint32_t id = 0, found = 0;

	while ((id = object_next(OBJECT_PROG, id))) {
		struct bpf_prog_info info = {
			.nr_map_ids = PROG_MAPS,
			.map_ids = attr_pointer(maps),
		};
		int fd = object_open(OBJECT_PROG, id);

		if (fd < 0)
			continue;
		if (!object_info(fd, &info, sizeof(info)))
			found += times_in(&info, maps, map);
		close(fd);
	}
	return found;
}

uint32_t map_hidden_refs(const struct map_info *info, uint32_t refs, uint32_t state)
{
	uint32_t shown = links_of(info->id) + (state == BPF_STRUCT_OPS_STATE_INUSE);

	if (refs > shown)
		shown += binds_of(info->id);

	return refs > shown ? refs - shown : 0;
}
