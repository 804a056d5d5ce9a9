// SPDX-License-Identifier: GPL-2.0
/* Finding types by the names that the control files use. */
#include <linux/string.h>

/* Beside these there is dup, another name for plain. */
static struct soc_type *const soc_table[] = {
	&soc_twin,
	&soc_good1,
	&soc_good2,
	&soc_good3,
	&soc_good4,
	&soc_good5,
	&soc_good6,
	&soc_name_112,
	&soc_name_113,
	&soc_no_stubs,
	&soc_no_struct,
	&soc_members_64,
	&soc_members_65,
	&soc_no_value,
	&soc_value_three,
	&soc_value_common,
	&soc_value_data,
	&soc_anonymous,
	&soc_bitfield,
	&soc_returns_int_ptr,
	&soc_big_return,
	&soc_struct_return,
	&soc_many_args,
	&soc_stub_unknown,
	&soc_stub_args,
	&soc_nullable_bad,
	&soc_init_fails,
	&soc_init_positive,
	&soc_init_once,
	&soc_owner_null,
};

/* The six, and those of the table under their own names. */
static struct soc_type *soc_type_find(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(soc_six); i++)
		if (!strcmp(soc_six[i]->name, name))
			return soc_six[i];
	for (i = 0; i < ARRAY_SIZE(soc_table); i++)
		if (!strcmp(soc_table[i]->name, name))
			return soc_table[i];
	return NULL;
}

static int soc_register_named(char *name)
{
	struct soc_type *type = strcmp(name, "dup") ? soc_type_find(name) : &soc_plain;

	return type ? soc_register(type) : -EINVAL;
}
