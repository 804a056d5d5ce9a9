// SPDX-License-Identifier: GPL-2.0
/*
 * Windows held open: whoever comes by a place that is held waits there, for a bounded time. Nothing
 * else changes, and no hold outlives the module.
 */
#include <linux/jiffies.h>
#include <linux/minmax.h>
#include <linux/wait.h>

#define SOC_HOLD_MAX_MS 200U

enum soc_place {
	SOC_AT_REG,
	SOC_AT_UNREG,
	SOC_AT_UPDATE,
	SOC_AT_VALIDATE,
	SOC_AT_INIT_MEMBER,
	SOC_AT_INIT,
	SOC_AT_EXIT,
};

static const char *const soc_places[] = {
	[SOC_AT_REG] = "reg",
	[SOC_AT_UNREG] = "unreg",
	[SOC_AT_UPDATE] = "update",
	[SOC_AT_VALIDATE] = "validate",
	[SOC_AT_INIT_MEMBER] = "init_member",
	[SOC_AT_INIT] = "init",
	[SOC_AT_EXIT] = "exit",
};

/* 0 while the place is not held. */
static unsigned int soc_holds[ARRAY_SIZE(soc_places)];
static DECLARE_WAIT_QUEUE_HEAD(soc_held);

module_param_named(hold_init, soc_holds[SOC_AT_INIT], uint, 0);
MODULE_PARM_DESC(hold_init, "how many milliseconds module init waits once it registered its types");

/* With no lock held that reg, unreg or update of another value take. */
static void soc_hold(enum soc_place place)
{
	unsigned int ms = min(READ_ONCE(soc_holds[place]), SOC_HOLD_MAX_MS);

	if (ms)
		wait_event_interruptible_timeout(soc_held, !READ_ONCE(soc_holds[place]),
						 msecs_to_jiffies(ms));
}

static void soc_hold_nothing(void)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(soc_holds); i++)
		WRITE_ONCE(soc_holds[i], 0);
	wake_up_all(&soc_held);
}

static int soc_hold_command(char *command)
{
	const char *name = strsep(&command, " ");
	unsigned int ms;
	int place;

	if (!command) {
		if (strcmp(name, "none"))
			return -EINVAL;
		soc_hold_nothing();
		return 0;
	}
	place = match_string(soc_places, ARRAY_SIZE(soc_places), name);
	if (place < 0 || kstrtouint(command, 0, &ms) || !ms || ms > SOC_HOLD_MAX_MS)
		return -EINVAL;
	WRITE_ONCE(soc_holds[place], ms);
	return 0;
}

static ssize_t soc_hold_copy(char *to, loff_t from, size_t count)
{
	char text[ARRAY_SIZE(soc_places) * 24];
	size_t length = 0, i;

	for (i = 0; i < ARRAY_SIZE(soc_places); i++)
		if (READ_ONCE(soc_holds[i]))
			length += scnprintf(text + length, sizeof(text) - length, "%s %u\n",
					    soc_places[i], READ_ONCE(soc_holds[i]));
	return memory_read_from_buffer(to, count, &from, text, length);
}
