// SPDX-License-Identifier: GPL-2.0
/* Finding types by the names that the control files use. */
#include <linux/string.h>

struct soc_entry {
	const char *name;
	struct soc_type *type;
};

#define SOC_ENTRY(_type) { #_type, &soc_##_type }

static const struct soc_entry soc_table[] = {
	{ "dup", &soc_plain },
	SOC_ENTRY(twin),
	SOC_ENTRY(good1),
	SOC_ENTRY(good2),
	SOC_ENTRY(good3),
	SOC_ENTRY(good4),
	SOC_ENTRY(good5),
	SOC_ENTRY(good6),
	SOC_ENTRY(name_112),
	SOC_ENTRY(name_113),
	SOC_ENTRY(no_stubs),
	SOC_ENTRY(no_struct),
	SOC_ENTRY(members_64),
	SOC_ENTRY(members_65),
	SOC_ENTRY(no_value),
	SOC_ENTRY(value_three),
	SOC_ENTRY(value_common),
	SOC_ENTRY(value_data),
	SOC_ENTRY(anonymous),
	SOC_ENTRY(bitfield),
	SOC_ENTRY(returns_int_ptr),
	SOC_ENTRY(big_return),
	SOC_ENTRY(struct_return),
	SOC_ENTRY(many_args),
	SOC_ENTRY(stub_unknown),
	SOC_ENTRY(stub_args),
	SOC_ENTRY(nullable_bad),
	SOC_ENTRY(init_fails),
	SOC_ENTRY(init_positive),
	SOC_ENTRY(init_once),
	SOC_ENTRY(owner_null),
};

static struct soc_type *soc_table_find(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(soc_table); i++)
		if (!strcmp(soc_table[i].name, name))
			return soc_table[i].type;
	return NULL;
}

/* Any type that may have values: the six and those of the table. */
static struct soc_type *soc_type_find(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(soc_six); i++)
		if (!strcmp(soc_six[i]->name, name))
			return soc_six[i];
	return strcmp(name, "dup") ? soc_table_find(name) : NULL;
}

static int soc_register_named(const char *name)
{
	struct soc_type *type = soc_table_find(name);

	return type ? soc_register(type) : -EINVAL;
}
