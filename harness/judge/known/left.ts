// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Whether all that a reset could not clean away is what objects that hold each other leave.
import { bindings, kernelReferences, leftOf, moduleReferences, typeOf, type State } from '../../../model';

/** How an agent tells of one object that is left: each may be told of once. */
type Told = (line: string) => boolean;

/** Whether every line is about an object that is left of the state, with the counts that it should have. */
export function isLeftOf(state: State, lines: readonly string[]): boolean {
  const told = tellings(leftOf(state));
  return lines.every((line) => {
    const at = told.findIndex((tells) => tells(line));
    if (at >= 0) told.splice(at, 1);
    return at >= 0;
  });
}

/** As kernel/agent/reset.c says it, or the simulator. */
function tellings(left: State): Told[] {
  const maps = left.maps.entries().flatMap(([key, map]) => {
    const bound = left.progs.values.reduce((count, prog) => count + bindings(prog, key), 0);
    const held = `\\(${typeOf(left, map).struct}\\) is still held after \\d+ s by 0 links, no registration, ${bound} bindings of programs, and ${kernelReferences(left, key) - bound} that nothing shows`;
    // The BTF that the map was created with.
    return [reads(`map \\d+ (?:${held}|is left)`), reads('BTF \\d+ is left')];
  });
  const programs = left.progs.keys.map(() => reads('program \\d+ is left'));
  const modules = left.modules.keys
    .map((name) => ({ name, count: moduleReferences(left, name) }))
    .filter(({ count }) => count > 0)
    .flatMap(({ name, count }) => [
      reads(`module ${name} is still held after \\d+ s by ${count} references, with ${left.maps.size} maps left`),
      reads(`${name} cannot be unloaded: -EAGAIN, refcnt ${count}`),
      reads(`BTF \\d+ (?:of module ${name} is still visible|is left)`),
    ]);
  return [...maps, ...programs, ...modules];
}

const reads = (pattern: string): Told => {
  const whole = new RegExp(`^${pattern}$`);
  return (line) => whole.test(line);
};
