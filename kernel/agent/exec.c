// SPDX-License-Identifier: GPL-2.0
/* A command that the host wants to be run here, as the bpftool adapter does. */
#include "exec.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent.h"
#include "json.h"
#include "kmsg.h"
#include "leftovers.h"

#define TIME_LIMIT_NS 20000000000ULL
#define OUTPUT_LIMIT  (1024 * 1024)
#define MAX_WORDS     512
/* What a shell says of a command that it cannot start. */
#define NOT_STARTED   127

struct stream {
	int fd;
	struct text said;
};

static bool read_words(const struct json *argv, char *words[MAX_WORDS + 1])
{
	const struct json *word;
	int count = 0;

	if (!argv || argv->kind != JSON_LIST)
		return false;
	for (word = argv->first; word; word = word->next) {
		if (word->kind != JSON_STRING || count == MAX_WORDS)
			return false;
		words[count++] = (char *)word->string;
	}
	words[count] = NULL;
	return count > 0;
}

/* The agent ignores both signals, and a command that inherits that cannot wait for its children. */
static void become(char **words, int out, int err)
{
	static const char failed[] = "cannot be started: ";
	const char *reason;
	int nothing = open("/dev/null", O_RDONLY);

	signal(SIGCHLD, SIG_DFL);
	signal(SIGPIPE, SIG_DFL);
	setpgid(0, 0);
	dup2(nothing, STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	dup2(err, STDERR_FILENO);
	setenv("PATH", "/sbin:/usr/sbin:/bin:/usr/bin", 0);
	execvp(words[0], words);
	reason = strerror(errno);
	if (write(STDERR_FILENO, failed, sizeof(failed) - 1) > 0 &&
	    write(STDERR_FILENO, reason, strlen(reason)) > 0)
		_exit(NOT_STARTED);
	_exit(NOT_STARTED);
}

static pid_t start(char **words, struct stream *out, struct stream *err)
{
	int from_out[2], from_err[2];
	pid_t child;

	if (pipe2(from_out, O_CLOEXEC))
		return -1;
	if (pipe2(from_err, O_CLOEXEC)) {
		close(from_out[0]);
		close(from_out[1]);
		return -1;
	}
	child = fork();
	if (!child)
		become(words, from_out[1], from_err[1]);
	close(from_out[1]);
	close(from_err[1]);
	out->fd = from_out[0];
	err->fd = from_err[0];
	return child;
}

/* False once the stream has ended, or has said too much. */
static bool take(struct stream *stream)
{
	char bytes[16384];
	ssize_t got = read(stream->fd, bytes, sizeof(bytes)), i;

	if (got < 0 && errno == EINTR)
		return true;
	/* A NUL would end the JSON text early. */
	for (i = 0; i < got; i++)
		if (!bytes[i])
			bytes[i] = '?';
	if (got > 0)
		text_add(&stream->said, bytes, got);
	if (got > 0 && stream->said.length <= OUTPUT_LIMIT)
		return true;
	close(stream->fd);
	stream->fd = -1;
	return false;
}

/* NULL, or why the command had to be killed. */
static const char *listen_to(struct stream streams[2])
{
	uint64_t end = now_ns() + TIME_LIMIT_NS;
	int i;

	while (streams[0].fd >= 0 || streams[1].fd >= 0) {
		struct pollfd ready[2] = { { .fd = streams[0].fd, .events = POLLIN },
					   { .fd = streams[1].fd, .events = POLLIN } };
		uint64_t now = now_ns();

		if (now >= end)
			return "did not end in 20 s";
		poll(ready, 2, (end - now) / 1000000 + 1);
		for (i = 0; i < 2; i++)
			if (streams[i].fd >= 0 && ready[i].revents && !take(&streams[i]) &&
			    streams[i].said.length > OUTPUT_LIMIT)
				return "said more than 1 MiB";
	}
	return NULL;
}

static void tell(struct text *answer, int status, struct stream streams[2], struct text *log)
{
	text_printf(answer, ",\"exec\":{\"status\":");
	if (WIFEXITED(status))
		text_printf(answer, "%d,\"signal\":null", WEXITSTATUS(status));
	else
		text_printf(answer, "null,\"signal\":\"SIG%s\"", sigabbrev_np(WTERMSIG(status)));
	text_printf(answer, ",\"stdout\":");
	text_quoted(answer, streams[0].said.length ? streams[0].said.data : "");
	text_printf(answer, ",\"stderr\":");
	text_quoted(answer, streams[1].said.length ? streams[1].said.data : "");
	if (log->length)
		text_printf(answer, ",\"log\":[%s]", log->data);
	text_printf(answer, "}}");
}

void exec_run(struct agent *agent, long long seq, const struct json *argv, struct text *answer)
{
	struct stream streams[2] = { { .fd = -1 }, { .fd = -1 } };
	char *words[MAX_WORDS + 1];
	const char *error = NULL;
	struct text log = { 0 };
	void (*before)(int) = SIG_DFL;
	pid_t child = -1;
	int status = 0;

	text_printf(answer, "{\"seq\":%lld", seq);
	if (!read_words(argv, words)) {
		error = "argv is a list of 1 to 512 words";
	} else {
		/* The first process of a machine ignores it, and could not wait then. */
		before = signal(SIGCHLD, SIG_DFL);
		child = start(words, &streams[0], &streams[1]);
		error = child < 0 ? strerror(errno) : listen_to(streams);
		if (child > 0) {
			if (error)
				kill(-child, SIGKILL);
			while (waitpid(child, &status, 0) < 0 && errno == EINTR)
				;
		}
		signal(SIGCHLD, before);
	}
	if (error) {
		text_printf(answer, ",\"error\":");
		text_quoted(answer, error);
		text_printf(answer, "}");
	} else {
		kmsg_read(agent->kmsg, KMSG_WARNINGS, &log);
		tell(answer, status, streams, &log);
	}
	text_free(&streams[0].said);
	text_free(&streams[1].said);
	text_free(&log);
}
