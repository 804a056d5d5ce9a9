// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Values that one side puts in as they come and the other iterates over.
import { deferred, type Deferred } from './deferred';

/** Unbounded: whoever puts values in keeps their number small. One reader. */
export class Queue<T> implements AsyncIterable<T> {
  private readonly values: T[] = [];
  private closed: { readonly error?: Error } | undefined;
  private waiting: Deferred<undefined> | undefined;

  put(value: T): void {
    if (this.closed) return;
    this.values.push(value);
    this.wake();
  }

  /** No more values will come; with an error, the reader gets it after the values that are there. */
  close(error?: Error): void {
    this.closed ??= error === undefined ? {} : { error };
    this.wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, undefined> {
    for (;;) {
      const value = this.values.shift();
      if (value !== undefined) {
        yield value;
      } else if (this.closed) {
        if (this.closed.error) throw this.closed.error;
        return;
      } else {
        this.waiting = deferred();
        await this.waiting.promise;
      }
    }
  }

  private wake(): void {
    this.waiting?.resolve(undefined);
    this.waiting = undefined;
  }
}
