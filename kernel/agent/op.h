/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_OP_H
#define AGENT_OP_H

#include "agent.h"
#include "bpf.h"
#include "json.h"

/* One operation of a program under way. */
struct op {
	/* Only read, for another thread may do the same. */
	const struct agent *agent;
	/* Where memory, descriptors and traces go: the agent's own, or those of a thread of a race. */
	struct arena *arena;
	struct handles *handles;
	struct traces *traces;
	const struct json *args;
	/* The handle to bind, or NULL. */
	const char *result;
	/* The windows of the race that are held open; or NULL. */
	const struct holds *holds;
	/* Called once, when all is prepared and the system call comes next; or NULL. */
	void (*ready)(struct op *op);
	/* When that call began and ended; 0 when there was none. */
	uint64_t start, end;
	/* What the system call returned, or -errno. */
	long ret;
	/* JSON, or nothing. */
	struct text *value;
	/* Where in it the ids of objects stand. */
	struct told_ids *ids;
	/* Why the operation could not be tried at all; NULL when it was. */
	const char *error;
};

/* An id in the text of a value: what it numbers, and its place. */
struct told_id {
	enum object_kind kind;
	uint32_t id;
	size_t at, length;
};

#define MAX_TOLD_IDS 16

/* Those beyond the last are not told apart from other numbers. */
struct told_ids {
	struct told_id list[MAX_TOLD_IDS];
	size_t count;
};

/* An operation of the agent's own thread. */
struct op agent_op(struct agent *agent);

struct op_definition {
	const char *name;
	void (*run)(struct op *op);
};

/* Ends with a NULL name. */
extern const struct op_definition op_table[];
const struct op_definition *op_find(const char *name);

void op_fail(struct op *op, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The arguments, with what stands for one that is left out. A malformed one fails the operation. */
const char *op_word(struct op *op, const char *name, const char *fallback);
long long op_number(struct op *op, const char *name, long long fallback);
bool op_flag(struct op *op, const char *name);
/* The position of the word in a list that a NULL ends; the first is the default. */
int op_choice(struct op *op, const char *name, const char *const *words);
/* The fd that the argument means. */
int op_fd(struct op *op, const char *name, const char *fallback);
/*
 * The same with what is known of it; the descriptor of a handle that is not open is CLOSED_FD, and
 * its kind none.
 */
struct handle op_target(struct op *op, const char *name, const char *fallback);
/* A path of a pin in the suite's directory, in the arena; NULL when it fails. */
const char *op_path(struct op *op, const char *name);
/* One of module_names, or -1 when it fails. */
int op_module(struct op *op, const char *name);

/*
 * Around what the operation is about, so that neither its preparation nor the telling of its value
 * counts as its time.
 */
void op_begin(struct op *op);
void op_end(struct op *op);

/* bpf(2) as the arguments `attr` and `caps` say; sets ret. */
long op_bpf(struct op *op, int command, union attr *attr);
/* Whether the argument `caps` says to do without: then call caps_drop() and caps_restore(). */
bool op_unprivileged(struct op *op);
/* ret was the descriptor of a new object, an error, or a callback's positive result. */
void op_bind(struct op *op, enum object_kind kind);
/* Adds the id of an object to the value. */
void op_tell_id(struct op *op, enum object_kind kind, uint32_t id);

#endif
