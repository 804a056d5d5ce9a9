// SPDX-License-Identifier: GPL-2.0
/* Whether the test module can be loaded, has its types, and can be removed again. */
#include "premises_module.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "agent.h"
#include "kmsg.h"
#include "object.h"

#define DISABLED "/proc/sys/kernel/modules_disabled"
#define LOCKDOWN "/sys/kernel/security/lockdown"
#define MODULES	 "/proc/modules"

#define NAME "soc_a"

static const struct obstacle no_modules = {
	"modules",
	"the kernel cannot load modules (CONFIG_MODULES is not set)",
	"CONFIG_MODULES=y",
}, no_unload = {
	"modules",
	"the kernel cannot remove modules (CONFIG_MODULE_UNLOAD is not set)",
	"CONFIG_MODULE_UNLOAD=y",
}, disabled = {
	"modules",
	"loading modules is switched off (kernel.modules_disabled is 1)",
	"boot without nomodule, and leave kernel.modules_disabled alone",
}, locked_down = {
	"modules",
	"the kernel is locked down, and takes no module without a valid signature (-EPERM)",
	"boot without lockdown=, and without secure boot",
}, enforced = {
	"modules",
	"the kernel takes no module without a valid signature (-EKEYREJECTED)",
	"boot without module.sig_enforce=1, with CONFIG_MODULE_SIG_FORCE off",
}, absent = {
	"modules",
	"there is no " NAME ".ko where the agent looks for the test module",
	"build it for this kernel: make -C kernel/testmod KDIR=DIR; and agent --modules DIR",
}, of_another = {
	"module-build",
	"the test module was built for another kernel",
	"build it against the very kernel that runs",
}, no_btf = {
	"module-btf",
	"the test module is loaded, but the kernel has no BTF object of it",
	"CONFIG_DEBUG_INFO_BTF_MODULES=y, and pahole where the module is built",
};

static bool setting(const char *path, char *text, size_t room)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got;

	if (fd < 0)
		return false;
	got = read(fd, text, room - 1);
	close(fd);
	text[got > 0 ? got : 0] = '\0';
	return got > 0;
}

bool lockdown_in_force(const char *words)
{
	const char *chosen = strchr(words, '[');

	return chosen && strncmp(chosen, "[none]", strlen("[none]"));
}

static bool locked(void)
{
	char words[128];

	return setting(LOCKDOWN, words, sizeof(words)) && lockdown_in_force(words);
}

const struct obstacle *load_obstacle(int error, bool locked, const char *log)
{
	if (error == EKEYREJECTED)
		return &enforced;
	if (error == EPERM && locked)
		return &locked_down;
	if (error == ENOSYS)
		return &no_modules;
	/* load_module() compares vermagic and the layout first; btf_module_notify() the BTF behind the module's. */
	if (error == ENOEXEC || (error && strstr(log, "failed to validate module")))
		return &of_another;
	return NULL;
}

static bool has_btf(void)
{
	struct btf_info info;
	uint32_t id = 0;
	char name[64];
	int fd;

	while ((id = object_next(OBJECT_BTF, id))) {
		fd = object_open(OBJECT_BTF, id);
		if (fd < 0)
			continue;
		if (object_btf_info(fd, &info, name, sizeof(name)))
			name[0] = '\0';
		close(fd);
		if (!strcmp(name, NAME))
			return true;
	}
	return false;
}

/* The settings that keep every module out, before one is tried. */
static const struct obstacle *settled(void)
{
	char now[4];

	if (access(MODULES, F_OK))
		return &no_modules;
	if (setting(DISABLED, now, sizeof(now)) && now[0] == '1')
		return &disabled;
	/* The name is of no module: without CONFIG_MODULE_UNLOAD there is no such call. */
	if (syscall(__NR_delete_module, NAME "_none", 0) && errno == ENOSYS)
		return &no_unload;
	return NULL;
}

static const struct obstacle *tried(struct agent *agent, int module, struct text *log)
{
	const struct obstacle *found = NULL;
	int error = syscall(__NR_finit_module, module, " only=", 0) ? errno : 0;

	kmsg_read(agent->kmsg, KMSG_WARNINGS, log);
	if (error && error != EEXIST)
		return load_obstacle(error, locked(), log->length ? log->data : "");
	if (!has_btf())
		found = &no_btf;
	syscall(__NR_delete_module, NAME, O_NONBLOCK);
	return found;
}

const struct obstacle *module_obstacle(struct agent *agent, struct text *log)
{
	const struct obstacle *found;
	char path[256];
	int module;

	snprintf(path, sizeof(path), "%s/" NAME ".ko", agent->modules);
	module = open(path, O_RDONLY | O_CLOEXEC);
	if (module < 0)
		return &absent;
	found = settled();
	if (!found)
		found = tried(agent, module, log);
	close(module);
	return found;
}
