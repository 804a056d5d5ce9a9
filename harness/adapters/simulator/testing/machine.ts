// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A simulated kernel that a test drives one operation at a time, and looks into.
import {
  type Argument,
  DEFAULT_PROFILE,
  type Json,
  type Operation,
  type ProfileName,
  type Returned,
  profileNamed,
} from '../../../../spec';
import { Faults, type FaultName } from '../faults';
import { boot, type Booted } from '../kernel/boot';
import { type Kernel } from '../kernel/kernel';
import { kernelVersion } from '../kernel/version';
import { reset } from '../reset';
import { complete } from '../syscalls/handler';
import { Process } from '../syscalls/process';
import { SYSCALL_TABLE } from '../syscalls/table';

export class Machine {
  readonly booted: Booted;
  readonly kernel: Kernel;
  private readonly process: Process;

  constructor(fault?: FaultName, kernel: ProfileName = DEFAULT_PROFILE) {
    this.booted = boot(new Faults(fault), kernelVersion(profileNamed(kernel)));
    this.kernel = this.booted.kernel;
    this.process = new Process(this.booted);
  }

  /** Carries an operation out; nothing that is pending runs. */
  run(operation: Operation): Returned {
    const entry = SYSCALL_TABLE.get(operation.op);
    if (entry === undefined) throw new Error(`no operation ${operation.op}`);
    return complete(this.kernel.core, entry.handle(this.process, operation));
  }

  /** The return value of an operation. */
  ret(op: string, args: Readonly<Record<string, Argument>> = {}, result?: string): number {
    return this.run(result === undefined ? { op, args } : { op, args, result }).ret;
  }

  /** What an operation that must succeed reads. */
  value(op: string, args: Readonly<Record<string, Argument>> = {}): Json | undefined {
    const { ret, value } = this.run({ op, args });
    if (ret !== 0) throw new Error(`${op} returned ${ret}`);
    return value;
  }

  /** soc_a is loaded with its six types, `b` is its BTF, `p` a program for plain's run that returns 7. */
  withModule(): this {
    this.value('module.load', { name: 'soc_a', types: 'all' });
    this.ret('btf.open', { name: 'soc_a' }, 'b');
    this.ret('prog.load', { btf: 'b', type: 'plain', member: 'run', value: 7 }, 'p');
    return this;
  }

  /** A READY map, bound to the name. */
  withReadyMap(name: string, type = 'plain', value: Readonly<Record<string, string | number>> = { tag: 1 }): this {
    this.ret('map.create', { btf: 'b', type, link: true }, name);
    this.value('map.update', { map: name, value });
    return this;
  }

  /** The callbacks since the last look. */
  log(module = 'soc_a'): Json | undefined {
    return this.value('module.log', { name: module });
  }

  refcnt(module = 'soc_a'): number | undefined {
    return this.kernel.modules.find(module)?.refcnt;
  }

  drain(): void {
    this.kernel.core.drain();
  }

  reset(): readonly string[] {
    return reset(this.kernel).residue;
  }
}
