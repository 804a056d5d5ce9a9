// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The bytes of a struct_ops value, for the types whose layout is the suite's own (docs/test-module.md).
import type { ArgumentsOf, mapUpdate, Members } from '../../../spec';

type Update = ArgumentsOf<typeof mapUpdate.parameters>;
type Layout = Readonly<Record<string, readonly [offset: number, size: number]>>;

/** `struct bpf_struct_ops_common_value` fills a cache line of its own. */
const DATA = 64;
/** A number that no descriptor of bpftool's has. */
const CLOSED = 0x3fffffff;

const LAYOUTS: Readonly<Record<string, Layout>> = {
  plain: { run: [0, 8], alt: [8, 8], tag: [16, 4], spare: [20, 4] },
  fixed: { run: [0, 8], tag: [8, 4], spare: [12, 4] },
  asked: {
    want_init: [0, 4],
    want_validate: [4, 4],
    want_reg: [8, 4],
    want_update: [12, 4],
    tag: [16, 4],
    spare: [20, 4],
    run: [24, 8],
    unsupported: [32, 8],
    refused: [40, 8],
  },
  owned: { owner: [0, 8], run: [8, 8], tag: [16, 4], spare: [20, 4] },
  holed: { tag: [0, 4], run: [8, 8], spare: [16, 4] },
  'skew of soc_a': { run: [0, 8], tag: [8, 4], spare: [12, 4] },
  'skew of soc_b': { tag: [0, 4], spare: [4, 4], pad: [8, 8], alt: [104, 8], run: [112, 8] },
};

/** The bytes between the members of `holed`. */
const HOLE = DATA + 4;

const layoutOf = (type: string, btf: string): Layout | undefined => LAYOUTS[type] ?? LAYOUTS[`${type} of ${btf}`];

/** Whether some number can be written for a member: bpftool has descriptors of its own, and no programs of ours. */
function isWritable(name: string, word: string | number, [, size]: readonly [number, number]): boolean {
  if (typeof word === 'string') return word === 'closed' && size === 8;
  if (name === 'owner' || size === 4) return true;
  const low = word - Math.floor(word / 2 ** 32) * 2 ** 32;
  return low === 0 || low >= CLOSED;
}

/** Whether the bytes of a value are known; those of a value that is all zeros always are. */
export function canWrite({ value, hole }: Pick<Update, 'value' | 'hole'>, type: string, btf: string): boolean {
  const layout = layoutOf(type, btf);
  if (layout === undefined) return Object.keys(value).length === 0 && (hole === 'none' || hole === 'common');
  return Object.entries(value).every(([name, word]) => {
    const place = layout[name];
    return place === undefined || isWritable(name, word, place);
  });
}

/** The value as map.update asks for it, of the size that the map has. */
export function bytesOf(
  args: Pick<Update, 'value' | 'hole' | 'state' | 'refcnt'>,
  facts: { type: string; btf: string },
  size: number,
): Buffer {
  const bytes = Buffer.alloc(size);
  bytes.writeUInt32LE(args.refcnt, 0);
  bytes.writeUInt32LE(args.state, 4);
  writeMembers(bytes, args.value, layoutOf(facts.type, facts.btf) ?? {});
  if (args.hole === 'common') bytes[DATA - 1] = 1;
  if (args.hole === 'data' && facts.type === 'holed') bytes[HOLE] = 1;
  if (args.hole === 'after') bytes[size - 1] = 1;
  return bytes;
}

function writeMembers(bytes: Buffer, value: Members, layout: Layout): void {
  for (const [name, word] of Object.entries(value)) {
    const place = layout[name];
    if (place === undefined) continue;
    const number = BigInt(typeof word === 'string' ? CLOSED : word);
    const [offset, width] = place;
    if (width === 8) bytes.writeBigUInt64LE(BigInt.asUintN(64, number), DATA + offset);
    else bytes.writeUInt32LE(Number(BigInt.asUintN(32, number)), DATA + offset);
  }
}

/** Bytes as bpftool takes them after the word `hex`. */
export const hex = (bytes: Uint8Array): readonly string[] =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0'));

/** A key as bpftool takes it. */
export function hexKey(key: number): readonly string[] {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(key);
  return hex(bytes);
}
