/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_HANDLES_H
#define AGENT_HANDLES_H

#include <stdbool.h>
#include <stddef.h>

/* No descriptor of the process has this number. */
#define CLOSED_FD    0x3fffffff
/*
 * Descriptors below are taken, so that a small positive return of a system call is a callback's
 * result.
 */
#define RESERVED_FDS 64

enum object_kind { OBJECT_NONE, OBJECT_BTF, OBJECT_PROG, OBJECT_MAP, OBJECT_LINK };

/* What the value of a map looks like: the type of the map, the value's size, its BTF and its type. */
struct map_shape {
	unsigned int type, value_size, btf, value_type;
};

/*
 * What a program calls a descriptor, and what it remembers of the object after the descriptor is
 * closed.
 */
struct handle {
	const char *name;
	int fd;
	enum object_kind kind;
	unsigned int id;
	/* Of a map; none of it ever changes. */
	struct map_shape shape;
};

struct handles {
	struct handle *list;
	size_t count, room;
	/* Where names that are not found here are looked for; those handles are not changed. */
	struct handles *outer;
};

/*
 * `name` must outlive the table; NULL binds a descriptor that can only be closed by
 * handles_close().
 */
struct handle *handles_bind(struct handles *handles, const char *name, int fd,
			    enum object_kind kind, unsigned int id);
/* NULL when the name was never bound. */
struct handle *handles_find(const struct handles *handles, const char *name);
/* Whether the handle is of this table rather than of an outer one. */
bool handles_own(const struct handles *handles, const struct handle *handle);
/* Whether some open descriptor refers to the object. */
bool handles_hold(const struct handles *handles, enum object_kind kind, unsigned int id);
/* Whether the program ever bound a descriptor of that kind, or (id not 0) of that very object. */
bool handles_had(const struct handles *handles, enum object_kind kind, unsigned int id);
/* Closes those from the `kept`-th on, the newest first; names, kinds and ids stay. */
void handles_close(struct handles *handles, size_t kept);
/* Moves all handles of `from`, which is empty then, to the end. */
void handles_take(struct handles *handles, struct handles *from);
/*
 * Gives the open descriptors numbers from `first` on, so that a lower one that is closed is not
 * handed out again while somebody may still use it.
 */
void handles_lift(struct handles *handles, int first);
void handles_forget(struct handles *handles, size_t kept);
void handles_free(struct handles *handles);

#endif
