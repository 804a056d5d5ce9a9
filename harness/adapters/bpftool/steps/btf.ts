// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// BTF objects: bpftool btf show. Nothing is held open between two commands, so an id is all that is remembered.
import { btfList, btfOpen, ERRNO, MODULES } from '../../../../spec';
import { seenBtfs } from '../seen';
import { step, type Step } from './step';

const open = step(btfOpen, async (bench, { name }, operation) => {
  const found = (await seenBtfs(bench)).find((btf) => btf.kernel && btf.name === name);
  if (found === undefined) return { ret: -ERRNO.ENOENT };
  bench.handles.set(bench.nameOf(operation), { kind: 'btf', id: found.id, name });
  return { ret: 0, value: { id: found.id } };
});

const list = step(btfList, async (bench) => {
  const ours = (await seenBtfs(bench)).filter(
    ({ kernel, name }) => kernel && MODULES.some((module) => module === name),
  );
  return { ret: 0, value: ours.map(({ name, id }) => [name, id]) };
});

export const btfSteps: readonly Step[] = [open, list];
