// SPDX-License-Identifier: GPL-2.0
/*
 * The agent: runs programs of the suite on the kernel that it runs on. As the first process of a
 * machine it prepares the machine and talks to the host through a port; as any other it talks
 * through standard input and output.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "agent.h"
#include "init.h"
#include "kmemleak.h"
#include "reset.h"
#include "session.h"
#include "show.h"
#include "watchdog.h"

#define HOST_PATIENCE_MS  10000
/* Nothing that the kernel waits for by itself takes half as long, on a machine that is busy with ten others. */
static const struct patience patience = { .asleep_s = 5, .any_s = 20 };

static int usage(void)
{
	fputs("usage: agent --show | [--lacks] [--mount] [--modules DIRECTORY]\n", stderr);
	return 2;
}

/*
 * Out of the way of the numbers that callbacks may return; nothing that others print may get among
 * the answers.
 */
static void move_streams(struct wire *wire)
{
	wire->in = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, RESERVED_FDS);
	wire->out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, RESERVED_FDS);
	dup2(STDERR_FILENO, STDOUT_FILENO);
	close(STDIN_FILENO);
}

static bool open_wire(struct wire *wire, bool first)
{
	int port;

	if (!first) {
		move_streams(wire);
		return true;
	}
	port = init_open_port();
	if (port < 0)
		return false;
	wire->in = wire->out = fcntl(port, F_DUPFD_CLOEXEC, RESERVED_FDS);
	wire->patience_ms = HOST_PATIENCE_MS;
	close(port);
	return true;
}

static int serve(struct agent *agent, struct wire *wire)
{
	struct text residue = { 0 };
	const char *problem = agent_prepare(agent);

	if (problem) {
		dprintf(wire->out, "{\"error\":\"%s\"}\n", problem);
		fprintf(stderr, "agent: %s\n", problem);
		return 1;
	}
	if (agent->unfit) {
		session_serve(agent, wire);
		return 0;
	}
	watchdog_start(wire->out, agent->kmsg, patience);
	reset_everything(agent, &residue);
	if (residue.length)
		fprintf(stderr, "agent: left by others: %s\n", residue.data);
	text_free(&residue);
	session_serve(agent, wire);
	reset_agent(agent, &residue);
	text_free(&residue);
	return 0;
}

/* Says what the machine lacks, as `start` does, and does nothing else. */
static int show_lacks(struct agent *agent)
{
	const char *problem = agent_prepare(agent);

	if (problem)
		fprintf(stderr, "agent: %s\n", problem);
	else
		printf("[%s]\n", agent->lacks.length ? agent->lacks.data : "");
	agent_release(agent);
	return problem ? 1 : 0;
}

int main(int count, char **words)
{
	struct agent agent = { .modules = "/modules" };
	bool first = getpid() == 1, mount = first, lacks = false;
	struct wire wire = { 0 };
	int i, status = 1;

	if (count == 2 && !strcmp(words[1], "--show"))
		return show();
	for (i = 1; i < count && !first; i++) {
		if (!strcmp(words[i], "--mount"))
			mount = true;
		else if (!strcmp(words[i], "--lacks"))
			lacks = true;
		else if (!strcmp(words[i], "--modules") && i + 1 < count)
			agent.modules = words[++i];
		else
			return usage();
	}
	signal(SIGPIPE, SIG_IGN);
	if (mount)
		init_mount();
	if (lacks)
		return show_lacks(&agent);
	if (first) {
		init_adopt();
		init_load_drivers();
		kmemleak_start();
	}
	if (open_wire(&wire, first))
		status = serve(&agent, &wire);
	else
		fputs("agent: no port to talk through\n", stderr);
	agent_release(&agent);
	wire_free(&wire);
	if (first)
		init_power_off();
	return status;
}
