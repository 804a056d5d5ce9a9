// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// tcp_congestion_ops as a struct_ops type (net/ipv4/bpf_tcp_ca.c, net/ipv4/tcp_cong.c).
import { type BtfMember, type BtfStruct } from './btfTypes';
import { EEXIST, EINVAL } from './errno';
import { type BpfStructOps, type Kdata, type Words } from './structOps';
import { stubsOf } from './stubs';
import { vmlinuxType } from './vmlinuxTypes';

const TCP = vmlinuxType('tcp_congestion_ops');
const STUBS = stubsOf(TCP);
const indexOf = (name: string): number => TCP.members.findIndex((member) => member.name === name);
const NAME = indexOf('name');
const SSTHRESH = indexOf('ssthresh');
const UNDO_CWND = indexOf('undo_cwnd');
const CONG_AVOID = indexOf('cong_avoid');
const CONG_CONTROL = indexOf('cong_control');

/** TCP_CONG_NON_RESTRICTED | TCP_CONG_NEEDS_ECN */
const TCP_CONG_MASK = 3;
const TCP_CA_NAME_MAX = 16;

/** The word N of the name member stands for the string soc_ccN, and 0 for an empty one (docs/protocol.md). */
const nameOf = (words: Words): string => (words[NAME] === 0 ? '' : `soc_cc${words[NAME] ?? 0}`);

/** bpf_obj_name_cpy(): the length, or -EINVAL for an illegal character or a name that does not end. */
function objNameLength(name: string, size: number): number {
  return name.length >= size || /[^A-Za-z0-9_.]/.test(name) ? -EINVAL : name.length;
}

export class TcpCongestionOps implements BpfStructOps {
  readonly name = TCP.struct;
  readonly owner = null;
  readonly cfiStubs = STUBS;
  /** tcp_cong_list, as far as struct_ops put it there. */
  private readonly list = new Map<string, Kdata>();

  init(): number {
    return 0;
  }

  initMember(_type: BtfStruct, member: BtfMember, kdata: Kdata, udata: Words): number {
    const word = udata[member.index] ?? 0;
    if (member.name === 'flags') {
      if ((word & ~TCP_CONG_MASK) !== 0) return -EINVAL;
    } else if (member.name === 'name') {
      if (objNameLength(nameOf(udata), TCP_CA_NAME_MAX) <= 0) return -EINVAL;
    } else return 0;
    kdata.words[member.index] = word;
    return 1;
  }

  /** tcp_validate_congestion_control() */
  validate(kdata: Kdata): number {
    const has = (member: number): boolean => kdata.trampolines[member] !== undefined;
    return has(SSTHRESH) && has(UNDO_CWND) && (has(CONG_AVOID) || has(CONG_CONTROL)) ? 0 : -EINVAL;
  }

  /** tcp_register_congestion_control(); the key is a hash of the name. */
  reg(kdata: Kdata): number {
    const invalid = this.validate(kdata);
    if (invalid !== 0) return invalid;
    const name = nameOf(kdata.words);
    if (this.list.has(name)) return -EEXIST;
    this.list.set(name, kdata);
    return 0;
  }

  /** tcp_unregister_congestion_control() */
  unreg(kdata: Kdata): void {
    const name = nameOf(kdata.words);
    if (this.list.get(name) === kdata) this.list.delete(name);
  }

  /**
   * tcp_update_congestion_control(). The kernel appends the new node and then deletes the old one, which corrupts the
   * list when both are the same; here that is an update to what is there already.
   */
  update(kdata: Kdata, oldKdata: Kdata): number {
    const name = nameOf(kdata.words);
    const existing = this.list.get(nameOf(oldKdata.words));
    if (existing !== oldKdata || nameOf(existing.words) !== name) return -EINVAL;
    this.list.set(name, kdata);
    return 0;
  }

  /** What is registered, for a recount. */
  registered(): readonly Kdata[] {
    return [...this.list.values()];
  }
}
