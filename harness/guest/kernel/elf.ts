// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The little of ELF that is needed to boot a vmlinux: whether it has a PVH entry, and which release it is.

const noteSegment = 4;
const xenPhys32Entry = 18;

/** Whether the file is a 64-bit little-endian ELF file. */
export function isElf64(file: Buffer): boolean {
  return file.toString('hex', 0, 6) === '7f454c460201';
}

/** Whether QEMU can start this vmlinux directly: it looks for Xen's note of the 32-bit entry point. */
export function hasPvhEntry(file: Buffer): boolean {
  if (!isElf64(file)) return false;
  const table = Number(file.readBigUInt64LE(0x20));
  const size = file.readUInt16LE(0x36);
  const count = file.readUInt16LE(0x38);
  for (let index = 0; index < count; index++) {
    const header = table + index * size;
    if (file.readUInt32LE(header) !== noteSegment) continue;
    const offset = Number(file.readBigUInt64LE(header + 8));
    const length = Number(file.readBigUInt64LE(header + 32));
    if (notes(file.subarray(offset, offset + length)).some((n) => n.name === 'Xen' && n.type === xenPhys32Entry)) {
      return true;
    }
  }
  return false;
}

function notes(segment: Buffer): { name: string; type: number }[] {
  const found: { name: string; type: number }[] = [];
  const aligned = (length: number): number => (length + 3) & ~3;
  for (let at = 0; at + 12 <= segment.length; ) {
    const nameLength = segment.readUInt32LE(at);
    const dataLength = segment.readUInt32LE(at + 4);
    const name = segment.toString('latin1', at + 12, at + 12 + Math.max(nameLength - 1, 0));
    found.push({ name, type: segment.readUInt32LE(at + 8) });
    at += 12 + aligned(nameLength) + aligned(dataLength);
  }
  return found;
}

/** The release in the banner of a vmlinux. */
export function vmlinuxRelease(file: Buffer): string | undefined {
  for (let at = file.indexOf('Linux version '); at >= 0; at = file.indexOf('Linux version ', at + 1)) {
    const release = /^Linux version (\d\S*) \(/.exec(file.toString('latin1', at, at + 200))?.[1];
    if (release !== undefined) return release;
  }
  return undefined;
}
