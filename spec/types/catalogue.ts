// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The struct_ops types that programs may name: two of vmlinux and six of the test module (docs/test-module.md).
import { isWithin, type ProfileName, type ProfileRange } from '../profiles';
import { data, fn, owner, pointerFn, refusedFn, special, tag, unsupportedFn, want, type Member } from './member';

/** The modules of the suite: soc_n is soc_a without BTF. */
export const MODULES = ['soc_a', 'soc_b', 'soc_n'] as const;
export type ModuleName = (typeof MODULES)[number];

export interface StructOpsType {
  /** The name that programs use. */
  readonly name: string;
  /** The name of the C struct; the value struct is `bpf_struct_ops_` and this. */
  readonly struct: string;
  readonly home: 'vmlinux' | 'module';
  /** In declaration order, which is the order of the kernel's checks, as the default profile has it. */
  readonly members: readonly Member[];
  /** What some profiles have instead. */
  readonly elsewhere?: ProfileRange & { readonly members: readonly Member[] };
  /** Whether `struct bpf_struct_ops` has an `update` op (LINK_UPDATE). */
  readonly update: boolean;
  /** What may not be registered twice: any value of the type, any of the same `name` member, or nothing. */
  readonly exclusive: 'type' | 'name' | 'no';
  /** Whether the struct has bytes that no member covers, between or after its members. */
  readonly holes: boolean;
  /** Whether the value struct has bytes after the struct: not where that fills its last cache line. */
  readonly padded: boolean;
}

const type = (
  name: string,
  struct: string,
  members: readonly Member[],
  more: Partial<StructOpsType> = {},
): StructOpsType => ({
  name,
  struct,
  home: 'module',
  members,
  update: true,
  exclusive: 'no',
  holes: false,
  padded: true,
  ...more,
});

const plain = type('plain', 'soc_plain_ops', [fn('run'), fn('alt'), tag, data('spare')]);
const fixed = type('fixed', 'soc_fixed_ops', [fn('run'), tag, data('spare')], { update: false });
const asked = type('asked', 'soc_asked_ops', [
  want('want_init'),
  want('want_validate'),
  want('want_reg'),
  want('want_update'),
  tag,
  data('spare'),
  fn('run'),
  unsupportedFn('unsupported'),
  refusedFn('refused'),
]);
const owned = type('owned', 'soc_owned_ops', [owner, fn('run'), tag, data('spare')], { exclusive: 'type' });
const holed = type('holed', 'soc_holed_ops', [tag, fn('run'), data('spare')], { holes: true });
const skewA = type('skew', 'soc_skew_ops', [fn('run'), tag, data('spare')]);
const skewB = type('skew', 'soc_skew_ops', [tag, data('spare'), data('pad'), fn('alt'), fn('run')]);

/** The members of tcp_congestion_ops, in any order. get_info has no stub. */
const TCP = {
  ssthresh: pointerFn('ssthresh', 1),
  cong_avoid: pointerFn('cong_avoid', 3),
  set_state: pointerFn('set_state', 2),
  cwnd_event: pointerFn('cwnd_event', 2),
  cwnd_event_tx_start: pointerFn('cwnd_event_tx_start', 1),
  in_ack_event: pointerFn('in_ack_event', 2),
  pkts_acked: pointerFn('pkts_acked', 2),
  min_tso_segs: pointerFn('min_tso_segs', 1),
  cong_control: pointerFn('cong_control', 4),
  undo_cwnd: pointerFn('undo_cwnd', 1),
} as const;
const tcpTail = [
  pointerFn('sndbuf_expand', 1),
  unsupportedFn('get_info'),
  special('name'),
  owner,
  data('list'),
  data('key'),
  special('flags'),
  pointerFn('init', 1),
  pointerFn('release', 1),
];

const tcpMembers = (...names: (keyof typeof TCP)[]): readonly Member[] => [
  ...names.map((name) => TCP[name]),
  ...tcpTail,
];

/** net/ipv4/bpf_tcp_ca.c; members as in include/net/tcp.h of 6.12, and of 7.2. */
const tcp = type(
  'tcp_congestion_ops',
  'tcp_congestion_ops',
  tcpMembers(
    'ssthresh',
    'cong_avoid',
    'set_state',
    'cwnd_event',
    'in_ack_event',
    'pkts_acked',
    'min_tso_segs',
    'cong_control',
    'undo_cwnd',
  ),
  {
    home: 'vmlinux',
    exclusive: 'name',
    holes: true,
    padded: false,
    elsewhere: {
      since: '7.2',
      members: tcpMembers(
        'cong_avoid',
        'cong_control',
        'ssthresh',
        'set_state',
        'cwnd_event',
        'cwnd_event_tx_start',
        'in_ack_event',
        'pkts_acked',
        'min_tso_segs',
        'undo_cwnd',
      ),
    },
  },
);

const dummyMembers = [pointerFn('test_1', 1), pointerFn('test_2', 5)];

/** net/bpf/bpf_dummy_struct_ops.c: programs may be loaded and test-run, but no map of it is ever registered. */
const dummy = type('bpf_dummy_ops', 'bpf_dummy_ops', [...dummyMembers, pointerFn('test_sleepable', 1)], {
  home: 'vmlinux',
  update: false,
  elsewhere: { until: '6.1', members: dummyMembers },
});

const vmlinuxTypes: readonly StructOpsType[] = [tcp, dummy];
const moduleTypes: Readonly<Record<'soc_a' | 'soc_b', readonly StructOpsType[]>> = {
  soc_a: [plain, fixed, asked, owned, holed, skewA],
  soc_b: [plain, fixed, asked, owned, holed, skewB],
};

/** Names that `type=` takes for registered types. */
export const TYPE_NAMES = [
  'plain',
  'fixed',
  'asked',
  'owned',
  'holed',
  'skew',
  'tcp_congestion_ops',
  'bpf_dummy_ops',
] as const;
export type TypeName = (typeof TYPE_NAMES)[number];

/** The types that a BTF object describes: vmlinux's, or those of a module that has BTF. */
export function typesOf(btf: string): readonly StructOpsType[] {
  if (btf === 'vmlinux') return vmlinuxTypes;
  return btf === 'soc_a' || btf === 'soc_b' ? moduleTypes[btf] : [];
}

/** The members that a type has in a profile, in declaration order. */
export const membersIn = ({ members, elsewhere }: StructOpsType, profile: ProfileName): readonly Member[] =>
  elsewhere !== undefined && isWithin(elsewhere, profile) ? elsewhere.members : members;

/** The layout of a type in one BTF object; undefined when that BTF does not describe it. */
export const typeIn = (btf: string, name: string): StructOpsType | undefined =>
  typesOf(btf).find((candidate) => candidate.name === name);
