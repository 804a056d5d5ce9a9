// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The defects that the simulated kernel can be built with, mostly one at a time: a suite that does not notice one is blind
// there. Several at once show whether one hides another.
import { DEFAULT_PROFILE, type ProfileName } from '../../../../spec';
import { BTF_FAULTS } from './btf';
import { type Defect, type Defects } from './fault';
import { LINK_FAULTS } from './link';
import { MAP_CREATE_FAULTS } from './mapCreate';
import { MAP_ELEMENT_FAULTS } from './mapElements';
import { MAP_UPDATE_FAULTS } from './mapUpdate';
import { MODULE_FAULTS } from './module';
import { nearestOf } from './nearest';
import { OBJECT_FAULTS } from './object';
import { PROG_FAULTS } from './prog';
import { RACE_FAULTS } from './race';
import { REGISTRATION_FAULTS } from './registration';
import { RELEASE_FAULTS } from './release';
import { STUCK_FAULTS } from './stuck';

export { LEFT_OUT, type LeftOut } from './leftOut';

/** One defect: `description` says what is then wrong, `source` where a real kernel had it or could have it. */
export interface Fault extends Required<Defect> {
  readonly name: string;
  /** What the defect is a defect of. */
  readonly area: Area;
}

const AREAS = {
  module: MODULE_FAULTS,
  btf: BTF_FAULTS,
  registration: REGISTRATION_FAULTS,
  prog: PROG_FAULTS,
  'map create': MAP_CREATE_FAULTS,
  'map update': MAP_UPDATE_FAULTS,
  'map elements': MAP_ELEMENT_FAULTS,
  link: LINK_FAULTS,
  object: OBJECT_FAULTS,
  release: RELEASE_FAULTS,
  stuck: STUCK_FAULTS,
  race: RACE_FAULTS,
} as const satisfies Readonly<Record<string, Defects>>;

export type Area = keyof typeof AREAS;
type NameIn<A> = A extends Defects ? keyof A & string : never;
export type FaultName = NameIn<(typeof AREAS)[Area]>;
/** Those that a race shows, and no program. */
export type RaceFaultName = NameIn<typeof RACE_FAULTS>;
export type ProgramFaultName = Exclude<FaultName, RaceFaultName>;

/**
 * What a shipping kernel does not survive, or what lets a program past a check of the verifier (docs/findings). No file has
 * a program that shows one of these: tests hunt them.
 */
export const HUNTED = [
  'prog-of-other-module-accepted',
  'link-update-to-itself',
  'table-moves-under-maps',
] as const satisfies readonly ProgramFaultName[];
/** Those that a program on file shows. */
export type WitnessedFaultName = Exclude<ProgramFaultName, (typeof HUNTED)[number]>;

const DEFAULT_KERNEL: { readonly kernel: ProfileName } = { kernel: DEFAULT_PROFILE };

/** Every fault, in the order of the areas and of each area's registry. */
export const FAULTS: readonly Fault[] = Object.entries(AREAS).flatMap(([area, defects]) =>
  Object.entries<Defect>(defects).map(([name, defect]) => ({ name, area: area as Area, ...DEFAULT_KERNEL, ...defect })),
);

const NAMES: ReadonlySet<string> = new Set(FAULTS.map(({ name }) => name));

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

/** The names that were most likely meant by one that no fault has. */
export const nearestFaults = (name: string): readonly string[] => nearestOf(name, [...NAMES], 3);

/** The name as a fault's; throws {@link UnknownFault} when it is none. */
export function requireFault(name: string): FaultName {
  if (NAMES.has(name)) return name as FaultName;
  throw new UnknownFault(name, nearestFaults(name));
}

/** What the kernel's code asks: `faults.has('…')` at the one place where the defect lies. */
export class Faults {
  private readonly others: ReadonlySet<FaultName>;

  constructor(
    private readonly planted: FaultName | undefined,
    ...others: readonly FaultName[]
  ) {
    this.others = new Set(others);
  }

  get any(): boolean {
    return this.planted !== undefined;
  }

  has(name: FaultName): boolean {
    return this.planted === name || (this.others.size > 0 && this.others.has(name));
  }
}
