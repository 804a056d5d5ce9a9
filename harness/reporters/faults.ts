// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The faults of the simulator as a list for people.
import type { Fault } from '../adapters/simulator';
import type { Style } from './style';
import { wrap } from './wrap';

/** By area, each with its description and where it comes from. */
export function formatFaults(faults: readonly Fault[], style: Style): string {
  const areas = [...new Set(faults.map(({ area }) => area))];
  const lines = areas.flatMap((area) => [
    style.strong(area),
    ...faults
      .filter((fault) => fault.area === area)
      .flatMap(({ name, kernel, description, source }) => [
        `  ${name}  (${kernel})`,
        ...wrap(description, 6),
        ...wrap(source, 6).map(style.faint),
      ]),
    '',
  ]);
  return lines.map((line) => `${line}\n`).join('');
}
