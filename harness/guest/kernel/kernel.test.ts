// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { readBzImage } from './bzimage';
import { hasPvhEntry, vmlinuxRelease } from './elf';
import { parseKernelSpec } from './kernel';

test('names of kernels', () => {
  expect(parseKernelSpec('debian:6.12')).toEqual({ kind: 'debian', version: '6.12' });
  expect(parseKernelSpec('debian:6.12.95')).toEqual({ kind: 'debian', version: '6.12.95' });
  expect(parseKernelSpec('debian:7.3.4-1~bpo13+1')).toEqual({ kind: 'debian', version: '7.3.4-1~bpo13+1' });
  expect(parseKernelSpec('debian:6.1.0-50-cloud-amd64')).toEqual({ kind: 'debian', version: '6.1.0-50-cloud-amd64' });
  expect(parseKernelSpec('debian:6.12/trixie')).toEqual({ kind: 'debian', version: '6.12', suite: 'trixie' });
  expect(parseKernelSpec('debian:bookworm')).toBeUndefined();
  expect(parseKernelSpec('')).toBeUndefined();
  expect(parseKernelSpec('b/bzImage', 'b')).toEqual({ kind: 'file', image: 'b/bzImage', buildDirectory: 'b' });
});

/** A bzImage with nothing in it but what is read. */
function bzImage(payload: Buffer, protocol = 0x20f): Buffer {
  const file = Buffer.alloc(0x1000);
  file[0x1f1] = 3;
  file.write('HdrS', 0x202, 'latin1');
  file.writeUInt16LE(protocol, 0x206);
  file.writeUInt16LE(0x100, 0x20e);
  file.write('6.12.95+deb12 (somebody@somewhere) #1 SMP\0', 0x300, 'latin1');
  file.writeUInt32LE(0x20, 0x248);
  file.writeUInt32LE(payload.length, 0x24c);
  payload.copy(file, 4 * 512 + 0x20);
  return file;
}

test('finds the release and the payload of a bzImage', () => {
  const zstd = readBzImage(bzImage(Buffer.from('28b52ffd0102030405000000', 'hex')));
  expect(zstd?.release).toBe('6.12.95+deb12');
  expect(zstd?.compression).toBe('zstd');
  expect(zstd?.payload.toString('hex')).toBe('28b52ffd01020304');
  const gzip = readBzImage(bzImage(Buffer.from('1f8b080001020304', 'hex')));
  expect(gzip?.compression).toBe('gzip');
  expect(gzip?.payload).toHaveLength(8);
});

test('is not taken in by other files', () => {
  expect(readBzImage(Buffer.alloc(0x1000))).toBeUndefined();
  expect(readBzImage(Buffer.from('short'))).toBeUndefined();
  expect(readBzImage(bzImage(Buffer.alloc(8), 0x207))).toBeUndefined();
});

/** An ELF file with one note segment. */
function elf(name: string, type: number): Buffer {
  const file = Buffer.alloc(0x200);
  file.write('7f454c460201', 'hex');
  file.writeBigUInt64LE(0x40n, 0x20);
  file.writeUInt16LE(56, 0x36);
  file.writeUInt16LE(1, 0x38);
  file.writeUInt32LE(4, 0x40);
  file.writeBigUInt64LE(0x100n, 0x48);
  const note = Buffer.alloc(12 + 8 + 4);
  note.writeUInt32LE(name.length + 1, 0);
  note.writeUInt32LE(4, 4);
  note.writeUInt32LE(type, 8);
  note.write(name, 12, 'latin1');
  note.copy(file, 0x100);
  file.writeBigUInt64LE(BigInt(note.length), 0x60);
  return file;
}

test('looks for the note that QEMU looks for', () => {
  expect(hasPvhEntry(elf('Xen', 18))).toBe(true);
  expect(hasPvhEntry(elf('Xen', 17))).toBe(false);
  expect(hasPvhEntry(elf('Lin', 18))).toBe(false);
  expect(hasPvhEntry(Buffer.from('not even ELF'))).toBe(false);
});

test('the banner of a vmlinux, and not the format string beside it', () => {
  const file = Buffer.from('Linux version %s (%s)\0Linux version 6.12.95+deb12-cloud-amd64 (somebody@somewhere) (gcc-12)');
  expect(vmlinuxRelease(file)).toBe('6.12.95+deb12-cloud-amd64');
  expect(vmlinuxRelease(Buffer.from('Linux version %s (%s)'))).toBeUndefined();
});
