// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A first process for tests: it greets, echoes lines, and ends the guest in every way there is.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explain, succeeded } from '../../platform/finished';
import { run } from '../../platform/run';
import { writeCpio } from '../initramfs/cpio';
import { guestTree } from '../initramfs/tree';

const source = `
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <unistd.h>

static char line[1 << 20];

static void write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY);

	write(fd, text, strlen(text));
	close(fd);
}

int main(void)
{
	int fd = -1, tries;
	FILE *port;

	mount("dev", "/dev", "devtmpfs", 0, NULL);
	mount("proc", "/proc", "proc", 0, NULL);
	for (tries = 0; fd < 0 && tries < 1000; tries++) {
		fd = open("/dev/vport0p1", O_RDWR);
		usleep(1000);
	}
	port = fdopen(fd, "r");
	dprintf(fd, "hello\\n");
	while (fgets(line, sizeof(line), port)) {
		if (!strcmp(line, "off\\n"))
			reboot(RB_POWER_OFF);
		else if (!strcmp(line, "reset\\n"))
			reboot(RB_AUTOBOOT);
		else if (!strcmp(line, "exit\\n"))
			return 3;
		else if (!strcmp(line, "warn\\n"))
			write_file("/dev/kmsg", "<4>a warning of the test");
		else if (!strcmp(line, "crash\\n"))
			write_file("/proc/sysrq-trigger", "c");
		dprintf(fd, "%s", line);
	}
	return 0;
}
`;

/** Compiles the process and packs it; gives back the path of the archive. */
export async function testInitramfs(directory: string): Promise<string> {
  const [c, init, archive] = [join(directory, 'init.c'), join(directory, 'init'), join(directory, 'initramfs.cpio')];
  writeFileSync(c, source);
  const built = await run('gcc', ['-static', '-O2', '-w', '-o', init, c]);
  if (!succeeded(built)) throw new Error(explain(built));
  writeFileSync(archive, writeCpio(guestTree([{ path: 'init', source: init, executable: true }])));
  return archive;
}
