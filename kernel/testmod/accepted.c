// SPDX-License-Identifier: GPL-2.0
/* Types of the registration table whose BTF and stubs are in order. */

/* The good types differ in name only: they are there to fill and grow btf->struct_ops_tab. */
#define SOC_GOOD(_type, ...)								\
struct soc_##_type##_ops {								\
	int (*run)(int arg);								\
	u32 tag;									\
	u32 spare;									\
};											\
SOC_CALLBACKS(_type)									\
SOC_UPDATE(_type)									\
SOC_ADD(soc_##_type##_ops)								\
static struct soc_##_type##_ops soc_##_type##_stubs = { .run = soc_stub };		\
static const struct soc_member soc_##_type##_members[] = {				\
	SOC_MEMBER(soc_##_type##_ops, run, FUNC),					\
	SOC_MEMBER(soc_##_type##_ops, tag, TAG),					\
	SOC_MEMBER(soc_##_type##_ops, spare, DATA),					\
};											\
static struct soc_type soc_##_type = {							\
	SOC_TYPE(_type, soc_##_type##_ops, soc_##_type##_members),			\
	.ops = { SOC_OPS(_type, "soc_" #_type "_ops", &soc_##_type##_stubs),		\
		 .update = soc_##_type##_update },					\
	__VA_ARGS__									\
}

SOC_GOOD(good1);
SOC_GOOD(good2);
SOC_GOOD(good3);
SOC_GOOD(good4);
SOC_GOOD(good5);
SOC_GOOD(good6);

/*
 * btf_add_struct_ops() compares pointers, so plain's name is accepted again;
 * bpf_struct_ops_find_value() then stops at the first. A callback logged as
 * twin says that a kernel did not.
 */
SOC_CALLBACKS(twin)
SOC_UPDATE(twin)
static struct soc_type soc_twin = {
	SOC_TYPE(twin, soc_plain_ops, soc_plain_members),
	.ops = { SOC_OPS(twin, "soc_plain_ops", &soc_plain_stubs), .update = soc_twin_update },
};

/* BPF_STRUCT_OPS_MAX_NR_MEMBERS members; members_65 has one more. */
#define SOC_EIGHT(_do, _p) _do(_p##0) _do(_p##1) _do(_p##2) _do(_p##3) \
			   _do(_p##4) _do(_p##5) _do(_p##6) _do(_p##7)
#define SOC_SIXTY_ONE(_do) SOC_EIGHT(_do, a) SOC_EIGHT(_do, b) SOC_EIGHT(_do, c) SOC_EIGHT(_do, d) \
			   SOC_EIGHT(_do, e) SOC_EIGHT(_do, f) SOC_EIGHT(_do, g) \
			   _do(h0) _do(h1) _do(h2) _do(h3) _do(h4)
#define SOC_SPARE_FIELD(_name) u32 _name;
#define SOC_SPARE_MEMBER(_name) SOC_MEMBER(soc_members_64_ops, _name, DATA),

struct soc_members_64_ops {
	int (*run)(int arg);
	u32 tag;
	u32 spare;
	SOC_SIXTY_ONE(SOC_SPARE_FIELD)
};

SOC_CALLBACKS(members_64)
SOC_UPDATE(members_64)
SOC_ADD(soc_members_64_ops)
static struct soc_members_64_ops soc_members_64_stubs = { .run = soc_stub };
static const struct soc_member soc_members_64_members[] = {
	SOC_MEMBER(soc_members_64_ops, run, FUNC),
	SOC_MEMBER(soc_members_64_ops, tag, TAG),
	SOC_MEMBER(soc_members_64_ops, spare, DATA),
	SOC_SIXTY_ONE(SOC_SPARE_MEMBER)
};
static struct soc_type soc_members_64 = {
	SOC_TYPE(members_64, soc_members_64_ops, soc_members_64_members),
	.ops = { SOC_OPS(members_64, "soc_members_64_ops", &soc_members_64_stubs),
		 .update = soc_members_64_update },
};

/* bpf_struct_ops_desc_init() turns any non-zero answer of init() into -EINVAL ... */
SOC_GOOD(init_fails, .init_result = -ENOSPC);
SOC_GOOD(init_positive, .init_result = 1);
/* ... and must not leave the slot unusable. */
SOC_GOOD(init_once, .init_result = -ENOSPC, .init_heals = true);
