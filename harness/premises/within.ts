// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A session where some premise of the suite does not hold: what is left of it.
import type { Session } from '../adapter';
import { requireFit, type Lack } from './premise';

/** Why there is no test module; undefined where there is one. */
export const modulesLack = ({ lacks = [] }: Pick<Session, 'lacks'>): Lack | undefined =>
  lacks.find(({ premise }) => premise === 'modules');

/** The session with what its lacks leave of it. Throws `Unavailable` when that is nothing. */
export function within(session: Session): Session {
  requireFit(session.lacks ?? []);
  return modulesLack(session) === undefined ? session : withoutModules(session);
}

/** Without the operations that load the test module or speak to it, and without races, which are of its types. */
function withoutModules(session: Session): Session {
  const { implementation, operations, expresses, troubles, lacks } = session;
  return {
    implementation,
    operations: new Set([...operations].filter((op) => !op.startsWith('module.'))),
    ...(lacks === undefined ? {} : { lacks }),
    ...(troubles === undefined ? {} : { troubles }),
    ...(expresses === undefined ? {} : { expresses: expresses.bind(session) }),
    run: (programs, options) => session.run(programs, options),
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  };
}
