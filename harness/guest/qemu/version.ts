// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Finds QEMU and insists on a version whose emulation is sound.
import { run } from '../../platform/run';
import { succeeded } from '../../platform/finished';
import { Unavailable } from '../../errors';
import { installScript } from '../build/install-script';

/** QEMU 7.2 under TCG loses flags after cmpxchg16b, and guests panic at random; 10.0 was the first one seen to be sound. */
export const oldestQemu = 10;

/** The QEMU to use. */
export interface Qemu {
  readonly path: string;
  readonly version: string;
}

/** `[major, minor]` and the full text, from the first line of `qemu-system-x86_64 --version`. */
export function parseQemuVersion(output: string): { readonly major: number; readonly version: string } | undefined {
  const match = /QEMU emulator version ((\d+)\.\d+[^\s]*(?: \([^)]*\))?)/.exec(output);
  return match === null ? undefined : { major: Number(match[2]), version: match[1] ?? '' };
}

/** Finds QEMU: `$QEMU`, or qemu-system-x86_64 on the path. Throws `Unavailable` when it is absent or too old. */
export async function findQemu(path = process.env['QEMU'] ?? 'qemu-system-x86_64'): Promise<Qemu> {
  // The script and not apt-get: a machine that lacks QEMU 10 mostly lacks the backports as well.
  const cure = `sudo sh ${installScript()}`;
  const asked = await run(path, ['--version'], { timeLimitMs: 20_000 });
  if (!succeeded(asked)) throw new Unavailable(`QEMU (${path}) is not installed or does not start`, cure);
  const found = parseQemuVersion(asked.stdout);
  if (found === undefined) throw new Unavailable(`${path} does not say which version of QEMU it is`, cure);
  if (found.major < oldestQemu) {
    throw new Unavailable(
      `QEMU ${found.version} is too old: before ${oldestQemu}.0 its emulation makes guests panic at random`,
      cure,
    );
  }
  return { path, version: found.version };
}
