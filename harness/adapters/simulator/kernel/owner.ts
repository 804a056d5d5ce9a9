// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A module as those see it who only name it as their owner (THIS_MODULE).

export interface Owner {
  readonly name: string;
}
