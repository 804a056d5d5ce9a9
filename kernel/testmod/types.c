// SPDX-License-Identifier: GPL-2.0
/* The six types that module init registers. */

/*
 * One stub serves every member int (*)(int): prepare_arg_info() looks its
 * name up in kallsyms and then its prototype in the module's BTF.
 */
static int soc_stub(int arg)
{
	return 0;
}

SOC_CALLBACKS(plain)
SOC_UPDATE(plain)
SOC_ADD(soc_plain_ops)
static struct soc_plain_ops soc_plain_stubs = { .run = soc_stub, .alt = soc_stub };
static const struct soc_member soc_plain_members[] = {
	SOC_MEMBER(soc_plain_ops, run, FUNC),
	SOC_MEMBER(soc_plain_ops, alt, FUNC),
	SOC_MEMBER(soc_plain_ops, tag, TAG),
	SOC_MEMBER(soc_plain_ops, spare, DATA),
};
static struct soc_type soc_plain = {
	SOC_TYPE(plain, soc_plain_ops, soc_plain_members),
	.ops = { SOC_OPS(plain, "soc_plain_ops", &soc_plain_stubs), .update = soc_plain_update },
};

/* No update: bpf_struct_ops_map_link_update() must answer -EOPNOTSUPP. */
SOC_CALLBACKS(fixed)
SOC_ADD(soc_fixed_ops)
static struct soc_fixed_ops soc_fixed_stubs = { .run = soc_stub };
static const struct soc_member soc_fixed_members[] = {
	SOC_MEMBER(soc_fixed_ops, run, FUNC),
	SOC_MEMBER(soc_fixed_ops, tag, TAG),
	SOC_MEMBER(soc_fixed_ops, spare, DATA),
};
static struct soc_type soc_fixed = {
	SOC_TYPE(fixed, soc_fixed_ops, soc_fixed_members),
	.ops = { SOC_OPS(fixed, "soc_fixed_ops", &soc_fixed_stubs) },
};

/* unsupported has no stub, which bpf_struct_ops_supported() refuses at program load. */
SOC_CALLBACKS(asked)
SOC_UPDATE(asked)
SOC_ADD(soc_asked_ops)
static struct soc_asked_ops soc_asked_stubs = { .run = soc_stub, .refused = soc_stub };
static const struct soc_member soc_asked_members[] = {
	SOC_MEMBER(soc_asked_ops, want_init, WANT),
	SOC_MEMBER(soc_asked_ops, want_validate, WANT),
	SOC_MEMBER(soc_asked_ops, want_reg, WANT),
	SOC_MEMBER(soc_asked_ops, want_update, WANT),
	SOC_MEMBER(soc_asked_ops, tag, TAG),
	SOC_MEMBER(soc_asked_ops, spare, DATA),
	SOC_MEMBER(soc_asked_ops, run, FUNC),
	SOC_MEMBER(soc_asked_ops, unsupported, FUNC),
	SOC_MEMBER(soc_asked_ops, refused, REFUSED),
};
static struct soc_type soc_asked = {
	SOC_TYPE(asked, soc_asked_ops, soc_asked_members),
	.asks = true,
	.ops = { SOC_OPS(asked, "soc_asked_ops", &soc_asked_stubs), .update = soc_asked_update },
};

SOC_CALLBACKS(owned)
SOC_UPDATE(owned)
SOC_ADD(soc_owned_ops)
static struct soc_owned_ops soc_owned_stubs = { .run = soc_stub };
static const struct soc_member soc_owned_members[] = {
	SOC_MEMBER(soc_owned_ops, owner, OWNER),
	SOC_MEMBER(soc_owned_ops, run, FUNC),
	SOC_MEMBER(soc_owned_ops, tag, TAG),
	SOC_MEMBER(soc_owned_ops, spare, DATA),
};
static struct soc_type soc_owned = {
	SOC_TYPE(owned, soc_owned_ops, soc_owned_members),
	.exclusive = true,
	.ops = { SOC_OPS(owned, "soc_owned_ops", &soc_owned_stubs), .update = soc_owned_update },
};

SOC_CALLBACKS(holed)
SOC_UPDATE(holed)
SOC_ADD(soc_holed_ops)
static struct soc_holed_ops soc_holed_stubs = { .run = soc_stub };
static const struct soc_member soc_holed_members[] = {
	SOC_MEMBER(soc_holed_ops, tag, TAG),
	SOC_MEMBER(soc_holed_ops, run, FUNC),
	SOC_MEMBER(soc_holed_ops, spare, DATA),
};
static struct soc_type soc_holed = {
	SOC_TYPE(holed, soc_holed_ops, soc_holed_members),
	.ops = { SOC_OPS(holed, "soc_holed_ops", &soc_holed_stubs), .update = soc_holed_update },
};

SOC_CALLBACKS(skew)
SOC_UPDATE(skew)
SOC_ADD(soc_skew_ops)
static const struct soc_member soc_skew_members[] = {
	SOC_MEMBER(soc_skew_ops, run, FUNC),
	SOC_MEMBER(soc_skew_ops, tag, TAG),
	SOC_MEMBER(soc_skew_ops, spare, DATA),
#ifdef SOC_SKEWED
	SOC_MEMBER(soc_skew_ops, pad, DATA),
	SOC_MEMBER(soc_skew_ops, alt, FUNC),
#endif
};
static struct soc_skew_ops soc_skew_stubs = {
	.run = soc_stub,
#ifdef SOC_SKEWED
	.alt = soc_stub,
#endif
};
static struct soc_type soc_skew = {
	SOC_TYPE(skew, soc_skew_ops, soc_skew_members),
	.ops = { SOC_OPS(skew, "soc_skew_ops", &soc_skew_stubs), .update = soc_skew_update },
};

static struct soc_type *const soc_six[] = {
	&soc_plain, &soc_fixed, &soc_asked, &soc_owned, &soc_holed, &soc_skew,
};
