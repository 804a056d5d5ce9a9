// SPDX-License-Identifier: GPL-2.0
#include "premises_module.h"

#include <errno.h>
#include <string.h>

#include "check.h"

static bool is(const struct obstacle *found, const char *premise, const char *reason)
{
	return found && !strcmp(found->premise, premise) && strstr(found->reason, reason);
}

static void test_lockdown(void)
{
	CHECK(lockdown_in_force("none [integrity] confidentiality\n"));
	CHECK(lockdown_in_force("none integrity [confidentiality]\n"));
	CHECK(!lockdown_in_force("[none] integrity confidentiality\n"));
	CHECK(!lockdown_in_force(""));
}

void test_premises(void)
{
	test_lockdown();
	CHECK(is(load_obstacle(EKEYREJECTED, false, ""), "modules", "-EKEYREJECTED"));
	CHECK(is(load_obstacle(EPERM, true, ""), "modules", "locked down"));
	CHECK(is(load_obstacle(ENOSYS, false, ""), "modules", "CONFIG_MODULES"));
	CHECK(is(load_obstacle(ENOEXEC, false, ""), "module-build", "another kernel"));
	CHECK(is(load_obstacle(EINVAL, false, "\"failed to validate module [soc_a] BTF: -22\""),
		 "module-build", "another kernel"));
	/* What no setting explains is the kernel's own doing. */
	CHECK(!load_obstacle(0, true, "\"failed to validate module [x]\""));
	CHECK(!load_obstacle(EPERM, false, ""));
	CHECK(!load_obstacle(EINVAL, true, ""));
	CHECK(!load_obstacle(ENOMEM, false, ""));
}
