// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The bytes of a struct_ops value: from what a program writes to words, and from words to what is reported.
import { type Json, type Members } from '../../../../spec';
import { type BtfMember, type BtfStruct } from '../kernel/btfTypes';
import { type LookedUp } from '../kernel/structOpsMap';
import { type Words } from '../kernel/structOps';
import { type Process } from './process';

/** A descriptor's bytes where a string belongs: never a name that bpf_obj_name_cpy() takes. */
const NO_NAME = -1;

/** The words of a value with those members set; a member that the type lacks is not written. */
export function wordsOf(process: Process, type: BtfStruct, value: Members): Words {
  const words = new Array<number>(type.members.length).fill(0);
  for (const member of type.members) {
    const given = value[member.name];
    if (given === undefined) continue;
    if (typeof given === 'number') words[member.index] = store(member, given);
    else words[member.index] = member.name === 'name' ? NO_NAME : store(member, process.fd(given));
  }
  return words;
}

/** A number cut to the size of the member; of the longer ones the first eight bytes are written, -1 being all ones. */
const store = (member: BtfMember, word: number): number => (member.size === 4 ? word >>> 0 : word);

/** What was copied to user space: zeros are left out, want_* are signed and all others unsigned. */
export function reportValue(type: BtfStruct, found: LookedUp): Json {
  const members: Record<string, number> = {};
  for (const member of type.members) {
    const word = found.words[member.index] ?? 0;
    if (word !== 0) members[member.name] = load(member, word);
  }
  return { state: found.state, refcnt: found.refcnt, members };
}

function load(member: BtfMember, word: number): number {
  if (member.name.startsWith('want_')) return word | 0;
  return word < 0 ? word + 2 ** 64 : word;
}
