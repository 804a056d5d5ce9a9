// SPDX-License-Identifier: GPL-2.0
/* What every type's callbacks do: log, then answer as the type's description says. */
#include <linux/bpf_verifier.h>

static bool soc_is_valid_access(int offset, int size, enum bpf_access_type access,
				const struct bpf_prog *prog, struct bpf_insn_access_aux *info)
{
	return btf_ctx_access(offset, size, access, prog, info);
}

static const struct bpf_verifier_ops soc_verifier_ops = {
	.is_valid_access = soc_is_valid_access,
};

static const char *soc_member_name(const struct soc_member *member)
{
	return member ? member->name : "?";
}

static int soc_check_member(const struct soc_type *type, const struct btf_type *t,
			    const struct btf_member *m)
{
	const struct soc_member *member = soc_member_at(type, __btf_member_bit_offset(t, m) / 8);

	soc_log("check_member %s %s\n", type->name, soc_member_name(member));
	return member && member->kind == SOC_REFUSED ? -EACCES : 0;
}

static int soc_init_member(const struct soc_type *type, const struct btf_type *t,
			   const struct btf_member *m, void *kdata, const void *udata)
{
	u32 offset = __btf_member_bit_offset(t, m) / 8;
	const struct soc_member *member = soc_member_at(type, offset);
	s32 data;

	soc_log("init_member %s %s\n", type->name, soc_member_name(member));
	soc_hold(SOC_AT_INIT_MEMBER);
	if (!member || (member->kind != SOC_TAG && member->kind != SOC_WANT))
		return 0;
	data = *(const s32 *)(udata + offset);
	*(s32 *)(kdata + offset) = data;
	if (type->asks && offset == offsetof(struct soc_asked_ops, want_init) && data)
		return data;
	return 1;
}

static int soc_validate(const struct soc_type *type, const void *kdata)
{
	const struct soc_asked_ops *asked = kdata;

	soc_log("validate %s %u\n", type->name, soc_tag(type, kdata));
	soc_hold(SOC_AT_VALIDATE);
	return type->asks ? asked->want_validate : 0;
}

static int soc_reg(struct soc_type *type, void *kdata, struct bpf_link *link)
{
	const struct soc_asked_ops *asked = kdata;
	int err;

	/* Log and list change together, so that their orders agree. */
	mutex_lock(&soc_values_lock);
	soc_log("reg %s %u\n", type->name, soc_tag(type, kdata));
	err = type->asks ? asked->want_reg : 0;
	if (!err && !soc_owner_is_set(type, kdata))
		err = -ENXIO;
	if (!err)
		err = soc_value_add(type, kdata, link);
	mutex_unlock(&soc_values_lock);
	/* The subsystem has the value, and the map does not say so yet. */
	soc_hold(SOC_AT_REG);
	return err;
}

static void soc_unreg(struct soc_type *type, void *kdata, struct bpf_link *link)
{
	struct soc_value *value;

	/* The map says that the value is going, and the subsystem still has it. */
	soc_hold(SOC_AT_UNREG);
	mutex_lock(&soc_values_lock);
	soc_log("unreg %s %u\n", type->name, soc_tag(type, kdata));
	/* An unreg without a reg is for the reader of the log to notice. */
	value = soc_value_find(type, kdata, link);
	if (value)
		soc_value_drop(value);
	mutex_unlock(&soc_values_lock);
}

static int soc_update(struct soc_type *type, void *kdata, void *old_kdata, struct bpf_link *link)
{
	const struct soc_asked_ops *asked = kdata;
	struct soc_value *value;
	int err;

	mutex_lock(&soc_values_lock);
	soc_log("update %s %u %u\n", type->name, soc_tag(type, kdata), soc_tag(type, old_kdata));
	err = type->asks ? asked->want_update : 0;
	if (err)
		goto unlock;
	value = soc_value_find(type, old_kdata, link);
	if (value)
		value->kdata = kdata;
	else
		err = -ENOENT;
unlock:
	mutex_unlock(&soc_values_lock);
	soc_hold(SOC_AT_UPDATE);
	return err;
}
