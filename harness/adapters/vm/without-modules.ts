// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A guest without the test module: what is left is what vmlinux's own types allow.
import type { Session } from '../../adapter';

/** The same session, without the operations that load the test module or speak to it, and without races, which are of its types. */
export function withoutModules(session: Session): Session {
  const left = [...session.operations].filter((op) => !op.startsWith('module.'));
  return {
    implementation: session.implementation,
    operations: new Set(left),
    ...(session.troubles === undefined ? {} : { troubles: session.troubles }),
    ...(session.expresses === undefined ? {} : { expresses: session.expresses.bind(session) }),
    run: (programs) => session.run(programs),
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  };
}
