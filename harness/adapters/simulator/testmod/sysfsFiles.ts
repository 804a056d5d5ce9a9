// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The files of a module in sysfs: their removal waits for those who are inside (fs/kernfs/dir.c, kernfs_drain()).
import { type Context } from '../kernel/context';
import { type Awaited, type Task } from '../kernel/task';
import { type Thread } from '../kernel/thread';

export class SysfsFiles implements Awaited {
  readonly passes = false;
  readonly what: string;
  private exist = false;
  private inside = 0;
  private remover: Task | undefined;

  constructor(
    private readonly context: Context,
    module: string,
  ) {
    this.what = `those who use the files of ${module}`;
  }

  create(): void {
    this.exist = true;
  }

  /** kernfs_get_active(): whether there is a file to use; who gets in must {@link leave}. */
  enter(): boolean {
    if (this.exist) this.inside++;
    return this.exist;
  }

  /** kernfs_put_active() */
  leave(): void {
    this.inside--;
    const { remover } = this;
    if (this.inside > 0 || remover === undefined) return;
    this.remover = undefined;
    this.context.tasks?.wake(remover);
  }

  /** sysfs_remove_bin_file() */
  *remove(): Thread {
    const { context } = this;
    if (context.preemptible) yield 'soc_files_remove';
    this.exist = false;
    if (this.inside === 0) return;
    this.remover = context.current;
    context.current.waitsFor = this;
    yield 'kernfs_drain: wait';
  }
}
