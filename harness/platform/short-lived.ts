// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// How the engine's memory is managed: for many small systems, each soon forgotten.
import { setFlagsFromString } from 'node:v8';

/**
 * Has every object allocated among the young ones. V8 moves constructors whose objects lived long once to old space,
 * for good. A simulated kernel lives for one program; once one of its objects is allocated as old, all that
 * it refers to is kept until the next major collection, and promoted, although nothing needs it. That doubled the time
 * of the simulator (docs/adr/008). For the whole process, workers included.
 */
export function keepObjectsYoung(): void {
  setFlagsFromString('--no-allocation-site-pretenuring');
}
