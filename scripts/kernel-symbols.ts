// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Where the functions of a vmlinux without a symbol table are: its own list for /proc/kallsyms (scripts/kallsyms.c), packed.

/** Kernel text lies in the last two GiB; distances from there are exact numbers. */
export const BASE = 0xffffffff80000000n;

export interface Symbol {
  readonly name: string;
  /** From `BASE`. */
  readonly address: number;
}

/** As scripts/kallsyms.c lays them out: names, a marker for each 256 of them, tokens, their places, addresses. */
export function readSymbols(file: Buffer): readonly Symbol[] {
  const { start, tokens, end } = readTokens(file);
  const markers = readMarkers(file, start);
  const { at, count } = findNames(file, markers);
  const names = unpack(file, at, count, tokens);
  const offsets = aligned(end + 512);
  const base = Number(file.readBigUInt64LE(aligned(offsets + 4 * count)) - BASE);
  return names.map((name, index) => {
    const offset = file.readInt32LE(offsets + 4 * index);
    // CONFIG_KALLSYMS_ABSOLUTE_PERCPU: what is not negative is no address of code.
    return { name: name.slice(1), address: offset < 0 ? base - 1 - offset : offset };
  });
}

const aligned = (at: number): number => (at + 7) & ~7;

/** The digits stand for themselves, one after the other, in every list. */
const DIGITS = Buffer.from(Array.from({ length: 10 }, (_, digit) => `${digit}\0`).join(''), 'latin1');

function readTokens(file: Buffer): {
  readonly start: number;
  readonly tokens: readonly string[];
  readonly end: number;
} {
  for (let digits = file.indexOf(DIGITS); digits >= 0; digits = file.indexOf(DIGITS, digits + 1)) {
    let start = digits;
    for (let token = 0; token < 0x30; token++) start = file.lastIndexOf(0, start - 2) + 1;
    const tokens: string[] = [];
    let at = start;
    for (let token = 0; token < 256; token++) {
      const end = file.indexOf(0, at);
      tokens.push(file.toString('latin1', at, end));
      at = end + 1;
    }
    const index = aligned(at);
    if (isIndex(file, index, tokens)) return { start, tokens, end: index };
  }
  throw new Error('the kernel has no list of symbols (CONFIG_KALLSYMS)');
}

function isIndex(file: Buffer, at: number, tokens: readonly string[]): boolean {
  let place = 0;
  return tokens.every((token, index) => {
    const is = file.readUInt16LE(at + 2 * index) === place;
    place += token.length + 1;
    return is;
  });
}

interface Markers {
  readonly at: number;
  readonly places: readonly number[];
}

/** They rise from 0, before the tokens. */
function readMarkers(file: Buffer, tokens: number): Markers {
  let at = (tokens & ~7) - 4;
  while (file.readUInt32LE(at) === 0) at -= 4;
  const last = at;
  while (file.readUInt32LE(at) > file.readUInt32LE(at - 4)) at -= 4;
  const places = Array.from({ length: (last - at) / 4 + 1 }, (_, index) => file.readUInt32LE(at + 4 * index));
  return { at, places };
}

/** They are of an unknown length, behind their number. */
function findNames(file: Buffer, { at: markers, places }: Markers): { readonly at: number; readonly count: number } {
  const last = places.at(-1) ?? 0;
  for (let at = aligned(markers - last) - 8; at > markers - last - (1 << 16); at -= 8) {
    const count = file.readUInt32LE(at - 8);
    if (count > 256 * places.length || count <= 256 * (places.length - 1)) continue;
    let end = at;
    for (let name = 0; name < 256; name++) end = nameAt(file, end).end;
    if (end - at === places[1]) return { at, count };
  }
  throw new Error('the names of the symbols are not where they should be');
}

/** ULEB128 of at most two bytes, and so many tokens. */
function nameAt(file: Buffer, at: number): { readonly start: number; readonly end: number } {
  const [low = 0, high = 0] = file.subarray(at, at + 2);
  const start = low & 0x80 ? at + 2 : at + 1;
  return { start, end: start + (low & 0x80 ? (low & 0x7f) | (high << 7) : low) };
}

function unpack(file: Buffer, at: number, count: number, tokens: readonly string[]): readonly string[] {
  let next = at;
  return Array.from({ length: count }, () => {
    const { start, end } = nameAt(file, next);
    next = end;
    return [...file.subarray(start, end)].map((token) => tokens[token]).join('');
  });
}
