// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What is thrown when whoever started something ended it before there was anything to tell.

export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor() {
    super('interrupted before anything was run');
  }
}
