// SPDX-License-Identifier: GPL-2.0
/* Loading and unloading, and what the loader may ask for. */
#include <linux/module.h>
#include <linux/moduleparam.h>

static int init_result;
module_param(init_result, int, 0);
MODULE_PARM_DESC(init_result, "what module init returns after it registered its types");

static char *also;
module_param(also, charp, 0);
MODULE_PARM_DESC(also, "a type to register after the others");

static char *only[16];
static unsigned int only_count;
module_param_array(only, charp, &only_count, 0);
MODULE_PARM_DESC(only, "the types to register instead of the six, in this order; may be empty");

/* btf_find_by_name_kind() searches all of vmlinux for every name: fewer types load faster. */
static int soc_register_only(void)
{
	unsigned int i;
	int err;

	for (i = 0; i < only_count; i++) {
		err = *only[i] ? soc_register_named(only[i]) : 0;
		if (err)
			return err;
	}
	return 0;
}

static int soc_register_six(void)
{
	size_t i;
	int err;

	for (i = 0; i < ARRAY_SIZE(soc_six); i++) {
		err = soc_register(soc_six[i]);
		if (err)
			return err;
	}
	return 0;
}

static int soc_register_all(void)
{
	int err = only_count ? soc_register_only() : soc_register_six();

	if (err)
		return err;
	return also ? soc_register_named(also) : 0;
}

/* No value is left here, or a map would pin the module; after a forced unload they leak. */
static void soc_forget(void)
{
	kvfree(soc_results);
	soc_log_close();
}

static int __init soc_load(void)
{
	int err;

	err = soc_log_open();
	if (err)
		return err;
	err = soc_files_create();
	if (err)
		goto forget;
	err = soc_register_all();
	soc_hold(SOC_AT_INIT);
	if (!err)
		err = init_result;
	if (err >= 0)
		return err;
	soc_files_remove(ARRAY_SIZE(soc_files));
forget:
	soc_forget();
	return err;
}

static void __exit soc_unload(void)
{
	soc_hold(SOC_AT_EXIT);
	soc_files_remove(ARRAY_SIZE(soc_files));
	soc_forget();
}

module_init(soc_load);
module_exit(soc_unload);

MODULE_INFO(test, "Y");
MODULE_DESCRIPTION("struct_ops types for conformance tests of their registration");
MODULE_LICENSE("GPL");
