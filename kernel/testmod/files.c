// SPDX-License-Identifier: GPL-2.0
/*
 * The control files, in the module's own directory in sysfs.
 *
 * Not in debugfs: a file there either pins the module (fops->owner) or makes
 * full_proxy_release() read the fops of a module that is gone, if it was held
 * open over the unload. kernfs keeps no pointer into the module in an open
 * file: after the removal, which waits for those who are inside, operations
 * answer -ENODEV.
 */
#include <linux/kobject.h>
#include <linux/string.h>
#include <linux/sysfs.h>

/* kernfs_fop_write_iter() passes a copy of its own, at most a page long and terminated. */
static ssize_t soc_obey(int (*command)(char *text), char *text, size_t count)
{
	int err;

	if (strlen(text) != count)
		return -EINVAL;
	err = command(strim(text));
	return err ? err : count;
}

#define SOC_READ(_name)								\
static ssize_t _name##_read(struct file *file, struct kobject *kobj,		\
			    SOC_BIN_CONST struct bin_attribute *attr,		\
			    char *to, loff_t from, size_t count)

#define SOC_WRITE(_name)							\
static ssize_t _name##_write(struct file *file, struct kobject *kobj,		\
			     SOC_BIN_CONST struct bin_attribute *attr,		\
			     char *text, loff_t from, size_t count)

SOC_WRITE(register)
{
	return soc_obey(soc_register_named, text, count);
}

SOC_READ(register)
{
	char names[1024] = "dup\n";
	size_t length = strlen(names), i;

	for (i = 0; i < ARRAY_SIZE(soc_table); i++)
		length += scnprintf(names + length, sizeof(names) - length, "%s\n",
				    soc_table[i]->name);
	return memory_read_from_buffer(to, count, &from, names, length);
}

SOC_WRITE(call)
{
	return soc_obey(soc_call_command, text, count);
}

SOC_READ(call)
{
	ssize_t copied;

	mutex_lock(&soc_values_lock);
	copied = memory_read_from_buffer(to, count, &from, soc_results, soc_results_length);
	mutex_unlock(&soc_values_lock);
	return copied;
}

SOC_WRITE(detach)
{
	return soc_obey(soc_detach_command, text, count);
}

SOC_WRITE(log)
{
	return soc_obey(soc_log_command, text, count);
}

SOC_READ(log)
{
	return soc_log_copy(to, from, count);
}

SOC_WRITE(hold)
{
	return soc_obey(soc_hold_command, text, count);
}

SOC_READ(hold)
{
	return soc_hold_copy(to, from, count);
}

static struct bin_attribute soc_register_file = __BIN_ATTR(register, 0600, register_read,
							    register_write, 0);
static struct bin_attribute soc_call_file = __BIN_ATTR(call, 0600, call_read, call_write, 0);
static struct bin_attribute soc_detach_file = __BIN_ATTR(detach, 0200, NULL, detach_write, 0);
static struct bin_attribute soc_log_file = __BIN_ATTR(log, 0600, log_read, log_write, 0);
static struct bin_attribute soc_hold_file = __BIN_ATTR(hold, 0600, hold_read, hold_write, 0);

static struct bin_attribute *const soc_files[] = {
	&soc_register_file, &soc_call_file, &soc_detach_file, &soc_log_file,
	&soc_hold_file,
};

static void soc_files_remove(size_t count)
{
	while (count--)
		sysfs_remove_bin_file(&THIS_MODULE->mkobj.kobj, soc_files[count]);
}

static int soc_files_create(void)
{
	size_t i;
	int err;

	for (i = 0; i < ARRAY_SIZE(soc_files); i++) {
		err = sysfs_create_bin_file(&THIS_MODULE->mkobj.kobj, soc_files[i]);
		if (err) {
			soc_files_remove(i);
			return err;
		}
	}
	return 0;
}
