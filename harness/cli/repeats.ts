// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// An option with one value that is given twice is refused: the last one would win in silence.
import type { Command, Option } from 'commander';
import { UsageError } from '../errors';

const repeatables = new WeakSet<Option>();

/** Marks an option that gathers its values. */
export function repeatable(option: Option): Option {
  repeatables.add(option);
  return option;
}

/** Watches a command, and those below it. */
export function refuseRepeats(command: Command): void {
  const given = new Map<string, string>();
  for (const option of command.options) {
    // Who says --json twice still means the same.
    const isSwitch = !option.required && !option.optional;
    if (repeatables.has(option)) continue;
    const flag = option.long ?? option.flags;
    command.on(`option:${option.name()}`, () => {
      const name = option.attributeName();
      const before = given.get(name);
      given.set(name, flag);
      if (before === undefined || (before === flag && isSwitch)) return;
      throw before === flag
        ? new UsageError(`${flag} is given twice, and has one value`, `${flag} once`)
        : new UsageError(`${before} and ${flag} contradict each other`, 'one of the two');
    });
  }
  for (const below of command.commands) refuseRepeats(below);
}
