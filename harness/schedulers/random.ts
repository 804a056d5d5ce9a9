// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Random numbers from a seed, cheap enough for every step of a schedule.

/** xorshift128 (G. Marsaglia, "Xorshift RNGs", 2003): four shifts a number, and a period of 2^128 - 1. */
export class Random {
  private x = 0;
  private y = 0x159a55e5;
  private z = 0x1f123bb5;
  private w = 0x5491333;

  constructor(seed: number) {
    this.x = seed | 0;
    this.y ^= Math.imul(seed, 0x9e3779b1);
    // The first numbers of close seeds are close.
    for (let round = 0; round < 16; round++) this.word();
  }

  /** A whole number from 0 to below `bound`, which is at most 2^32. */
  below(bound: number): number {
    return Math.floor((this.word() / 0x100000000) * bound);
  }

  /** A whole number from 0 to below 2^32. */
  word(): number {
    const shifted = this.x ^ (this.x << 11);
    this.x = this.y;
    this.y = this.z;
    this.z = this.w;
    this.w = this.w ^ (this.w >>> 19) ^ shifted ^ (shifted >>> 8);
    return this.w >>> 0;
  }
}
