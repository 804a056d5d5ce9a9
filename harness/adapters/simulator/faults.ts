// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The defects that the simulated kernel can be built with, one at a time: a suite that does not notice one is blind there.

/** One defect: `description` says what is then wrong, `source` where a real kernel had it or could have it. */
export interface Fault {
  readonly name: string;
  readonly description: string;
  readonly source: string;
}

const STRUCT_OPS = 'kernel/bpf/bpf_struct_ops.c';

const REGISTRY = {
  'map-does-not-hold-module': [
    'A map takes no reference to the module of its type.',
    `${STRUCT_OPS}: bpf_struct_ops_map_alloc(), before e3f87fdfed7b`,
  ],
  'update-owner-returns-success': [
    'UPDATE with a non-zero struct module member resets the map and returns what the member before it left in err.',
    `${STRUCT_OPS}: bpf_struct_ops_map_update_elem() of 6.12`,
  ],
  'prog-of-other-module-accepted': [
    'UPDATE compares the number of the type that a program was loaded for, and not the BTF object it counts in.',
    `${STRUCT_OPS}: bpf_struct_ops_map_update_elem() of 6.12`,
  ],
  'detach-then-close-unregs-twice': [
    'The last close of a detached link calls unreg again.',
    `${STRUCT_OPS}: bpf_struct_ops_map_link_dealloc()`,
  ],
  'delete-again-unregs': [
    'DELETE of a map that was deleted already calls unreg again.',
    `${STRUCT_OPS}: bpf_struct_ops_map_delete_elem()`,
  ],
  'link-holds-no-map': ['A link takes no reference to its map.', `${STRUCT_OPS}: bpf_struct_ops_link_create()`],
  'stale-btf-accepted': [
    'A BTF object passes for live after its module is gone.',
    'kernel/bpf/btf.c: btf_try_get_module()',
  ],
  'lookup-shows-user-refs': [
    'The refcnt that LOOKUP shows counts descriptors and pins too.',
    `${STRUCT_OPS}: bpf_struct_ops_map_sys_lookup_elem()`,
  ],
  'unlink-does-not-put': ['Removing a pin leaves its reference behind.', 'kernel/bpf/inode.c: bpf_destroy_inode()'],
  'failed-update-stays-inuse': [
    'UPDATE that fails under the lock leaves the state at INUSE.',
    `${STRUCT_OPS}: bpf_struct_ops_map_update_elem()`,
  ],
} as const satisfies Readonly<Record<string, readonly [description: string, source: string]>>;

export type FaultName = keyof typeof REGISTRY;

/** Every fault, in the order of the registry. */
export const FAULTS: readonly Fault[] = Object.entries(REGISTRY).map(([name, [description, source]]) => ({
  name,
  description,
  source,
}));

/** No fault has this name; `nearest` are the ones that were most likely meant. */
export class UnknownFault extends Error {
  override readonly name = 'UnknownFault';

  constructor(
    readonly fault: string,
    readonly nearest: readonly string[],
  ) {
    super(`no fault is called ${fault}; did you mean ${nearest.join(', ')}?`);
  }
}

/** The name as a fault's; throws {@link UnknownFault} when it is none. */
export function requireFault(name: string): FaultName {
  if (Object.hasOwn(REGISTRY, name)) return name as FaultName;
  const byDistance = FAULTS.map((fault) => ({ name: fault.name, distance: editDistance(name, fault.name) }));
  byDistance.sort((a, b) => a.distance - b.distance);
  throw new UnknownFault(
    name,
    byDistance.slice(0, 3).map((fault) => fault.name),
  );
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(substituted, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/** What the kernel's code asks: `faults.has('…')` at the one place where the defect lies. */
export class Faults {
  constructor(private readonly planted: FaultName | undefined) {}

  has(name: FaultName): boolean {
    return this.planted === name;
  }
}
