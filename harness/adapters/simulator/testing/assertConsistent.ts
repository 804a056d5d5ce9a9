// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Recounts every reference of a simulated kernel from its holders, and compares.
import { type Booted } from '../kernel/boot';
import { type Kernel } from '../kernel/kernel';
import { BpfMap } from '../kernel/map';
import { PROG_TYPE } from '../kernel/prog';
import { STATE, StructOpsMap } from '../kernel/structOpsMap';
import { type Kdata } from '../kernel/structOps';
import { StructOpsLink } from '../kernel/structOpsLink';
import { SocModule } from '../testmod/socModule';

/** Throws when a counter disagrees with its holders; nothing may be pending. */
export function assertConsistent(booted: Booted): void {
  const { kernel } = booted;
  if (kernel.core.work.pending > 0) throw new Error('references of pending work cannot be counted');
  const problems = [
    ...countReferences(kernel),
    ...compareStates(kernel),
    ...compareAssociations(kernel),
    ...compareRegistrations(booted),
  ];
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

/** How often each object is held. */
class Count {
  private readonly counts = new Map<object, number>();

  hold(object: object | null | undefined): void {
    if (object !== null && object !== undefined) this.counts.set(object, this.of(object) + 1);
  }

  of(object: object): number {
    return this.counts.get(object) ?? 0;
  }
}

function* countReferences(kernel: Kernel): Generator<string> {
  const users = new Count();
  for (const file of kernel.files.openFiles()) users.hold(file.privateData);
  for (const object of kernel.bpffs.pinned()) users.hold(object);
  const others = new Count();
  others.hold(kernel.vmlinux);
  for (const btf of kernel.btfModules.holders()) others.hold(btf);
  for (const map of kernel.mapIdr.values()) {
    others.hold(map.btf);
    if (!(map instanceof StructOpsMap)) continue;
    others.hold(map.type.module);
    if (map.state === STATE.INUSE) others.hold(map);
    for (const link of map.links) others.hold(link.prog);
  }
  for (const link of kernel.linkIdr.values()) if (link instanceof StructOpsLink) others.hold(link.map);
  for (const prog of kernel.progIdr.values()) {
    others.hold(prog.attach.btf);
    for (const map of prog.usedMaps) others.hold(map);
    if (prog.type !== PROG_TYPE.STRUCT_OPS && prog.stOpsAssoc instanceof BpfMap) others.hold(prog.stOpsAssoc);
  }

  const counted: readonly (readonly [string, Iterable<{ id: number; refcnt: number }>])[] = [
    ['map', kernel.mapIdr.values()],
    ['link', kernel.linkIdr.values()],
    ['program', kernel.progIdr.values()],
    ['BTF', kernel.btfIdr.values()],
  ];
  for (const [kind, objects] of counted)
    for (const object of objects) {
      const holders = users.of(object) + others.of(object);
      if (object.refcnt !== holders) yield `${kind} ${object.id}: refcnt ${object.refcnt}, ${holders} holders`;
    }
  for (const map of kernel.mapIdr.values())
    if (map.usercnt !== users.of(map)) yield `map ${map.id}: usercnt ${map.usercnt}, ${users.of(map)} users`;
  for (const module of kernel.modules.all())
    if (module.refcnt !== others.of(module)) yield `${module.name}: ${module.refcnt}, ${others.of(module)} maps`;
}

/** A state that the kind of map cannot have; contents in a map that has none. */
function* compareStates(kernel: Kernel): Generator<string> {
  for (const map of kernel.mapIdr.values()) {
    if (!(map instanceof StructOpsMap)) continue;
    const possible: readonly number[] = map.isLinkMap
      ? [STATE.INIT, STATE.READY]
      : [STATE.INIT, STATE.INUSE, STATE.TOBEFREE];
    if (!possible.includes(map.state)) yield `map ${map.id}: state ${map.state}`;
    if (map.state === STATE.INIT && (map.links.length > 0 || map.uwords.some((word) => word !== 0)))
      yield `map ${map.id}: INIT and not empty`;
    const due = kernel.core.features.kvalueRefcnt && map.state === STATE.INUSE ? 1 : 0;
    if (map.kvalueRefcnt !== due) yield `map ${map.id}: kvalue.refcnt ${map.kvalueRefcnt}, should be ${due}`;
  }
}

/** A program that maps have among their own is associated with the map, or poisoned as soon as there were two. */
function* compareAssociations(kernel: Kernel): Generator<string> {
  if (!kernel.core.features.assocStructOps) return;
  const maps = [...kernel.mapIdr.values()].filter((map) => map instanceof StructOpsMap);
  for (const prog of kernel.progIdr.values()) {
    if (prog.type !== PROG_TYPE.STRUCT_OPS) continue;
    const owners = maps.filter(({ links }) => links.some((link) => link.prog === prog));
    const { stOpsAssoc } = prog;
    if (stOpsAssoc instanceof BpfMap && (owners.length !== 1 || owners[0] !== stOpsAssoc))
      yield `program ${prog.id}: associated with map ${stOpsAssoc.id}, of ${owners.length} maps`;
    if (stOpsAssoc === null && owners.length > 0) yield `program ${prog.id}: associated with none of its maps`;
  }
}

/** Subsystems must know exactly the maps that are INUSE, and those behind links. */
function* compareRegistrations({ kernel, tcp }: Booted): Generator<string> {
  const expected = new Count();
  for (const map of kernel.mapIdr.values())
    if (map instanceof StructOpsMap && map.state === STATE.INUSE) expected.hold(map.kdata);
  for (const link of kernel.linkIdr.values()) if (link instanceof StructOpsLink) expected.hold(link.map?.kdata);
  const registered = new Count();
  const all: Kdata[] = [...tcp.registered(), ...valuesOfModules(kernel)];
  for (const kdata of all) registered.hold(kdata);
  for (const map of kernel.mapIdr.values()) {
    if (!(map instanceof StructOpsMap)) continue;
    const [there, due] = [registered.of(map.kdata), expected.of(map.kdata)];
    if (there !== due) yield `map ${map.id}: registered ${there} times, should be ${due}`;
  }
  const known = new Set(
    [...kernel.mapIdr.values()].map((map) => (map instanceof StructOpsMap ? map.kdata : undefined)),
  );
  for (const kdata of all) if (!known.has(kdata)) yield 'a value is registered whose map is gone';
}

function* valuesOfModules(kernel: Kernel): Generator<Kdata> {
  for (const { code } of kernel.modules.all())
    if (code instanceof SocModule)
      for (const type of code.allTypes()) for (const { kdata } of type.values.all()) yield kdata;
}
