// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What the report of any campaign says: what was tested, for how long, how it ended, and what stopped it on the way.
import type { Implementation } from '../adapter';
import type { Interruption } from '../interruption';
import type { Connection } from './connection';
import type { Ended } from './limits';
import type { Losses } from './losses';
import { unknownOperations } from './unknown-operations';

export interface ReportHead {
  readonly ended: Ended;
  /** What broke, when the implementation broke the protocol or could not be reached again. */
  readonly broken?: string;
  /** The stack of what the adapter threw, when that was it: a bug in the adapter. */
  readonly thrown?: string;
  readonly adapter: string;
  readonly implementation: Implementation;
  readonly profile: string;
  readonly seed: number;
  /** From the start to the end; of these, `connectSeconds` went by before anything could run. */
  readonly seconds: number;
  readonly connectSeconds: number;
  /** How often the connection was lost and made again. */
  readonly reconnections: number;
  /** All that stopped the implementation, in order. */
  readonly interruptions: readonly Interruption[];
  /** Operations that the implementation claims, and that there are none of. */
  readonly unknownOperations: readonly string[];
}

/** When a campaign started, and when it was connected, in milliseconds of its clock. */
export interface Times {
  readonly started: number;
  readonly connected: number;
}

/** What of the head does not depend on what was run. */
export const headOf = (
  connection: Connection,
  losses: Losses,
  { started, connected }: Times,
  now: number,
): Pick<
  ReportHead,
  'implementation' | 'seconds' | 'connectSeconds' | 'reconnections' | 'interruptions' | 'unknownOperations'
> => ({
  implementation: connection.session.implementation,
  seconds: (now - started) / 1000,
  connectSeconds: (connected - started) / 1000,
  reconnections: connection.reconnections,
  interruptions: losses.interruptions,
  unknownOperations: unknownOperations(connection.session),
});
