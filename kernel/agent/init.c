// SPDX-License-Identifier: GPL-2.0
/* Being the only program of a machine. */
#include "init.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

#define DRIVERS	     "/drivers"
#define PORT_NAME    "org.struct-ops.agent"
#define PORTS	     "/sys/class/virtio-ports"
#define SERIAL_PORT  "/dev/ttyS1"
#define PORT_TRIES   50
#define PORT_WAIT_US 20000

void init_mount(void)
{
	static const struct {
		const char *type, *where;
	} mounts[] = {
		{ "proc", "/proc" },
		{ "sysfs", "/sys" },
		{ "devtmpfs", "/dev" },
		{ "bpf", "/sys/fs/bpf" },
	};
	size_t i;

	for (i = 0; i < sizeof(mounts) / sizeof(mounts[0]); i++) {
		mkdir(mounts[i].where, 0755);
		if (mount(mounts[i].type, mounts[i].where, mounts[i].type, 0, NULL) &&
		    errno != EBUSY)
			fprintf(stderr, "agent: %s: %m\n", mounts[i].where);
	}
	/* Few kernels have them, and only kmemleak and the lockdown are looked at there. */
	mount("debugfs", "/sys/kernel/debug", "debugfs", 0, NULL);
	mount("securityfs", "/sys/kernel/security", "securityfs", 0, NULL);
}

void init_adopt(void)
{
	int console = open("/dev/console", O_RDWR | O_CLOEXEC);

	signal(SIGCHLD, SIG_IGN);
	if (console >= 0) {
		dup2(console, STDERR_FILENO);
		if (console > STDERR_FILENO)
			close(console);
	}
}

static void load_driver(const char *name)
{
	char path[sizeof(DRIVERS) + 300];
	int fd;

	snprintf(path, sizeof(path), DRIVERS "/%s", name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || (syscall(__NR_finit_module, fd, "", 0) && errno != EEXIST))
		fprintf(stderr, "agent: %s: %m\n", path);
	if (fd >= 0)
		close(fd);
}

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

void init_load_drivers(void)
{
	struct dirent **drivers;
	int count = scandir(DRIVERS, &drivers, is_visible, alphasort), i;

	if (count < 0)
		return;
	for (i = 0; i < count; i++) {
		load_driver(drivers[i]->d_name);
		free(drivers[i]);
	}
	free(drivers);
}

static int open_named_port(const char *entry)
{
	char path[sizeof(PORTS) + 300], name[64] = { 0 };
	int fd;

	snprintf(path, sizeof(path), PORTS "/%s/name", entry);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	if (read(fd, name, sizeof(name) - 1) < 0)
		name[0] = '\0';
	close(fd);
	name[strcspn(name, "\n")] = '\0';
	if (strcmp(name, PORT_NAME))
		return -1;
	snprintf(path, sizeof(path), "/dev/%s", entry);
	return open(path, O_RDWR | O_CLOEXEC);
}

static int open_virtio_port(void)
{
	DIR *ports = opendir(PORTS);
	struct dirent *entry;
	int fd = -1;

	while (ports && fd < 0 && (entry = readdir(ports)))
		if (entry->d_name[0] != '.')
			fd = open_named_port(entry->d_name);
	if (ports)
		closedir(ports);
	return fd;
}

/*
 * A serial port loses and garbles what comes before it is raw, so an empty
 * line tells the other side when to begin.
 */
static int open_serial_port(void)
{
	int fd = open(SERIAL_PORT, O_RDWR | O_NOCTTY | O_CLOEXEC);
	struct termios line;

	if (fd >= 0 && !tcgetattr(fd, &line)) {
		cfmakeraw(&line);
		tcsetattr(fd, TCSANOW, &line);
		tcflush(fd, TCIOFLUSH);
		if (write(fd, "\n", 1) != 1)
			fprintf(stderr, "agent: %s: %m\n", SERIAL_PORT);
	}
	return fd;
}

int init_open_port(void)
{
	int tries, fd = -1;

	/* The device may be probed after the first process has started. */
	for (tries = 0; tries < PORT_TRIES && fd < 0; tries++) {
		fd = open_virtio_port();
		if (fd < 0 && tries + 1 < PORT_TRIES)
			usleep(PORT_WAIT_US);
	}
	return fd < 0 ? open_serial_port() : fd;
}

void init_power_off(void)
{
	sync();
	reboot(RB_POWER_OFF);
	for (;;)
		pause();
}
