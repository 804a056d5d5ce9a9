// SPDX-License-Identifier: GPL-2.0
#include "watchdog.h"

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/reboot.h>
#include <unistd.h>

#include "leftovers.h"
#include "sleeper.h"
#include "text.h"
#include "wire.h"

/* The agent's own thread, and behind it those of a race. */
#define SLOTS (1 + WATCHED_THREADS)
/* Nobody is kept waiting, and a guest that its host does not run is not blamed: looks are counted. */
#define LOOKS_PER_S 4
/* Whoever is awake may still be about to return. */
#define AWAKE_FACTOR 4
/* Steps that do not fit are left out; pages that nobody writes to cost nothing. */
#define STEPS_ROOM (8 << 20)

struct slot {
	/* When the operation began; 0 while none is under way. */
	volatile uint64_t since;
	volatile long long seq;
	volatile int index, task;
	/* The other process has the same strings at the same addresses. */
	const char *volatile part;
};

static struct watched {
	struct patience patience;
	volatile int hurry_s;
	struct slot slots[SLOTS];
	/* JSON, of the operations of a program before the one that is under way. */
	volatile size_t length;
	volatile bool overflown;
	char steps[STEPS_ROOM];
} *watched;

/* What was seen of a slot, look by look. */
struct watch {
	uint64_t since;
	unsigned long switches;
	int looks, asleep;
	char state;
};

struct watchdog {
	int out, kmsg;
	pid_t agent;
	struct watch watches[SLOTS];
};

static void tell_place(const struct slot *slot, struct text *answer)
{
	long thread = slot - watched->slots - 1;

	if (thread >= 0)
		text_printf(answer, "\"part\":%ld,", thread);
	else if (slot->part)
		text_printf(answer, "\"part\":\"%s\",", slot->part);
	else if (!watched->overflown)
		text_printf(answer, "\"steps\":[%.*s],", (int)watched->length, watched->steps);
	if (slot->index >= 0)
		text_printf(answer, "\"operation\":%d,", slot->index);
}

static void give_up(const struct watchdog *dog, int at)
{
	const struct slot *slot = &watched->slots[at];
	struct text answer = { 0 };

	text_printf(&answer, "{\"seq\":%lld,\"stuck\":{", slot->seq);
	tell_place(slot, &answer);
	text_printf(&answer, "\"seconds\":%d,\"stack\":[", dog->watches[at].looks / LOOKS_PER_S);
	sleeper_stack(dog->agent, slot->task, &answer);
	text_printf(&answer, "],\"log\":[");
	/* Whoever is not the only program of a machine has no business with the others. */
	if (dog->agent == 1)
		sleeper_ask_kernel(dog->watches[at].state);
	sleeper_log(dog->kmsg, &answer);
	text_printf(&answer, "]}}\n");
	wire_send(dog->out, answer.data, answer.length);
	if (dog->agent == 1) {
		sleep(1);
		reboot(RB_POWER_OFF);
	}
	kill(dog->agent, SIGKILL);
	_exit(1);
}

/* Another operation, or the same one having been awake, begins anew. */
static void look(const struct watchdog *dog, const struct slot *slot, struct watch *watch)
{
	uint64_t since = slot->since;
	unsigned long switches = 0;

	if (!since || since != watch->since) {
		*watch = (struct watch){ .since = since };
		return;
	}
	watch->looks++;
	watch->state = sleeper_state(dog->agent, slot->task, &switches);
	if (watch->state == 'D' && switches == watch->switches)
		watch->asleep++;
	else
		watch->asleep = 0;
	watch->switches = switches;
}

static bool is_stuck(const struct watch *watch)
{
	int hurry = watched->hurry_s;
	int asleep = hurry ? hurry : watched->patience.asleep_s;
	int any = hurry ? hurry * AWAKE_FACTOR : watched->patience.any_s;

	return watch->asleep >= asleep * LOOKS_PER_S || watch->looks >= any * LOOKS_PER_S;
}

/* Of several that have taken long, one that sleeps or runs in the kernel: the others wait for it. */
static int find_stuck(const struct watchdog *dog)
{
	int found = -1, i;

	for (i = 0; i < SLOTS; i++) {
		if (!is_stuck(&dog->watches[i]))
			continue;
		if (dog->watches[i].state != 'S')
			return i;
		if (found < 0)
			found = i;
	}
	return found;
}

static void watch(struct watchdog *dog)
{
	int i, stuck;

	for (;;) {
		pause_ns(1000000000 / LOOKS_PER_S);
		if (getppid() != dog->agent)
			_exit(0);
		for (i = 0; i < SLOTS; i++)
			look(dog, &watched->slots[i], &dog->watches[i]);
		stuck = find_stuck(dog);
		if (stuck >= 0)
			give_up(dog, stuck);
	}
}

void watchdog_start(int out, int kmsg, struct patience patience)
{
	struct watchdog dog = { .out = out, .kmsg = kmsg, .agent = getpid() };

	watched = mmap(NULL, sizeof(*watched), PROT_READ | PROT_WRITE,
		       MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (watched == MAP_FAILED) {
		watched = NULL;
		return;
	}
	watched->patience = patience;
	if (!fork()) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		watch(&dog);
	}
}

void watchdog_hurry(int seconds)
{
	if (watched)
		watched->hurry_s = seconds;
}

void watchdog_forget_steps(void)
{
	if (!watched)
		return;
	watched->length = 0;
	watched->overflown = false;
}

void watchdog_add_steps(const char *json, size_t length)
{
	if (!watched || watched->overflown)
		return;
	if (length > STEPS_ROOM - watched->length) {
		watched->overflown = true;
		return;
	}
	memcpy(watched->steps + watched->length, json, length);
	watched->length += length;
}

static void slot_begin(int slot, long long seq, const char *part, int index)
{
	if (!watched)
		return;
	watched->slots[slot].seq = seq;
	watched->slots[slot].part = part;
	watched->slots[slot].index = index;
	watched->slots[slot].task = gettid();
	watched->slots[slot].since = now_ns();
}

static void slot_end(int slot)
{
	if (watched)
		watched->slots[slot].since = 0;
}

void watchdog_begin(long long seq, const char *part, int index)
{
	slot_begin(0, seq, part, index);
}

void watchdog_end(void)
{
	slot_end(0);
}

void watchdog_thread_begin(int thread, long long seq, int index)
{
	slot_begin(1 + thread, seq, NULL, index);
}

void watchdog_thread_end(int thread)
{
	slot_end(1 + thread);
}
