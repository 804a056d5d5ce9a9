// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Writes cpio archives in the "newc" format, the one the kernel unpacks as initramfs
// (Documentation/driver-api/early-userspace/buffer-format.rst).

/** One entry. Parents come before children: the kernel makes no directory by itself. */
export type CpioEntry =
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 'file'; readonly path: string; readonly content: Uint8Array; readonly executable?: boolean }
  | { readonly kind: 'symlink'; readonly path: string; readonly target: string }
  | { readonly kind: 'device'; readonly path: string; readonly major: number; readonly minor: number };

interface Header {
  readonly mode: number;
  readonly data: Uint8Array;
  readonly major?: number;
  readonly minor?: number;
}

const none = new Uint8Array();

function header(entry: CpioEntry): Header {
  switch (entry.kind) {
    case 'directory':
      return { mode: 0o040755, data: none };
    case 'file':
      return { mode: entry.executable === true ? 0o100755 : 0o100644, data: entry.content };
    case 'symlink':
      return { mode: 0o120777, data: Buffer.from(entry.target) };
    case 'device':
      return { mode: 0o020600, data: none, major: entry.major, minor: entry.minor };
  }
}

/** The archive. Owner root, time stamps zero: the same entries give the same bytes. */
export function writeCpio(entries: readonly CpioEntry[]): Buffer {
  const parts: Uint8Array[] = [];
  entries.forEach((entry, index) => append(parts, index + 1, entry.path, header(entry)));
  append(parts, 0, 'TRAILER!!!', { mode: 0, data: none });
  return Buffer.concat(parts);
}

function append(parts: Uint8Array[], inode: number, path: string, { mode, data, major = 0, minor = 0 }: Header): void {
  const name = Buffer.from(`${path}\0`);
  const links = mode >>> 12 === 0o04 ? 2 : 1;
  const fields = [inode, mode, 0, 0, links, 0, data.length, 0, 0, major, minor, name.length, 0];
  const head = `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`;
  parts.push(Buffer.from(head), name, padding(head.length + name.length), data, padding(data.length));
}

function padding(length: number): Uint8Array {
  return new Uint8Array((4 - (length % 4)) % 4);
}
