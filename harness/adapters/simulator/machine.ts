// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A simulated kernel that is driven one operation at a time, for those who look at it in between.
import { type History, type Operation, type Step } from '../../../spec';
import { type Faults } from './faults';
import { boot } from './kernel/boot';
import { type KernelVersion } from './kernel/version';
import { reset } from './reset';
import { carryOut, entriesOf } from './run';
import { Process } from './syscalls/process';

/** All deferred work is done before the next operation, so that between two of them nothing is under way. */
export class Machine {
  private readonly process: Process;

  constructor(faults: Faults, version: KernelVersion) {
    this.process = new Process(boot(faults, version));
  }

  /** Carries out one operation. After one that did not return nothing more can be asked of the machine. */
  step(operation: Operation): Step {
    const [entry] = entriesOf([operation]);
    if (entry === undefined) throw new Error('one operation has one entry');
    const step = carryOut(this.process, entry, operation);
    this.process.kernel.core.drain();
    return step;
  }

  /** Resets it, and says what is left; the machine is used up. */
  end(): Pick<History, 'residue' | 'stuck'> {
    return reset(this.process.kernel);
  }

  /** All that the next operations depend on hangs on this object. */
  get root(): object {
    return this.process;
  }
}
