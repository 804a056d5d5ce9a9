// SPDX-License-Identifier: GPL-2.0
/*
 * A kernel that was told not to load modules, or was built without the JIT, breaks no clause. Each
 * lack is explained by a setting or by an errno that has one meaning; what nothing explains is left
 * for the programs to show.
 */
#include "premises.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "agent.h"
#include "bpf.h"
#include "btf_store.h"
#include "kmsg.h"
#include "premises_module.h"

#define BPF_FS_MAGIC 0xcafe4a11
#define BPFFS	     "/sys/fs/bpf"
#define JIT	     "/proc/sys/net/core/bpf_jit_enable"
#define NET_SETTINGS "/proc/sys/net/core"
#define UNPRIVILEGED "/proc/sys/kernel/unprivileged_bpf_disabled"

static void lack_told(struct text *lacks, const char *premise, const char *reason, const char *cure,
		      const struct text *log)
{
	text_separate(lacks);
	text_printf(lacks, "{\"premise\":");
	text_quoted(lacks, premise);
	text_printf(lacks, ",\"reason\":");
	text_quoted(lacks, reason);
	text_printf(lacks, ",\"cure\":");
	text_quoted(lacks, cure);
	if (log && log->length)
		text_printf(lacks, ",\"log\":[%s]", log->data);
	text_add(lacks, "}", 1);
}

static void lack(struct text *lacks, const char *premise, const char *reason, const char *cure)
{
	lack_told(lacks, premise, reason, cure, NULL);
}

/* `caps=none` means what the vocabulary says only where bpf(2) is closed to the unprivileged. */
static bool close_unprivileged_bpf(void)
{
	char now = '2';
	int fd = open(UNPRIVILEGED, O_RDWR | O_CLOEXEC);
	bool closed;

	if (fd < 0)
		return true;
	closed = read(fd, &now, 1) != 1 || now != '0' || pwrite(fd, "2", 1, 0) == 1;
	close(fd);
	return closed;
}

static bool bpf_holds(struct text *lacks)
{
	union attr attr = { .id = { .id = 0 } };
	long ret;

	if (!caps_have(CAP_SYS_ADMIN)) {
		lack(lacks, "bpf", "the agent runs without CAP_SYS_ADMIN", "run it as root");
		return false;
	}
	ret = bpf_call(BPF_BTF_GET_NEXT_ID, &attr);
	if (ret == -ENOSYS)
		lack(lacks, "bpf", "the kernel has no bpf(2) (-ENOSYS)",
		     "CONFIG_BPF_SYSCALL=y, and no filter of system calls around the agent");
	else if (ret == -EPERM || ret == -EACCES)
		lack(lacks, "bpf", "bpf(2) is refused, though the agent has CAP_SYS_ADMIN",
		     "run it in the first user namespace, where neither an LSM nor seccomp(2) forbids bpf(2)");
	else if (!close_unprivileged_bpf())
		lack(lacks, "bpf", "bpf(2) is open to the unprivileged, and that cannot be changed",
		     "sysctl kernel.unprivileged_bpf_disabled=2");
	else
		return true;
	return false;
}

static bool bpffs_holds(struct text *lacks)
{
	struct statfs system;

	if (statfs(BPFFS, &system) || (unsigned long)system.f_type != BPF_FS_MAGIC)
		lack(lacks, "bpffs", "no bpffs is mounted at " BPFFS, "mount -t bpf bpf " BPFFS);
	else if (mkdir(PIN_DIRECTORY, 0700) && errno != EEXIST)
		lack(lacks, "bpffs", "no directory can be made in " BPFFS, "mount -o remount,rw " BPFFS);
	else
		return true;
	return false;
}

static bool log_holds(const struct agent *agent, struct text *lacks)
{
	if (agent->kmsg >= 0)
		return true;
	lack(lacks, "log", "the kernel log cannot be read: there is no /dev/kmsg, or it is closed",
	     "CONFIG_PRINTK=y, and the agent run as root");
	return false;
}

static bool jit_holds(struct text *lacks)
{
	char now = '1';
	int fd;

	/* Kernels without networks or settings do not tell. */
	if (access(NET_SETTINGS, F_OK))
		return true;
	fd = open(JIT, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		lack(lacks, "jit", "the kernel has no BPF JIT, and so no struct_ops", "CONFIG_BPF_JIT=y");
		return false;
	}
	if (read(fd, &now, 1) == 1 && now == '0')
		lack(lacks, "jit", "the BPF JIT is off (net.core.bpf_jit_enable is 0)",
		     "sysctl net.core.bpf_jit_enable=1");
	close(fd);
	return now != '0';
}

static bool btf_has(const char *type)
{
	char value[64];

	snprintf(value, sizeof(value), "bpf_struct_ops_%s", type);
	return btf_find(btf_vmlinux(), BTF_KIND_STRUCT, type) &&
	       btf_find(btf_vmlinux(), BTF_KIND_STRUCT, value);
}

/*
 * Without struct module bpf_struct_ops_desc_init() refuses a type with a member `owner`, and before
 * 6.9 bpf_struct_ops_init() every type.
 */
static bool btf_holds(struct text *lacks)
{
	if (!btf_vmlinux_read())
		lack(lacks, "btf", "the kernel has no BTF of its own types, or none that can be read",
		     "CONFIG_DEBUG_INFO_BTF=y");
	else if (!btf_find(btf_vmlinux(), BTF_KIND_STRUCT, "module"))
		lack(lacks, "btf",
		     "the kernel was built without modules, so tcp_congestion_ops is no struct_ops type",
		     "CONFIG_MODULES=y");
	else if (!btf_has("tcp_congestion_ops"))
		lack(lacks, "btf", "the kernel has no struct_ops type tcp_congestion_ops",
		     "CONFIG_INET=y and CONFIG_BPF_JIT=y");
	else if (!btf_has("bpf_dummy_ops"))
		lack(lacks, "btf", "the kernel has no struct_ops type bpf_dummy_ops",
		     "CONFIG_NET=y and CONFIG_BPF_JIT=y");
	else
		return true;
	return false;
}

bool premises_look(struct agent *agent, struct text *lacks)
{
	const struct obstacle *obstacle;
	struct text log = { 0 };
	bool runs;

	if (!bpf_holds(lacks) || !bpffs_holds(lacks) || !log_holds(agent, lacks) ||
	    !jit_holds(lacks) || !btf_holds(lacks))
		return false;
	obstacle = module_obstacle(agent, &log);
	if (obstacle)
		lack_told(lacks, obstacle->premise, obstacle->reason, obstacle->cure, &log);
	text_free(&log);
	/* What a kernel does not load can be left out; a module of another kernel is nobody's wish. */
	runs = !obstacle || !strcmp(obstacle->premise, "modules");
	return runs;
}
