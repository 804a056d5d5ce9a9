// SPDX-License-Identifier: GPL-2.0
/* Registration of a type: its callbacks, which must know the type they serve, and init(). */

/*
 * No callback is told the struct bpf_struct_ops it belongs to, so each type
 * has its own set. init() is called synchronously from the registration and
 * finds its type in soc_registering; the lock also keeps registrations apart,
 * because nothing protects btf->struct_ops_tab in btf_add_struct_ops().
 */
static DEFINE_MUTEX(soc_register_lock);
static struct soc_type *soc_registering;

static int soc_init(struct btf *btf)
{
	struct soc_type *type = soc_registering;
	int result = type->init_result;

	soc_log("init %s\n", type->name);
	if (type->init_heals)
		type->init_result = 0;
	return result;
}

static int soc_register(struct soc_type *type)
{
	int err;

	mutex_lock(&soc_register_lock);
	soc_registering = type;
	type->ops.owner = type->ownerless ? NULL : THIS_MODULE;
	err = type->add(type);
	mutex_unlock(&soc_register_lock);
	return err;
}

#define SOC_CALLBACKS(_type)								\
static struct soc_type soc_##_type;							\
static int soc_##_type##_check_member(const struct btf_type *t,			\
				      const struct btf_member *member,			\
				      const struct bpf_prog *prog)			\
{											\
	return soc_check_member(&soc_##_type, t, member);				\
}											\
static int soc_##_type##_init_member(const struct btf_type *t,				\
				     const struct btf_member *member,			\
				     void *kdata, const void *udata)			\
{											\
	return soc_init_member(&soc_##_type, t, member, kdata, udata);			\
}											\
static int soc_##_type##_validate(void *kdata)						\
{											\
	return soc_validate(&soc_##_type, kdata);					\
}											\
static int soc_##_type##_reg(void *kdata SOC_LINK_PARAM)				\
{											\
	return soc_reg(&soc_##_type, kdata, SOC_LINK);					\
}											\
static void soc_##_type##_unreg(void *kdata SOC_LINK_PARAM)				\
{											\
	soc_unreg(&soc_##_type, kdata, SOC_LINK);					\
}

#define SOC_UPDATE(_type)								\
static int soc_##_type##_update(void *kdata, void *old_kdata SOC_LINK_PARAM)		\
{											\
	return soc_update(&soc_##_type, kdata, old_kdata, SOC_LINK);			\
}

/* Goes through the public macro, which makes the value type. */
#define SOC_ADD(_struct)								\
static int _struct##_add(struct soc_type *type)						\
{											\
	return register_bpf_struct_ops(&type->ops, _struct);				\
}

#define SOC_OPS(_type, _name, _stubs)							\
	.verifier_ops = &soc_verifier_ops,						\
	.init = soc_init,								\
	.check_member = soc_##_type##_check_member,					\
	.init_member = soc_##_type##_init_member,					\
	.validate = soc_##_type##_validate,						\
	.reg = soc_##_type##_reg,							\
	.unreg = soc_##_type##_unreg,							\
	.cfi_stubs = (_stubs),								\
	.name = (_name)

/* A type whose struct has a value type and is described member by member. */
#define SOC_TYPE(_type, _struct, _members)						\
	.name = #_type,									\
	.add = _struct##_add,								\
	.members = (_members),								\
	.member_count = ARRAY_SIZE(_members),						\
	.values = LIST_HEAD_INIT(soc_##_type.values)
