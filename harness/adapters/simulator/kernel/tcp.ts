// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// tcp_congestion_ops as a struct_ops type (net/ipv4/bpf_tcp_ca.c, net/ipv4/tcp_cong.c).
import { type StructOpsType } from '../../../../spec';
import { type BtfMember, type BtfStruct } from './btfTypes';
import { EEXIST, EINVAL, ENOTSUPP } from './errno';
import { FLAVOUR, type Rcu } from './rcu';
import { type BpfStructOps, type Kdata, type Stub, type Words } from './structOps';
import { vmlinuxStubsOf } from './stubs';
import { type Thread } from './thread';
import { type Features } from './version';

/** Where the members are that the code below reads. */
interface Indexes {
  readonly name: number;
  readonly ssthresh: number;
  readonly undoCwnd: number;
  readonly congAvoid: number;
  readonly congControl: number;
}

const known = new Map<StructOpsType, Indexes>();

/** The offsets that the compiler knew. */
function indexesOf(type: StructOpsType): Indexes {
  const before = known.get(type);
  if (before !== undefined) return before;
  const indexOf = (name: string): number => type.members.findIndex((member) => member.name === name);
  const indexes = {
    name: indexOf('name'),
    ssthresh: indexOf('ssthresh'),
    undoCwnd: indexOf('undo_cwnd'),
    congAvoid: indexOf('cong_avoid'),
    congControl: indexOf('cong_control'),
  };
  known.set(type, indexes);
  return indexes;
}

const TCP_CA_NAME_MAX = 16;

/** The word N of the name member stands for the string soc_ccN, and 0 for an empty one (docs/protocol.md). */
const nameOf = (word = 0): string => (word === 0 ? '' : `soc_cc${word}`);

/** bpf_obj_name_cpy(): the length, or -EINVAL for an illegal character or a name that does not end. */
function objNameLength(name: string, size: number): number {
  return name.length >= size || /[^A-Za-z0-9_.]/.test(name) ? -EINVAL : name.length;
}

export class TcpCongestionOps implements BpfStructOps {
  readonly name: string;
  readonly owner = null;
  readonly cfiStubs: ReadonlyMap<string, Stub>;
  private readonly at: Indexes;
  /** tcp_cong_list, as far as struct_ops put it there. */
  private readonly list = new Map<string, Kdata>();

  constructor(
    type: StructOpsType,
    private readonly features: Features,
    private readonly rcu: Rcu,
  ) {
    this.name = type.struct;
    this.cfiStubs = vmlinuxStubsOf(type, 'bpf_tcp_ca_');
    this.at = indexesOf(type);
  }

  init(): number {
    return 0;
  }

  /** is_unsupported(), which became a NULL stub. */
  checkMember(member: BtfMember): number {
    return !this.features.nullStubUnsupported && member.name === 'get_info' ? -ENOTSUPP : 0;
  }

  initMember(_type: BtfStruct, member: BtfMember, kdata: Kdata, udata: Words): number {
    const word = udata[member.index] ?? 0;
    if (member.name === 'flags') {
      if ((word & ~this.features.tcpCongMask) !== 0) return -EINVAL;
    } else if (member.name === 'name') {
      const name = nameOf(word);
      if (objNameLength(name, TCP_CA_NAME_MAX) <= 0) return -EINVAL;
      // tcp_ca_find()
      if (this.features.tcpNameIsNew && this.list.has(name)) return -EEXIST;
    } else return 0;
    kdata.words[member.index] = word;
    return 1;
  }

  /** tcp_validate_congestion_control() */
  validate(kdata: Kdata): number {
    const has = (member: number): boolean => kdata.trampolines[member] !== undefined;
    const { ssthresh, undoCwnd, congAvoid, congControl } = this.at;
    return has(ssthresh) && has(undoCwnd) && (has(congAvoid) || has(congControl)) ? 0 : -EINVAL;
  }

  /** tcp_register_congestion_control(); the key is a hash of the name. */
  reg(kdata: Kdata): number {
    const invalid = this.validate(kdata);
    if (invalid !== 0) return invalid;
    const name = this.nameOf(kdata);
    if (this.list.has(name)) return -EEXIST;
    this.list.set(name, kdata);
    return 0;
  }

  /** tcp_unregister_congestion_control(): the name is free while those wait who may have found the value by it. */
  unreg(kdata: Kdata): Thread {
    const name = this.nameOf(kdata);
    if (this.list.get(name) === kdata) this.list.delete(name);
    return this.rcu.synchronize('tcp_unregister_congestion_control', FLAVOUR.RCU);
  }

  /**
   * tcp_update_congestion_control(). The kernel appends the new node and then deletes the old one, which corrupts the
   * list when both are the same; here that is an update to what is there already.
   */
  update(kdata: Kdata, oldKdata: Kdata): number {
    const name = this.nameOf(kdata);
    const existing = this.list.get(this.nameOf(oldKdata));
    if (existing !== oldKdata || this.nameOf(existing) !== name) return -EINVAL;
    this.list.set(name, kdata);
    return 0;
  }

  private nameOf(kdata: Kdata): string {
    return nameOf(kdata.words[this.at.name]);
  }

  /** What is registered, for a recount. */
  registered(): readonly Kdata[] {
    return [...this.list.values()];
  }
}
