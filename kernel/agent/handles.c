// SPDX-License-Identifier: GPL-2.0
#include "handles.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct handle *handles_bind(struct handles *handles, const char *name, int fd,
			    enum object_kind kind, unsigned int id)
{
	struct handle *handle;

	if (handles->count == handles->room) {
		handles->room = handles->room ? handles->room * 2 : 64;
		handles->list = realloc(handles->list, handles->room * sizeof(*handles->list));
		if (!handles->list) {
			fputs("agent: out of memory\n", stderr);
			exit(1);
		}
	}
	handle = &handles->list[handles->count++];
	*handle = (struct handle){ .name = name, .fd = fd, .kind = kind, .id = id };
	return handle;
}

struct handle *handles_find(const struct handles *handles, const char *name)
{
	size_t i;

	for (; handles; handles = handles->outer)
		for (i = handles->count; i--;)
			if (handles->list[i].name && !strcmp(handles->list[i].name, name))
				return &handles->list[i];
	return NULL;
}

bool handles_own(const struct handles *handles, const struct handle *handle)
{
	return handle >= handles->list && handle < handles->list + handles->count;
}

bool handles_hold(const struct handles *handles, enum object_kind kind, unsigned int id)
{
	size_t i;

	for (i = 0; i < handles->count; i++)
		if (handles->list[i].kind == kind && handles->list[i].id == id &&
		    handles->list[i].fd != CLOSED_FD)
			return true;
	return false;
}

bool handles_had(const struct handles *handles, enum object_kind kind, unsigned int id)
{
	size_t i;

	for (i = 0; i < handles->count; i++)
		if (handles->list[i].kind == kind && (!id || handles->list[i].id == id))
			return true;
	return false;
}

void handles_close(struct handles *handles, size_t kept)
{
	size_t i;

	for (i = handles->count; i-- > kept;) {
		if (handles->list[i].fd == CLOSED_FD)
			continue;
		close(handles->list[i].fd);
		handles->list[i].fd = CLOSED_FD;
	}
}

void handles_take(struct handles *handles, struct handles *from)
{
	size_t i;

	for (i = 0; i < from->count; i++) {
		const struct handle *old = &from->list[i];

		handles_bind(handles, old->name, old->fd, old->kind, old->id)->shape = old->shape;
	}
	from->count = 0;
}

void handles_lift(struct handles *handles, int first)
{
	size_t i;

	for (i = 0; i < handles->count; i++) {
		struct handle *handle = &handles->list[i];
		int fd;

		if (handle->fd == CLOSED_FD || handle->fd >= first)
			continue;
		fd = fcntl(handle->fd, F_DUPFD_CLOEXEC, first);
		if (fd < 0)
			continue;
		close(handle->fd);
		handle->fd = fd;
	}
}

void handles_forget(struct handles *handles, size_t kept)
{
	handles_close(handles, kept);
	if (handles->count > kept)
		handles->count = kept;
}

void handles_free(struct handles *handles)
{
	handles_forget(handles, 0);
	free(handles->list);
	*handles = (struct handles){ 0 };
}
