/* SPDX-License-Identifier: GPL-2.0 */
/* What a kernel before 6.9 lacks, so that the same source builds there: a module that cannot register anything. */
#ifndef SOC_COMPAT_ABSENT_H
#define SOC_COMPAT_ABSENT_H

#include <linux/bpf_verifier.h>
#include <linux/btf.h>
#include <linux/refcount.h>

/* The kernel's own is of built-in types, whose callbacks know neither owner nor program nor update. */
struct soc_absent_struct_ops {
	const struct bpf_verifier_ops *verifier_ops;
	int (*init)(struct btf *btf);
	int (*check_member)(const struct btf_type *t, const struct btf_member *member,
			    const struct bpf_prog *prog);
	int (*init_member)(const struct btf_type *t, const struct btf_member *member,
			   void *kdata, const void *udata);
	int (*reg)(void *kdata);
	void (*unreg)(void *kdata);
	int (*update)(void *kdata, void *old_kdata);
	int (*validate)(void *kdata);
	void *cfi_stubs;
	struct module *owner;
	const char *name;
};
#define bpf_struct_ops soc_absent_struct_ops

/* Private to bpf_struct_ops.c; value types that are built from it are in the module's BTF all the same. */
struct bpf_struct_ops_common_value {
	refcount_t refcnt;
	u32 state;
};

/* Not exported; nothing can ask for an access to a type that is not registered. */
#define btf_ctx_access(offset, size, access, prog, info) false

static inline int __register_bpf_struct_ops(struct bpf_struct_ops *st_ops)
{
	return -EOPNOTSUPP;
}

#define register_bpf_struct_ops(st_ops, type)				\
	({								\
		struct bpf_struct_ops_##type {				\
			struct bpf_struct_ops_common_value common;	\
			struct type data ____cacheline_aligned_in_smp;	\
		};							\
		BTF_TYPE_EMIT(struct bpf_struct_ops_##type);		\
		__register_bpf_struct_ops(st_ops);			\
	})

#endif /* SOC_COMPAT_ABSENT_H */
