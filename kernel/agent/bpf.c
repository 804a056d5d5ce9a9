// SPDX-License-Identifier: GPL-2.0
#include "bpf.h"

#include <errno.h>
#include <linux/capability.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static struct __user_cap_data_struct all_caps[_LINUX_CAPABILITY_U32S_3];

static long bpf_sized(int command, union attr *attr, size_t size)
{
	long ret = syscall(__NR_bpf, command, attr, size);

	return ret < 0 ? -errno : ret;
}

long bpf_call(int command, union attr *attr)
{
	return bpf_sized(command, attr, ATTR_SIZE);
}

long bpf_call_shaped(int command, union attr *attr, enum attr_shape shape, size_t union_size)
{
	switch (shape) {
	case ATTR_TAIL:
		attr->bytes[union_size - 1] = 1;
		return bpf_sized(command, attr, union_size);
	case ATTR_LONG:
		attr->bytes[union_size + 7] = 1;
		return bpf_sized(command, attr, union_size + 8);
	default:
		return bpf_call(command, attr);
	}
}

static void caps_set(const struct __user_cap_data_struct *caps)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };

	if (syscall(__NR_capset, &header, caps)) {
		perror("agent: capset");
		exit(1);
	}
}

void caps_read(void)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };

	if (syscall(__NR_capget, &header, all_caps)) {
		perror("agent: capget");
		exit(1);
	}
}

void caps_drop(void)
{
	struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3];
	size_t i;

	for (i = 0; i < _LINUX_CAPABILITY_U32S_3; i++) {
		none[i] = all_caps[i];
		none[i].effective = 0;
	}
	caps_set(none);
}

void caps_restore(void)
{
	caps_set(all_caps);
}

bool caps_have(unsigned int capability)
{
	return all_caps[CAP_TO_INDEX(capability)].effective & CAP_TO_MASK(capability);
}
