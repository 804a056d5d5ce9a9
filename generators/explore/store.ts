// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A set of small sorted lists of numbers, in typed arrays: tens of millions of them in a few hundred megabytes.

/** Words in a chunk of the arena. Chunks are never moved, so the set grows without a copy of what it holds. */
const CHUNK = 1 << 20;

/** A vector of unsigned 32-bit numbers that grows by chunks. */
export class Words {
  private readonly chunks: Uint32Array[] = [];
  length = 0;

  get bytes(): number {
    return this.chunks.length * CHUNK * 4;
  }

  push(value: number): void {
    if (this.length === this.chunks.length * CHUNK) this.chunks.push(new Uint32Array(CHUNK));
    this.set(this.length++, value);
  }

  at(index: number): number {
    return this.chunk(index)[index % CHUNK] ?? 0;
  }

  set(index: number, value: number): void {
    this.chunk(index)[index % CHUNK] = value;
  }

  private chunk(index: number): Uint32Array {
    const chunk = this.chunks[Math.floor(index / CHUNK)];
    if (chunk === undefined) throw new RangeError(`no word ${String(index)}`);
    return chunk;
  }
}

/** FNV-1a over the words, finished as MurmurHash3 does; both are public domain. */
function hashOf(list: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (const word of list) hash = Math.imul(hash ^ word, 0x01000193) ^ (hash >>> 15);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** Lists by their number, in the order in which they were added, each once. */
export class ListSet {
  /** Each list: its length, then its words. */
  private readonly arena = new Words();
  private readonly offsets = new Words();
  /** Open addressing: the number of a list plus 1, or 0. */
  private table = new Uint32Array(1 << 16);

  get size(): number {
    return this.offsets.length;
  }

  /** Bytes in use. */
  get bytes(): number {
    return this.arena.bytes + this.offsets.bytes + this.table.byteLength;
  }

  get(index: number): number[] {
    const start = this.offsets.at(index);
    const list = new Array<number>(this.arena.at(start));
    for (let at = 0; at < list.length; at++) list[at] = this.arena.at(start + 1 + at);
    return list;
  }

  /** Whether the list was new. */
  add(list: readonly number[]): boolean {
    if (this.size * 2 >= this.table.length) this.grow();
    const slot = this.slotOf(list);
    if (this.table[slot] !== 0) return false;
    this.table[slot] = this.size + 1;
    this.offsets.push(this.arena.length);
    this.arena.push(list.length);
    for (const word of list) this.arena.push(word);
    return true;
  }

  /** The number of a list that is in the set; undefined for another. */
  indexOf(list: readonly number[]): number | undefined {
    const found = this.table[this.slotOf(list)] ?? 0;
    return found === 0 ? undefined : found - 1;
  }

  private slotOf(list: readonly number[]): number {
    const mask = this.table.length - 1;
    let slot = hashOf(list) & mask;
    for (let found = this.table[slot] ?? 0; found !== 0; found = this.table[slot] ?? 0) {
      if (this.holds(found - 1, list)) return slot;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private holds(index: number, list: readonly number[]): boolean {
    const start = this.offsets.at(index);
    if (this.arena.at(start) !== list.length) return false;
    for (let at = 0; at < list.length; at++) if (this.arena.at(start + 1 + at) !== list[at]) return false;
    return true;
  }

  private grow(): void {
    this.table = new Uint32Array(this.table.length * 2);
    for (let index = 0; index < this.size; index++) this.table[this.slotOf(this.get(index))] = index + 1;
  }
}
