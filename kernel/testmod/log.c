// SPDX-License-Identifier: GPL-2.0
/* The callback log: lines in the order in which the callbacks took the lock. */
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#define SOC_LOG_SIZE SZ_64K
#define SOC_LOG_OVERFLOW "overflow\n"

static DEFINE_SPINLOCK(soc_log_lock);
static char *soc_log_text;
static size_t soc_log_length;
static bool soc_log_full;
/* What the log said when it was marked. */
static char *soc_log_marked;
static size_t soc_log_marked_length;

static int soc_log_open(void)
{
	/* Not in .bss: kmalloc() needs no zeroing and no mapping of its own at every load. */
	soc_log_text = kmalloc(SOC_LOG_SIZE, GFP_KERNEL);
	return soc_log_text ? 0 : -ENOMEM;
}

static void soc_log_close(void)
{
	kfree(soc_log_marked);
	kfree(soc_log_text);
}

static __printf(1, 2) void soc_log(const char *format, ...)
{
	/* Room for the last line is kept back, so that a truncated log always says so. */
	const size_t usable = SOC_LOG_SIZE - strlen(SOC_LOG_OVERFLOW);
	va_list args;
	size_t room;
	int length;

	va_start(args, format);
	spin_lock(&soc_log_lock);
	if (soc_log_full)
		goto unlock;
	room = usable - soc_log_length;
	length = vsnprintf(soc_log_text + soc_log_length, room, format, args);
	if (length < room) {
		soc_log_length += length;
		goto unlock;
	}
	soc_log_full = true;
	memcpy(soc_log_text + soc_log_length, SOC_LOG_OVERFLOW, strlen(SOC_LOG_OVERFLOW));
	soc_log_length += strlen(SOC_LOG_OVERFLOW);
unlock:
	spin_unlock(&soc_log_lock);
	va_end(args);
}

static void soc_log_clear(void)
{
	spin_lock(&soc_log_lock);
	soc_log_length = 0;
	soc_log_full = false;
	spin_unlock(&soc_log_lock);
}

/* Whoever has read so many bytes forgets them, and nothing that was logged meanwhile. */
static void soc_log_drop(size_t seen)
{
	spin_lock(&soc_log_lock);
	seen = min(seen, soc_log_length);
	soc_log_length -= seen;
	memmove(soc_log_text, soc_log_text + seen, soc_log_length);
	soc_log_full = soc_log_full && soc_log_length > 0;
	spin_unlock(&soc_log_lock);
}

static int soc_log_mark(void)
{
	char *marked = kmalloc(SOC_LOG_SIZE, GFP_KERNEL);

	if (!marked)
		return -ENOMEM;
	spin_lock(&soc_log_lock);
	swap(soc_log_marked, marked);
	memcpy(soc_log_marked, soc_log_text, soc_log_length);
	soc_log_marked_length = soc_log_length;
	spin_unlock(&soc_log_lock);
	kfree(marked);
	return 0;
}

/* As it was when it was marked. */
static int soc_log_rewind(void)
{
	int err = -ENOENT;

	spin_lock(&soc_log_lock);
	if (soc_log_marked) {
		memcpy(soc_log_text, soc_log_marked, soc_log_marked_length);
		soc_log_length = soc_log_marked_length;
		soc_log_full = false;
		err = 0;
	}
	spin_unlock(&soc_log_lock);
	return err;
}

static ssize_t soc_log_copy(char *to, loff_t from, size_t count)
{
	ssize_t copied;

	spin_lock(&soc_log_lock);
	copied = memory_read_from_buffer(to, count, &from, soc_log_text, soc_log_length);
	spin_unlock(&soc_log_lock);
	return copied;
}
