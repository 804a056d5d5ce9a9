// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Makes a kernel of Debian's with a fault in it, by changing some instructions of its vmlinux: nothing is built.
//
//   npx ts-node -T scripts/faulty-kernel.ts [--kernel debian:6.12] FAULT DIRECTORY
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultKernel } from '../harness/guest';
import { selectKernel } from '../harness/guest/kernel/select';
import { BASE, readSymbols, type Symbol } from './kernel-symbols';

/** A function of the kernel: where it is, and the bytes that are there. */
interface Code {
  readonly address: number;
  readonly bytes: Buffer;
}

interface Planted {
  /** What is then wrong. */
  readonly summary: string;
  /** The function that is changed, and what it needs the addresses of: the first of these names that there is. */
  readonly within: string;
  readonly calls?: readonly string[];
  readonly plant: (code: Code, called: number) => void;
}

const NOP5 = Buffer.from('0f1f440000', 'hex');

/** Leaves out each call of a function. */
function leaveOut({ address, bytes }: Code, called: number): void {
  let found = 0;
  for (let at = 0; at + 5 <= bytes.length; at++) {
    if (bytes[at] !== 0xe8 || address + at + 5 + bytes.readInt32LE(at + 1) !== called) continue;
    NOP5.copy(bytes, at);
    found++;
  }
  if (found === 0) throw new Error('there is no such call');
}

/** Behind what ftrace changes: endbr64, and the five bytes of its call. */
const entryOf = (bytes: Buffer): number => (bytes.readUInt32BE(0) === 0xf30f1efa ? 9 : 5);

const begin = (code: string, { bytes }: Code): void => void Buffer.from(code, 'hex').copy(bytes, entryOf(bytes));

/** mov $GFP_KERNEL,%edi; xor %esi,%esi; call get_free_pages; and again. */
function eatPages(code: Code, called: number): void {
  begin('bfc00c000031f6e800000000ebf2', code);
  const call = entryOf(code.bytes) + 7;
  code.bytes.writeInt32LE(called - (code.address + call + 5), call + 1);
}

const FAULTS: Readonly<Record<string, Planted>> = {
  'update-keeps-lock': {
    summary: 'UPDATE does not unlock the map',
    within: 'bpf_struct_ops_map_update_elem',
    calls: ['mutex_unlock'],
    plant: leaveOut,
  },
  'link-update-keeps-mutex': {
    summary: 'LINK_UPDATE does not unlock update_mutex',
    within: 'bpf_struct_ops_map_link_update',
    calls: ['mutex_unlock'],
    plant: leaveOut,
  },
  'delete-spins': {
    summary: 'DELETE never gives its processor back',
    within: 'bpf_struct_ops_map_delete_elem',
    plant: (code) => begin('ebfe', code),
  },
  'delete-eats-memory': {
    summary: 'DELETE takes pages until there are none',
    within: 'bpf_struct_ops_map_delete_elem',
    calls: ['get_free_pages_noprof', '__get_free_pages'],
    plant: eatPages,
  },
  'panics-at-boot': {
    summary: 'the first type that is registered, while it boots, finds a bug',
    within: 'bpf_struct_ops_desc_init',
    plant: (code) => begin('0f0b', code),
  },
};

/** Where a function is, and where the next one begins; the first of these names that there is. */
function find(symbols: readonly Symbol[], names: readonly string[]): readonly [number, number] {
  const [symbol] = names.flatMap((name) => symbols.find((each) => each.name === name) ?? []);
  if (symbol === undefined) throw new Error(`the kernel has no ${names.join(' and no ')}`);
  const next = symbols.map(({ address }) => address).filter((address) => address > symbol.address);
  return [symbol.address, next.reduce((least, each) => Math.min(least, each))];
}

/** Where in the file the code at an address lies. */
function offsetOf(file: Buffer, address: number): number {
  const [table, size, count] = [Number(file.readBigUInt64LE(0x20)), file.readUInt16LE(0x36), file.readUInt16LE(0x38)];
  for (let index = 0; index < count; index++) {
    const header = table + index * size;
    const at = Number(file.readBigUInt64LE(header + 16) - BASE);
    const length = Number(file.readBigUInt64LE(header + 32));
    if (file.readUInt32LE(header) === 1 && address >= at && address < at + length)
      return Number(file.readBigUInt64LE(header + 8)) + address - at;
  }
  throw new Error('the vmlinux has no such address');
}

async function main(kernel: string, name: string, directory: string): Promise<void> {
  const fault = FAULTS[name];
  if (fault === undefined) throw new Error(`there is no fault ${name}, only ${Object.keys(FAULTS).join(', ')}`);
  const { image, buildDirectory } = await selectKernel({ kernel });
  const file = readFileSync(image);
  const symbols = readSymbols(file);
  const [start, end] = find(symbols, [fault.within]);
  const [called] = fault.calls === undefined ? [0] : find(symbols, fault.calls);
  const offset = offsetOf(file, start);
  fault.plant({ address: start, bytes: file.subarray(offset, offset + end - start) }, called);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'vmlinux'), file);
  process.stdout.write(
    `${fault.summary}:\n--kernel ${join(directory, 'vmlinux')} --kernel-build ${buildDirectory ?? ''}\n`,
  );
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { kernel: { type: 'string', default: defaultKernel } },
});
const [fault = '', directory = '.'] = positionals;
void main(values.kernel, fault, directory);
