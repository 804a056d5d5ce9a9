/* SPDX-License-Identifier: GPL-2.0 */
/* The description of a struct_ops type that the generic callbacks work from. */
#ifndef SOC_H
#define SOC_H

#include <linux/bpf.h>
#include <linux/btf.h>
#include <linux/list.h>
#include <linux/module.h>

#include "compat.h"

enum soc_kind {
	SOC_DATA,	/* left to the kernel, which accepts zero bytes only */
	SOC_TAG,	/* copied to kdata; names the value in the log */
	SOC_WANT,	/* copied to kdata; one of the asked type's answers */
	SOC_OWNER,	/* set by the kernel, never shown to init_member */
	SOC_FUNC,
	SOC_REFUSED,	/* a function that check_member answers with -EACCES */
	SOC_ODD,	/* a function that call cannot call: another prototype */
};

struct soc_member {
	const char *name;
	u16 offset;
	u8 kind;
};

struct soc_type {
	const char *name;		/* as the control files and the log spell it */
	int (*add)(struct soc_type *type);
	const struct soc_member *members;
	u16 member_count;
	bool asks;			/* the value is a struct soc_asked_ops */
	bool exclusive;			/* at most one value may be registered */
	bool ownerless;			/* registers as built-in code does */
	int init_result;		/* what init() answers ... */
	bool init_heals;		/* ... the first time only */
	struct list_head values;
	struct bpf_struct_ops ops;
};

#define SOC_MEMBER(_struct, _name, _kind) \
	{ .name = #_name, .offset = offsetof(struct _struct, _name), .kind = SOC_##_kind }

#endif /* SOC_H */
