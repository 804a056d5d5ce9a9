// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A look at everything that a state shows without being changed by it.
import {
  btfList,
  linkPoll,
  mapLookup,
  moduleCall,
  moduleInfo,
  moduleLog,
  objectInfo,
  pinRead,
  type Operation,
} from '../../spec';
import type { State } from '../../model';

/** One operation for each thing that can be looked at. */
export function looksAt(state: State): readonly Operation[] {
  const modules = state.modules.entries().flatMap(([name, { registrations }]): Operation[] => [
    { op: moduleLog.op, args: { name } },
    { op: moduleInfo.op, args: { name } },
    ...registrations.map(({ type }) => ({
      op: moduleCall.op,
      args: { name, type: type === 'twin' ? 'plain' : type, member: 'run', arg: 7 },
    })),
  ]);
  const files = state.files
    .entries()
    .flatMap(([handle, { kind }]): Operation[] => [
      ...(kind === 'map' ? [{ op: mapLookup.op, args: { map: handle } }] : []),
      ...(kind === 'link' ? [{ op: linkPoll.op, args: { link: handle } }] : []),
      { op: objectInfo.op, args: { fd: handle } },
    ]);
  const pins = state.pins.keys.map((path): Operation => ({ op: pinRead.op, args: { path } }));
  return [...modules, ...files, ...pins, { op: btfList.op, args: {} }];
}
