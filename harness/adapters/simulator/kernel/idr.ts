// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Ids as idr_alloc_cyclic() hands them out: ascending, and never one that was used before (lib/idr.c).

export class Idr<T> {
  /** By id; there is none of id 0, and no object where one was removed. */
  private readonly objects: (T | undefined)[] = [undefined];

  allocCyclic(object: T): number {
    return this.objects.push(object) - 1;
  }

  find(id: number): T | undefined {
    return this.objects[id];
  }

  remove(id: number): void {
    this.objects[id] = undefined;
  }

  get size(): number {
    return this.values().length;
  }

  /** By ascending id, as bpf_obj_get_next_id() walks them. */
  values(): readonly T[] {
    return this.objects.filter((object) => object !== undefined);
  }
}
