// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What some operation must have come to before a pass is about anything: it did something, and was allowed to.
import type { Explanation } from '../../model';
import {
  btfList,
  hasReturned,
  linkPoll,
  mapBatch,
  mapFreeze,
  mapLookup,
  mapMmap,
  mapNest,
  mapNextKey,
  moduleCall,
  moduleInfo,
  moduleLog,
  objectInfo,
  pinRead,
  progRun,
  quiesce,
  type Operation,
  type Outcome,
} from '../../spec';

/** Operations that leave everything as it was, whatever they return. */
const LOOKS: ReadonlySet<string> = new Set(
  [
    btfList,
    linkPoll,
    mapBatch,
    mapFreeze,
    mapLookup,
    mapMmap,
    mapNest,
    mapNextKey,
    moduleCall,
    moduleInfo,
    moduleLog,
    objectInfo,
    pinRead,
    progRun,
    quiesce,
  ].map(({ op }) => op),
);

export const isLook = ({ op }: Pick<Operation, 'op'>): boolean => LOOKS.has(op);

/** Whether an operation that was allowed has done something: it succeeded, and did not only look. */
export const tookEffect = (operation: Operation, outcome: Outcome | undefined): boolean =>
  outcome !== undefined && hasReturned(outcome) && outcome.ret >= 0 && !isLook(operation);

/** The same where only the explanations of the outcome are known; an operation that nobody saw return has none. */
export const hadEffect = (operation: Operation, explanations: readonly Explanation[]): boolean =>
  !isLook(operation) && explanations.length > 0 && explanations.every(({ transition }) => transition.ret >= 0);
