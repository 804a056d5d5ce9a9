// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Ids as idr_alloc_cyclic() hands them out: ascending, and never one that was used before (lib/idr.c).

export class Idr<T> {
  private readonly objects = new Map<number, T>();
  private nextId = 1;

  allocCyclic(object: T): number {
    const id = this.nextId++;
    this.objects.set(id, object);
    return id;
  }

  find(id: number): T | undefined {
    return this.objects.get(id);
  }

  remove(id: number): void {
    this.objects.delete(id);
  }

  /** By ascending id, as bpf_obj_get_next_id() walks them: ids only grow, so the order of insertion is that order. */
  values(): IterableIterator<T> {
    return this.objects.values();
  }

  get size(): number {
    return this.objects.size;
  }
}
