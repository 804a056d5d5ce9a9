// SPDX-License-Identifier: GPL-2.0
/* What can be learnt of a task that does not come back from the kernel. */
#include "sleeper.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kmsg.h"
#include "leftovers.h"
#include "text.h"

/* The answers to a request of sysrq come one by one. */
#define SYSRQ_NS 50000000

static FILE *task_file(pid_t process, pid_t task, const char *name)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/task/%d/%s", process, task, name);
	return fopen(path, "re");
}

char sleeper_state(pid_t process, pid_t task, unsigned long *switches)
{
	FILE *status = task_file(process, task, "status");
	char line[256], state = '?';

	*switches = 0;
	while (status && fgets(line, sizeof(line), status)) {
		if (!strncmp(line, "State:", 6))
			sscanf(line + 6, " %c", &state);
		else if (!strncmp(line, "voluntary_ctxt_switches:", 24))
			*switches = strtoul(line + 24, NULL, 10);
	}
	if (status)
		fclose(status);
	return state;
}

void sleeper_stack(pid_t process, pid_t task, struct text *lines)
{
	FILE *stack = task_file(process, task, "stack");
	char line[256];

	while (stack && fgets(line, sizeof(line), stack)) {
		/* Addresses are hidden: "[<0>] function+0x12/0x34". */
		const char *function = strstr(line, "] ");

		line[strcspn(line, "\n")] = '\0';
		text_separate(lines);
		text_quoted(lines, function ? function + 2 : line);
	}
	if (stack)
		fclose(stack);
}

static void sysrq(char request)
{
	int fd = open("/proc/sysrq-trigger", O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return;
	if (write(fd, &request, 1) == 1)
		pause_ns(SYSRQ_NS);
	close(fd);
}

void sleeper_ask_kernel(char state)
{
	sysrq(state == 'R' ? 'l' : 'w');
	if (!access("/proc/lockdep", R_OK))
		sysrq('d');
}

void sleeper_log(int kmsg, struct text *lines)
{
	if (kmsg >= 0)
		kmsg_read(kmsg, KMSG_ALL, lines);
}
