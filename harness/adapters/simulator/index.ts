// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The simulated kernel as an adapter.
import { type Adapter } from '../../adapter';
import { DEFAULT_PROFILE, profileNamed, type ProfileName } from '../../../spec';
import { FAULTS, Faults, requireFault } from './faults';
import { kernelVersion } from './kernel/version';
import { CountingScheduler, type Scheduler } from './scheduler';
import { Machine } from './machine';
import { implementationOf, SimulatorSession } from './session';

export { FAULTS, HUNTED, LEFT_OUT, nearestFaults, UnknownFault, type Fault, type LeftOut } from './faults';

export interface SimulatorOptions {
  /** Which version of the kernel to simulate; by default the one in which the fault shows. */
  readonly kernel?: ProfileName;
  /** Names of the defects to plant, with `+` between them; {@link UnknownFault} is thrown when there is none of a name. */
  readonly fault?: string;
  /** Number of the schedule of deferred work: other numbers let workers run at other moments. */
  readonly schedule?: number;
  /** Who decides when deferred work runs, in place of a schedule. Each session shares it. */
  readonly scheduler?: Scheduler;
}

/** A kernel simulated in this process, after the source of its version, that behaves as that kernel should. */
export function simulator(options: SimulatorOptions = {}): Adapter {
  const [fault, ...others] = (options.fault?.split('+') ?? []).map(requireFault);
  const shows = FAULTS.find(({ name }) => name === fault)?.kernel;
  const version = kernelVersion(profileNamed(options.kernel ?? shows ?? DEFAULT_PROFILE));
  const implementation = implementationOf(options.fault, version);
  return {
    name: 'simulator',
    // In one process nobody waits for the other side, and what is judged soon after it was generated is still in the cache.
    batch: 8,
    connect: () =>
      Promise.resolve(
        new SimulatorSession(
          implementation,
          new Faults(fault, ...others),
          options.scheduler ?? new CountingScheduler(options.schedule ?? 0),
          version,
        ),
      ),
  };
}

/** A kernel with a fault, or a sound one, that is driven by hand; it is of the version in which the fault shows. */
export function machineWith(fault: string | undefined): Machine {
  const planted = FAULTS.find(({ name }) => name === fault);
  return new Machine(
    new Faults(fault === undefined ? undefined : requireFault(fault)),
    kernelVersion(profileNamed(planted?.kernel ?? DEFAULT_PROFILE)),
  );
}
