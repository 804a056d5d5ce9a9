// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The process that makes the system calls: which handle means which descriptor, and what each object's id was.
import { type Handle, type Returned } from '../../../../spec';
import { type Booted } from '../kernel/boot';
import { FIRST_DESCRIPTOR } from '../kernel/file';
import { type Kernel } from '../kernel/kernel';

/** A number that no descriptor has. */
const CLOSED = 0x3fffffff;

interface Bound {
  /** Undefined once it was closed. */
  fd: number | undefined;
  /** Undefined when the descriptor is not of the tables of bpf(2). */
  readonly object: { readonly id: number };
  readonly id: number;
}

export class Process {
  readonly kernel: Kernel;
  private readonly handles = new Map<Handle, Bound>();

  constructor(readonly booted: Booted) {
    this.kernel = booted.kernel;
  }

  /** The descriptor that an argument means (docs/protocol.md, "Programs"). */
  fd(argument: string): number {
    return argument === 'none' ? 0 : this.ownFd(argument);
  }

  /** The descriptor that close(2) and dup(2) are given, which have no field that could stay 0. */
  ownFd(argument: string): number {
    return this.handles.get(argument)?.fd ?? CLOSED;
  }

  /** Every handle that was ever bound, with its object, which may be gone. */
  bindings(): IterableIterator<readonly [Handle, { readonly object: object }]> {
    return this.handles.entries();
  }

  /** The object that a handle was bound to, and the id that it had then; undefined when it was never bound. */
  remembered(handle: Handle): { readonly object: object; readonly id: number } | undefined {
    return this.handles.get(handle);
  }

  /** close(2) was called for the descriptor that the argument means. */
  forget(argument: string): void {
    const bound = this.handles.get(argument);
    if (bound !== undefined) bound.fd = undefined;
  }

  /** The outcome of a call that returns a descriptor: binds it, unless it returned an error or a callback's result. */
  bind(handle: Handle | undefined, ret: number): Returned {
    const object = ret < FIRST_DESCRIPTOR ? undefined : this.kernel.files.fdget(ret)?.privateData;
    if (object === undefined) return { ret };
    if (handle !== undefined) this.handles.set(handle, { fd: ret, object, id: object.id });
    return { ret: 0, value: { id: object.id } };
  }
}
