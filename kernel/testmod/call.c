// SPDX-License-Identifier: GPL-2.0
/* Calling a member of every registered value, and asking a link to detach. */
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

/* "TAG RESULT\n" with both numbers at their longest, and the terminator. */
#define SOC_RESULT_LENGTH (10 + 1 + 11 + 1 + 1)

/* Under soc_values_lock, as the values that they tell of. */
static char *soc_results;
static size_t soc_results_length;

static const struct soc_member *soc_callable(const struct soc_type *type, const char *name)
{
	u16 i;

	for (i = 0; i < type->member_count; i++)
		if (!strcmp(type->members[i].name, name) &&
		    (type->members[i].kind == SOC_FUNC || type->members[i].kind == SOC_REFUSED))
			return &type->members[i];
	return NULL;
}

static int soc_call_one(char *to, const struct soc_type *type, const void *kdata,
			const struct soc_member *member, int arg)
{
	int (*function)(int arg) = *(void * const *)(kdata + member->offset);

	if (!function)
		return sprintf(to, "%u null\n", soc_tag(type, kdata));
	return sprintf(to, "%u %d\n", soc_tag(type, kdata), function(arg));
}

static int soc_call(const struct soc_type *type, const struct soc_member *member, int arg)
{
	const struct soc_value *value;
	size_t room = 1, length = 0;
	char *results;

	mutex_lock(&soc_values_lock);
	list_for_each_entry(value, &type->values, node)
		room += SOC_RESULT_LENGTH;
	results = kvmalloc(room, GFP_KERNEL);
	if (!results) {
		mutex_unlock(&soc_values_lock);
		return -ENOMEM;
	}
	list_for_each_entry(value, &type->values, node)
		length += soc_call_one(results + length, type, value->kdata, member, arg);
	swap(soc_results, results);
	soc_results_length = length;
	mutex_unlock(&soc_values_lock);
	kvfree(results);
	return 0;
}

static int soc_call_command(char *command)
{
	const char *type_name = strsep(&command, " ");
	const char *member_name = strsep(&command, " ");
	const struct soc_member *member;
	const struct soc_type *type;
	int arg;

	if (!member_name || !command || kstrtoint(command, 0, &arg))
		return -EINVAL;
	type = soc_type_find(type_name);
	member = type ? soc_callable(type, member_name) : NULL;
	return member ? soc_call(type, member, arg) : -EINVAL;
}

/*
 * Not under soc_values_lock: bpf_struct_ops_map_link_detach() takes
 * update_mutex, under which reg, unreg and update take that lock.
 */
static int soc_detach_command(char *name)
{
	struct soc_type *type = soc_type_find(name);
	struct bpf_link *link;
	int err;

	if (!type)
		return -EINVAL;
	link = soc_newest_link(type);
	if (!link)
		return -ENOENT;
	err = link->ops->detach ? link->ops->detach(link) : -EOPNOTSUPP;
	bpf_link_put(link);
	return err;
}
