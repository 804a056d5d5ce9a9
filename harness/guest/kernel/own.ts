// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A kernel of the user's: an image, and the directory it was built in.
import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Unavailable } from '../../errors';
import { isBzImage, readBzImage } from './bzimage';
import { fastestImage } from './decompress';
import { hasPvhEntry, isElf64, vmlinuxRelease } from './elf';
import type { Kernel } from './kernel';
import { portDrivers } from './port-drivers';

/** Looks at the user's files. Throws `Unavailable` when one is absent or they do not belong together. */
export async function ownKernel(image: string, buildDirectory?: string): Promise<Kernel> {
  requireImage(image);
  const release = releaseOf(imageIn(image), image);
  const build = buildDirectory ?? installedBuild(release);
  if (buildDirectory !== undefined) checkBuild(resolve(buildDirectory), release, image);
  const drivers = driversOf(release, build);
  if (build === undefined) return { release, image: await fastestImage(resolve(image)), drivers };
  const config = join(resolve(build), '.config');
  const isKnown = existsSync(config);
  const booted = isKnown && hasKasan(readFileSync(config, 'utf8')) ? resolve(image) : await fastestImage(resolve(image));
  return { release, image: booted, buildDirectory: resolve(build), drivers, ...(isKnown ? { config } : {}) };
}

/** Throws `Unavailable`; who typed a version meant Debian's of that version. */
export function requireImage(image: string): void {
  if (existsSync(image)) return;
  const cure = /^\d+\.\d[\d.]*$/.test(image) ? `--kernel debian:${image}` : '--kernel FILE';
  throw new Unavailable(`there is no kernel image ${image}`, cure);
}

/** Kernels are far smaller; what is larger is a disk, or has no end. */
const LARGEST = 2 ** 30;

/** The bytes of an image. Throws `Unavailable` when it is no file of bytes that can be read. */
function imageIn(image: string): Buffer {
  const stat = statSync(image);
  const cure = '--kernel arch/x86/boot/bzImage, or --kernel-tree DIR';
  if (stat.isDirectory()) throw new Unavailable(`the kernel image ${image} is a directory`, cure);
  if (!stat.isFile()) throw new Unavailable(`the kernel image ${image} is no plain file`, cure);
  if (stat.size > LARGEST) throw new Unavailable(`${image} is too large to be a kernel image`, cure);
  try {
    const head = headOf(image);
    return isElf64(head) || isBzImage(head) ? readFileSync(image) : head;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw new Unavailable(`the kernel image ${image} cannot be read (${code})`, 'check its permissions');
  }
}

/** Enough to tell a kernel from any other file, which may be as large as it likes. */
function headOf(image: string): Buffer {
  const head = Buffer.alloc(1024);
  const fd = openSync(image, 'r');
  try {
    return head.subarray(0, readSync(fd, head));
  } finally {
    closeSync(fd);
  }
}

/** Where it was built, or else where it is installed. */
function driversOf(release: string, build: string | undefined): readonly string[] {
  const built = build === undefined ? [] : portDrivers(resolve(build));
  return built.length > 0 ? built : portDrivers(`/lib/modules/${release}/kernel`);
}

/** With KASAN, 6.12.117 resets the machine in silence when it is entered by PVH, and boots from its bzImage. */
const hasKasan = (config: string): boolean => /^CONFIG_KASAN=y$/m.test(config);

function releaseOf(file: Buffer, image: string): string {
  const release = isElf64(file) ? vmlinuxRelease(file) : readBzImage(file)?.release;
  if (release === undefined || release === '') {
    throw new Unavailable(`${image} is neither a bzImage nor a vmlinux`, '--kernel arch/x86/boot/bzImage');
  }
  if (isElf64(file) && !hasPvhEntry(file)) {
    throw new Unavailable(`${image} has no PVH entry (CONFIG_PVH), so QEMU cannot start it`, '--kernel arch/x86/boot/bzImage');
  }
  return release;
}

/** Where distributions leave the build directory of an installed kernel. */
function installedBuild(release: string): string | undefined {
  const build = `/lib/modules/${release}/build`;
  return existsSync(join(build, 'Makefile')) ? build : undefined;
}

function checkBuild(directory: string, release: string, image: string): void {
  if (!existsSync(join(directory, 'Makefile')) || !existsSync(join(directory, '.config'))) {
    throw new Unavailable(`${directory} is not a kernel's build directory`, '--kernel-build DIR, where .config is');
  }
  const file = join(directory, 'include/config/kernel.release');
  const built = existsSync(file) ? readFileSync(file, 'utf8').trim() : release;
  if (built !== release) {
    throw new Unavailable(
      `${directory} is of kernel ${built}, but ${image} is ${release}: its modules would not load`,
      `make -C ${directory} bzImage modules_prepare`,
    );
  }
}
