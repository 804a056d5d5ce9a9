// SPDX-License-Identifier: GPL-2.0
/* The requests of docs/protocol.md. */
#include "session.h"

#include <string.h>
#include <stdio.h>
#include <sys/utsname.h>

#include "exec.h"
#include "json.h"
#include "op.h"
#include "program.h"
#include "race.h"
#include "reset.h"
#include "watchdog.h"

#define PROTOCOL_VERSION 1

static void answer_error(struct text *answer, const char *error)
{
	text_printf(answer, "{\"error\":");
	text_quoted(answer, error);
	text_add(answer, "}", 1);
}

/*
 * The release as uname(2) gives it. Debian's up to 6.11 hide the stable update (6.1.0-57-amd64), which the text of the
 * version tells ("#1 SMP ... Debian 6.1.192-3 (...)"): then it follows in parentheses.
 */
static void text_release(struct text *answer)
{
	struct utsname system;
	const char *update;
	char release[160];
	int length = 0;

	uname(&system);
	update = strstr(system.version, "Debian ");
	if (update && strstr(system.release, ".0-")) {
		update += strlen("Debian ");
		length = (int)strspn(update, "0123456789.");
	}
	if (length)
		snprintf(release, sizeof(release), "%s (%.*s)", system.release, length, update);
	else
		snprintf(release, sizeof(release), "%s", system.release);
	text_quoted(answer, release);
}

static void answer_start(const struct agent *agent, const struct json *request, struct text *answer)
{
	const struct json *version = json_member(request, "version");
	const struct op_definition *definition;

	if (!version || version->kind != JSON_NUMBER || version->number != PROTOCOL_VERSION)
		return answer_error(answer, "only version 1 of the protocol is spoken here");
	text_printf(answer,
		    "{\"version\":%d,\"implementation\":{\"name\":\"%s\",\"version\":\"%s\","
		    "\"kernel\":",
		    PROTOCOL_VERSION, AGENT_NAME, AGENT_VERSION);
	text_release(answer);
	text_printf(answer, "},\"operations\":[");
	for (definition = op_table; definition->name; definition++) {
		text_separate(answer);
		text_quoted(answer, definition->name);
	}
	text_printf(answer, "],\"races\":true");
	if (agent->lacks.length)
		text_printf(answer, ",\"lacks\":[%s]", agent->lacks.data);
	text_printf(answer, "}");
}

static void answer_unfit(long long seq, struct text *answer)
{
	text_printf(answer,
		    "{\"seq\":%lld,\"error\":\"nothing is run here: the answer to start says what is lacking\"}",
		    seq);
}

static void answer_stop(struct agent *agent, struct text *answer)
{
	struct text residue = { 0 };

	reset_agent(agent, &residue);
	text_printf(answer, "{\"stopped\":true,\"residue\":[%s]}",
		    residue.length ? residue.data : "");
	text_free(&residue);
}

/* False after the last request. */
static bool answer(struct agent *agent, const char *line, size_t length, struct text *to)
{
	const char *error, *command;
	const struct json *request = json_parse(&agent->arena, line, length, &error);
	const struct json *seq = json_member(request, "seq");
	const struct json *hurry = json_member(request, "limit");

	if (!request) {
		answer_error(to, arena_printf(&agent->arena, "not JSON: %s", error));
		return true;
	}
	command = json_string(request, "cmd");
	watchdog_hurry(hurry && hurry->kind == JSON_NUMBER ? hurry->number : 0);
	if (command && !strcmp(command, "start"))
		answer_start(agent, request, to);
	else if (agent->unfit && seq && seq->kind == JSON_NUMBER)
		answer_unfit(seq->number, to);
	else if (command && !strcmp(command, "run") && seq && seq->kind == JSON_NUMBER)
		program_run(agent, seq->number, json_member(request, "program"), to);
	else if (command && !strcmp(command, "race") && seq && seq->kind == JSON_NUMBER)
		race_run(agent, request, to);
	else if (command && !strcmp(command, "exec") && seq && seq->kind == JSON_NUMBER)
		exec_run(agent, seq->number, json_member(request, "argv"), to);
	else if (command && !strcmp(command, "stop"))
		answer_stop(agent, to);
	else
		answer_error(to, "no request: cmd is start, run, race or exec (the last three with a seq), or stop");
	return !command || strcmp(command, "stop");
}

void session_serve(struct agent *agent, struct wire *wire)
{
	struct text to = { 0 };
	bool more = true;
	size_t length;
	char *line;

	while (more && (line = wire_line(wire, &length))) {
		text_clear(&to);
		more = answer(agent, line, length, &to);
		text_add(&to, "\n", 1);
		if (!wire_send(wire->out, to.data, to.length))
			break;
		arena_reset(&agent->arena);
	}
	text_free(&to);
}
