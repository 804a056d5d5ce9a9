// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Reads the header of a bzImage (Documentation/arch/x86/boot.rst).

/** What a bzImage says about itself. */
export interface BzImage {
  readonly release: string;
  /** The compressed vmlinux, without the length that the kernel's build appends to it. */
  readonly payload: Buffer;
  readonly compression: Compression;
}

export type Compression = 'gzip' | 'xz' | 'zstd' | 'lz4' | 'lzma' | 'bzip2' | 'unknown';

const magics: readonly (readonly [Compression, string])[] = [
  ['gzip', '1f8b'],
  ['xz', 'fd377a585a'],
  ['zstd', '28b52ffd'],
  ['lz4', '02214c18'],
  ['lzma', '5d0000'],
  ['bzip2', '425a68'],
];

/** The oldest boot protocol whose header tells where the payload is. */
const payloadProtocol = 0x208;

/** Whether a file, of which this is the beginning at least, has the header of the boot protocol. */
export const isBzImage = (file: Buffer): boolean =>
  file.length >= 0x260 && file.toString('latin1', 0x202, 0x206) === 'HdrS';

/** Reads a bzImage, or undefined for any other file. */
export function readBzImage(file: Buffer): BzImage | undefined {
  if (!isBzImage(file)) return undefined;
  if (file.readUInt16LE(0x206) < payloadProtocol) return undefined;
  const versionAt = 0x200 + file.readUInt16LE(0x20e);
  const release = /^[^\s\0]+/.exec(file.toString('latin1', versionAt, versionAt + 200))?.[0] ?? '';
  // Zero sectors means four, for the boot loaders of the last century.
  const setupSectors = file[0x1f1] === 0 ? 4 : (file[0x1f1] ?? 4);
  const start = (setupSectors + 1) * 512 + file.readUInt32LE(0x248);
  const whole = file.subarray(start, start + file.readUInt32LE(0x24c));
  const head = whole.toString('hex', 0, 8);
  const compression = magics.find(([, magic]) => head.startsWith(magic))?.[0] ?? 'unknown';
  // gzip carries its length in the format; to the others scripts/Makefile.lib appends four bytes.
  const payload = compression === 'gzip' ? whole : whole.subarray(0, -4);
  return { release, payload, compression };
}
