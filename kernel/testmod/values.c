// SPDX-License-Identifier: GPL-2.0
/* The values registered with each type, oldest first. */
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct soc_value {
	struct list_head node;
	void *kdata;
	struct bpf_link *link;
};

/*
 * Held over every call into a program: unreg waits for it, and as long as
 * unreg has not returned, neither bpf_struct_ops_map_delete_elem() nor
 * bpf_struct_ops_map_link_detach() nor the link's dealloc drops the map, so
 * kdata, its trampolines and the link stay. Programs may sleep under a mutex.
 */
static DEFINE_MUTEX(soc_values_lock);

static const struct soc_member *soc_member_at(const struct soc_type *type, u32 offset)
{
	u16 i;

	for (i = 0; i < type->member_count; i++)
		if (type->members[i].offset == offset)
			return &type->members[i];
	return NULL;
}

static const struct soc_member *soc_member_of(const struct soc_type *type, enum soc_kind kind)
{
	u16 i;

	for (i = 0; i < type->member_count; i++)
		if (type->members[i].kind == kind)
			return &type->members[i];
	return NULL;
}

static u32 soc_tag(const struct soc_type *type, const void *kdata)
{
	const struct soc_member *tag = soc_member_of(type, SOC_TAG);

	return tag ? *(const u32 *)(kdata + tag->offset) : 0;
}

/* Whether the kernel filled the owner as bpf_struct_ops_map_update_elem() promises. */
static bool soc_owner_is_set(const struct soc_type *type, const void *kdata)
{
	const struct soc_member *owner = soc_member_of(type, SOC_OWNER);

	return !owner || *(void * const *)(kdata + owner->offset) == BPF_MODULE_OWNER;
}

static struct soc_value *soc_value_find(struct soc_type *type, const void *kdata,
					const struct bpf_link *link)
{
	struct soc_value *value;

	/* One map may have several links: kdata alone does not name a registration. */
	list_for_each_entry(value, &type->values, node)
		if (value->kdata == kdata && value->link == link)
			return value;
	return NULL;
}

static int soc_value_add(struct soc_type *type, void *kdata, struct bpf_link *link)
{
	struct soc_value *value;

	if (type->exclusive && !list_empty(&type->values))
		return -EEXIST;
	value = kmalloc(sizeof(*value), GFP_KERNEL);
	if (!value)
		return -ENOMEM;
	value->kdata = kdata;
	value->link = link;
	list_add_tail(&value->node, &type->values);
	return 0;
}

static void soc_value_drop(struct soc_value *value)
{
	list_del(&value->node);
	kfree(value);
}

/*
 * A reference to the newest link of the type, or NULL. A link whose last
 * reference is gone may still be waiting in its dealloc for the lock; it is
 * passed over.
 */
static struct bpf_link *soc_newest_link(struct soc_type *type)
{
	struct bpf_link *found = NULL;
	struct soc_value *value;

	mutex_lock(&soc_values_lock);
	list_for_each_entry_reverse(value, &type->values, node) {
		if (!value->link)
			continue;
		found = bpf_link_inc_not_zero(value->link);
		if (!IS_ERR(found))
			break;
		found = NULL;
	}
	mutex_unlock(&soc_values_lock);
	return found;
}
