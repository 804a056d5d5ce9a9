// SPDX-License-Identifier: GPL-2.0
/* Types of the registration table with a defect in the name, the struct or the value type. */

#define SOC_NAME_16 "soc_padded_name_"
#define SOC_NAME_112 SOC_NAME_16 SOC_NAME_16 SOC_NAME_16 SOC_NAME_16 \
		     SOC_NAME_16 SOC_NAME_16 SOC_NAME_16

/* The callbacks of types that no kernel should get as far as calling. */
SOC_CALLBACKS(defect)
static struct soc_type soc_defect = {
	.name = "defect",
	.values = LIST_HEAD_INIT(soc_defect.values),
};

/* Without the public macro, whose value type is always right. */
static int soc_add_bare(struct soc_type *type)
{
	return __register_bpf_struct_ops(&type->ops);
}

#define SOC_DEFECT(_type, _add, _name, _stubs, ...)					\
static struct soc_type soc_##_type = {							\
	.name = #_type,									\
	.add = (_add),									\
	.values = LIST_HEAD_INIT(soc_##_type.values),					\
	.ops = { SOC_OPS(defect, _name, _stubs) },					\
	__VA_ARGS__									\
}

SOC_DEFECT(name_112, soc_add_bare, SOC_NAME_112, &soc_plain_stubs);
SOC_DEFECT(name_113, soc_add_bare, SOC_NAME_112 "x", &soc_plain_stubs);
SOC_DEFECT(no_struct, soc_add_bare, "soc_no_struct_ops", &soc_plain_stubs);

/* A struct of its own: where stubs are not asked for, it must not stand in for another type's. */
struct soc_no_stubs_ops {
	int (*run)(int arg);
	u32 tag;
	u32 spare;
};
SOC_ADD(soc_no_stubs_ops)
SOC_DEFECT(no_stubs, soc_no_stubs_ops_add, "soc_no_stubs_ops", NULL);

struct soc_members_65_ops {
	int (*run)(int arg);
	u32 tag;
	u32 spare;
	SOC_SIXTY_ONE(SOC_SPARE_FIELD)
	u32 last;
};
SOC_ADD(soc_members_65_ops)
static struct soc_members_65_ops soc_members_65_stubs = { .run = soc_stub };
SOC_DEFECT(members_65, soc_members_65_ops_add, "soc_members_65_ops", &soc_members_65_stubs);

#define SOC_ORDINARY(_struct, _stub)							\
struct _struct {									\
	int (*run)(int arg);								\
	u32 tag;									\
	u32 spare;									\
};											\
static struct _struct _struct##_stubs = { .run = (_stub) }

/* Value types written out; one reaches the BTF only if the code mentions it. */
#define SOC_EMIT_AND_ADD(_struct)							\
static int _struct##_add(struct soc_type *type)						\
{											\
	BTF_TYPE_EMIT(struct bpf_struct_ops_##_struct);					\
	return __register_bpf_struct_ops(&type->ops);					\
}

SOC_ORDINARY(soc_no_value_ops, soc_stub);
SOC_DEFECT(no_value, soc_add_bare, "soc_no_value_ops", &soc_no_value_ops_stubs);

SOC_ORDINARY(soc_value_three_ops, soc_stub);
struct bpf_struct_ops_soc_value_three_ops {
	struct bpf_struct_ops_common_value common;
	struct soc_value_three_ops data;
	u32 third;
};
SOC_EMIT_AND_ADD(soc_value_three_ops)
SOC_DEFECT(value_three, soc_value_three_ops_add, "soc_value_three_ops",
	   &soc_value_three_ops_stubs);

SOC_ORDINARY(soc_value_common_ops, soc_stub);
struct bpf_struct_ops_soc_value_common_ops {
	u64 common;
	struct soc_value_common_ops data;
};
SOC_EMIT_AND_ADD(soc_value_common_ops)
SOC_DEFECT(value_common, soc_value_common_ops_add, "soc_value_common_ops",
	   &soc_value_common_ops_stubs);

SOC_ORDINARY(soc_value_data_ops, soc_stub);
struct bpf_struct_ops_soc_value_data_ops {
	struct bpf_struct_ops_common_value common;
	struct soc_plain_ops data;
};
SOC_EMIT_AND_ADD(soc_value_data_ops)
SOC_DEFECT(value_data, soc_value_data_ops_add, "soc_value_data_ops", &soc_value_data_ops_stubs);

struct soc_anonymous_ops {
	int (*run)(int arg);
	union {
		u32 tag;
		u32 spare;
	};
};
SOC_ADD(soc_anonymous_ops)
static struct soc_anonymous_ops soc_anonymous_stubs = { .run = soc_stub };
SOC_DEFECT(anonymous, soc_anonymous_ops_add, "soc_anonymous_ops", &soc_anonymous_stubs);

struct soc_bitfield_ops {
	int (*run)(int arg);
	u32 tag : 3;
	u32 spare : 5;
};
SOC_ADD(soc_bitfield_ops)
static struct soc_bitfield_ops soc_bitfield_stubs = { .run = soc_stub };
SOC_DEFECT(bitfield, soc_bitfield_ops_add, "soc_bitfield_ops", &soc_bitfield_stubs);

/* btf_get_module_btf(NULL) answers vmlinux's BTF, where this struct is not. */
SOC_ORDINARY(soc_owner_null_ops, soc_stub);
SOC_ADD(soc_owner_null_ops)
SOC_DEFECT(owner_null, soc_owner_null_ops_add, "soc_owner_null_ops", &soc_owner_null_ops_stubs,
	   .ownerless = true);
