// SPDX-License-Identifier: GPL-2.0
/* Types of the registration table whose defect is a member's prototype or stub. */

/* Accepted until bpf_struct_ops_desc_init() began to look at what a member returns. */
#define SOC_ODD_RETURN(_type, _return)							\
struct soc_##_type##_ops {								\
	_return (*run)(int arg);							\
	u32 tag;									\
	u32 spare;									\
};											\
static _return soc_##_type##_stub(int arg)						\
{											\
	return 0;									\
}											\
SOC_CALLBACKS(_type)									\
SOC_UPDATE(_type)									\
SOC_ADD(soc_##_type##_ops)								\
static struct soc_##_type##_ops soc_##_type##_stubs = { .run = soc_##_type##_stub };	\
static const struct soc_member soc_##_type##_members[] = {				\
	SOC_MEMBER(soc_##_type##_ops, run, ODD),					\
	SOC_MEMBER(soc_##_type##_ops, tag, TAG),					\
	SOC_MEMBER(soc_##_type##_ops, spare, DATA),					\
};											\
static struct soc_type soc_##_type = {							\
	SOC_TYPE(_type, soc_##_type##_ops, soc_##_type##_members),			\
	.ops = { SOC_OPS(_type, "soc_" #_type "_ops", &soc_##_type##_stubs),		\
		 .update = soc_##_type##_update },					\
}

SOC_ODD_RETURN(returns_int_ptr, int *);
SOC_ODD_RETURN(big_return, __int128);

/* btf_distill_func_proto() refuses every struct, however large. */
struct soc_pair {
	u64 first;
	u64 second;
};

struct soc_struct_return_ops {
	struct soc_pair (*run)(int arg);
};

static struct soc_pair soc_struct_return_stub(int arg)
{
	return (struct soc_pair){};
}

SOC_ADD(soc_struct_return_ops)
static struct soc_struct_return_ops soc_struct_return_stubs = { .run = soc_struct_return_stub };
SOC_DEFECT(struct_return, soc_struct_return_ops_add, "soc_struct_return_ops",
	   &soc_struct_return_stubs);

/* One more than MAX_BPF_FUNC_ARGS. */
#define SOC_13_ARGS int a, int b, int c, int d, int e, int f, int g, \
		    int h, int i, int j, int k, int l, int m

struct soc_many_args_ops {
	int (*run)(SOC_13_ARGS);
};

static int soc_many_args_stub(SOC_13_ARGS)
{
	return 0;
}

SOC_ADD(soc_many_args_ops)
static struct soc_many_args_ops soc_many_args_stubs = { .run = soc_many_args_stub };
SOC_DEFECT(many_args, soc_many_args_ops_add, "soc_many_args_ops", &soc_many_args_stubs);

/* An address in no symbol, of the kernel or of a module; never called. */
SOC_ORDINARY(soc_stub_unknown_ops, (void *)1);
SOC_ADD(soc_stub_unknown_ops)
SOC_DEFECT(stub_unknown, soc_stub_unknown_ops_add, "soc_stub_unknown_ops",
	   &soc_stub_unknown_ops_stubs);

static int soc_stub_args_stub(int arg, int more)
{
	return 0;
}

SOC_ORDINARY(soc_stub_args_ops, (void *)soc_stub_args_stub);
SOC_ADD(soc_stub_args_ops)
SOC_DEFECT(stub_args, soc_stub_args_ops_add, "soc_stub_args_ops", &soc_stub_args_ops_stubs);

/* The suffix counts in the stub's prototype and is meant for pointers to structs. */
static int soc_nullable_bad_stub(int arg__nullable)
{
	return 0;
}

SOC_ORDINARY(soc_nullable_bad_ops, soc_nullable_bad_stub);
SOC_ADD(soc_nullable_bad_ops)
SOC_DEFECT(nullable_bad, soc_nullable_bad_ops_add, "soc_nullable_bad_ops",
	   &soc_nullable_bad_ops_stubs);
