// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A list that holds each value once.

/** Values in the order in which they were first added. They are few, so they are compared one by one. */
export class Distinct<T> {
  private readonly values: T[] = [];
  private readonly marks: number[] = [];

  constructor(private readonly equal: (one: T, other: T) => boolean) {}

  get all(): readonly T[] {
    return this.values;
  }

  /** Adds a value unless there is an equal one. Equal values have equal marks: those go first. */
  add(value: T, mark: number): void {
    for (const [place, old] of this.values.entries()) if (this.marks[place] === mark && this.equal(old, value)) return;
    this.marks.push(mark);
    this.values.push(value);
  }
}
