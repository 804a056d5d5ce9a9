// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Open files and the table of descriptors (fs/file.c, fs/file_table.c).
import { type Context } from './context';
import { EBADF } from './errno';
import { after, type Call } from './thread';

/** What an anonymous inode's file refers to; `release` is f_op->release, called once when the last descriptor is closed. */
export interface FileObject {
  /** What BPF_OBJ_GET_INFO_BY_FD shows as id. */
  readonly id: number;
  release(): Call<void>;
}

export type Mode = 'rw' | 'ro' | 'wo';

export class File {
  private count = 1;

  constructor(
    readonly privateData: FileObject,
    readonly mode: Mode,
  ) {}

  get(): void {
    this.count++;
  }

  fput(): Call<void> {
    return --this.count === 0 ? this.privateData.release() : undefined;
  }

  get canRead(): boolean {
    return this.mode !== 'wo';
  }

  get canWrite(): boolean {
    return this.mode !== 'ro';
  }
}

/** Descriptors below this one are not bpf(2)'s: a result of 1 to 63 is a callback's (docs/protocol.md). */
export const FIRST_DESCRIPTOR = 64;

export class FdTable {
  private readonly files = new Map<number, File>();
  private nextFd = FIRST_DESCRIPTOR;

  constructor(private readonly context: Context) {}

  /** Never hands out a number twice, so that a closed one stays closed. */
  install(file: File): number {
    const fd = this.nextFd++;
    this.files.set(fd, file);
    return fd;
  }

  /** Puts a file at a number of the caller's choice, as descriptor 0 is before a program starts. */
  installAt(fd: number, file: File): void {
    this.files.set(fd, file);
  }

  /** Until the system call ends, the file stays open whoever closes its descriptor meanwhile. */
  fdget(fd: number): File | undefined {
    const file = this.files.get(fd);
    if (file !== undefined && this.context.preemptible && !this.context.forgetsFiles) {
      file.get();
      this.context.current.files.push(file);
    }
    return file;
  }

  close(fd: number): Call<number> {
    const file = this.files.get(fd);
    if (file === undefined) return -EBADF;
    this.files.delete(fd);
    const release = file.fput();
    return typeof release === 'object' ? after(release, 0) : 0;
  }

  dup(fd: number): number {
    const file = this.files.get(fd);
    if (file === undefined) return -EBADF;
    file.get();
    return this.install(file);
  }

  descriptors(): readonly number[] {
    return [...this.files.keys()];
  }

  /** Every open file once, however many descriptors it has. */
  openFiles(): ReadonlySet<File> {
    return new Set(this.files.values());
  }
}
