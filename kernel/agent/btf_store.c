// SPDX-License-Identifier: GPL-2.0
/* BTF objects of the kernel, parsed once: vmlinux's has a hundred thousand types. */
#include "btf_store.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "object.h"

#define VMLINUX_BTF "/sys/kernel/btf/vmlinux"

static struct btf *vmlinux;
static bool vmlinux_read;
/* What a race uses must stay while one of its threads reads another: forgotten at the reset only. */
static struct {
	uint32_t id;
	struct btf *btf;
} *stored;
static size_t stored_count, stored_room;
static pthread_mutex_t stored_lock = PTHREAD_MUTEX_INITIALIZER;

static uint8_t *read_file(const char *path, size_t *size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	uint8_t *data = NULL;
	struct stat stat;
	ssize_t got = 1;

	*size = 0;
	if (fd < 0)
		return NULL;
	if (!fstat(fd, &stat) && stat.st_size > 0)
		data = malloc(stat.st_size);
	while (data && *size < (size_t)stat.st_size && got > 0) {
		got = read(fd, data + *size, stat.st_size - *size);
		*size += got > 0 ? got : 0;
	}
	close(fd);
	return data;
}

struct btf *btf_vmlinux(void)
{
	static const struct btf_header nothing = {
		.magic = BTF_MAGIC,
		.version = BTF_VERSION,
		.hdr_len = sizeof(nothing),
	};
	uint8_t *data;
	size_t size;

	if (vmlinux)
		return vmlinux;
	data = read_file(VMLINUX_BTF, &size);
	vmlinux = data ? btf_parse(data, size, NULL) : NULL;
	vmlinux_read = vmlinux;
	if (vmlinux)
		return vmlinux;
	data = malloc(sizeof(nothing));
	if (data)
		vmlinux = btf_parse(memcpy(data, &nothing, sizeof(nothing)), sizeof(nothing), NULL);
	if (!vmlinux) {
		fputs("agent: out of memory\n", stderr);
		exit(1);
	}
	return vmlinux;
}

bool btf_vmlinux_read(void)
{
	btf_vmlinux();
	return vmlinux_read;
}

static struct btf *btf_read(int fd)
{
	struct btf_info info;
	char name[64];
	uint8_t *data;
	uint32_t size;

	if (object_btf_info(fd, &info, name, sizeof(name)) || !info.kernel)
		return NULL;
	if (!strcmp(name, "vmlinux"))
		return btf_vmlinux();
	size = info.size;
	data = malloc(size);
	info = (struct btf_info){ .data = (uintptr_t)data, .size = size };
	if (!data || object_info(fd, &info, sizeof(info))) {
		free(data);
		return NULL;
	}
	return btf_parse(data, size, btf_vmlinux());
}

static void btf_store(uint32_t id, struct btf *btf)
{
	if (stored_count == stored_room) {
		stored_room = stored_room ? stored_room * 2 : 8;
		stored = realloc(stored, stored_room * sizeof(*stored));
		if (!stored) {
			fputs("agent: out of memory\n", stderr);
			exit(1);
		}
	}
	stored[stored_count].id = id;
	stored[stored_count++].btf = btf;
}

static struct btf *btf_stored(uint32_t id)
{
	size_t i;

	for (i = 0; i < stored_count; i++)
		if (stored[i].id == id)
			return stored[i].btf;
	return NULL;
}

struct btf *btf_of_fd(int fd, uint32_t id)
{
	struct btf *btf;

	btf_vmlinux();
	pthread_mutex_lock(&stored_lock);
	btf = btf_stored(id);
	if (!btf) {
		btf = btf_read(fd);
		if (btf)
			btf_store(id, btf);
	}
	pthread_mutex_unlock(&stored_lock);
	return btf;
}

struct btf *btf_of_id(uint32_t id)
{
	struct btf *btf;
	int fd;

	pthread_mutex_lock(&stored_lock);
	btf = btf_stored(id);
	pthread_mutex_unlock(&stored_lock);
	if (btf)
		return btf;
	fd = object_open(OBJECT_BTF, id);
	if (fd < 0)
		return NULL;
	btf = btf_of_fd(fd, id);
	close(fd);
	return btf;
}

void btf_store_clear(void)
{
	while (stored_count) {
		stored_count--;
		if (stored[stored_count].btf != vmlinux)
			btf_free(stored[stored_count].btf);
	}
	free(stored);
	stored = NULL;
	stored_room = 0;
}

size_t kernel_size(uint32_t kind, const char *name, size_t fallback)
{
	uint32_t id = btf_find(btf_vmlinux(), kind, name);
	uint32_t size = id ? btf_size(btf_vmlinux(), id) : 0;

	return size ? size : fallback;
}
