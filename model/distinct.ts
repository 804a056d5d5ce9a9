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

  /** The place of the value, or of the equal one that is there already. Equal values have equal marks: those go first. */
  add(value: T, mark: number): number {
    for (const [place, old] of this.values.entries())
      if (this.marks[place] === mark && this.equal(old, value)) return place;
    this.marks.push(mark);
    return this.values.push(value) - 1;
  }

  put(place: number, value: T): void {
    this.values[place] = value;
  }
}
