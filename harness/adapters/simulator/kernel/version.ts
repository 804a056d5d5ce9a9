// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What tells one version of the simulated kernel from another: each feature with the commit that brought it.
import { DEFAULT_PROFILE, profileNamed, type Profile, type Version } from '../../../../spec';

/** Read by the function that each feature belongs to, as `core.features`. */
export interface Features {
  /**
   * __sys_bpf() refuses MAP_CREATE and PROG_LOAD of a caller without CAP_BPF before it reads the attribute. Ended by
   * 1d28635abcf1, which moved the check into map_create() and bpf_prog_load().
   */
  readonly sysBpfRefusesUnprivileged: boolean;
  /** BPF_F_TOKEN_FD and map_token_fd; a177fc2bf6fd. Without them map_token_fd lies beyond the last field. */
  readonly mapToken: boolean;
  /** register_bpf_struct_ops() is there for modules, and every BTF has a table of types; f6be98d19985, e61995111a76. */
  readonly moduleTypes: boolean;
  /**
   * value_type_btf_obj_fd: beyond the last field; a field of which 0 means vmlinux and a descriptor of vmlinux's BTF is
   * one (v12); or a field that counts with BPF_F_VTYPE_BTF_OBJ_FD only, and for modules only (fcc2c1fb0651).
   */
  readonly valueTypeBtf: 'absent' | 'field' | 'flag';
  /** BPF_F_LINK and links of attach type BPF_STRUCT_OPS; 68b04864ca42. */
  readonly structOpsLink: boolean;
  /** Subsystems learn of the link in reg, unreg and update, and links can be detached and polled; 73287fe22872. */
  readonly linkArgument: boolean;
  /** validate() is called never, for maps with BPF_F_LINK (68b04864ca42), or for every map (73e4f9e615d7). */
  readonly validate: 'never' | 'link' | 'always';
  /** The value's refcnt is a counter of its own, and the map has one reference for it; ended by b671c2067a04. */
  readonly kvalueRefcnt: boolean;
  /** bpf_struct_ops_map_free() waits for RCU before it lets the programs go; b671c2067a04. */
  readonly mapFreeWaits: boolean;
  /** The user's BTF is put after map_free() and not with the map's last reference; 59e5791f59dd. */
  readonly btfPutAfterMapFree: boolean;
  /** bpf_link_put() always leaves the freeing to a worker; ab5d47bd41b1. Before, where it may sleep it frees at once. */
  readonly linkPutDefers: boolean;
  /** bpf_map_info tells the BTF of the value's type, since 6.9 as btf_vmlinux_id; 1338b9334658. */
  readonly mapInfoBtf: boolean;
  /** A BTF object of a module loses its id when the module goes; 146bd2a87a65, which stable updates have as well. */
  readonly btfIdGoneAtGoing: boolean;
  /** __register_bpf_struct_ops() lets a module without BTF off with a warning; 947e56f82fd7. */
  readonly missingBtfIsWarning: boolean;
  /** A type without cfi_stubs is refused; 3e0008336ae3. */
  readonly cfiStubs: boolean;
  /** A member whose stub is NULL takes no programs, and its prototype is not looked at; e42ac1418055. */
  readonly nullStubUnsupported: boolean;
  /**
   * How prepare_arg_info() finds a member's stub in BTF: not at all; as TYPE__MEMBER, if there is one (1611603537a4); by
   * the name that kallsyms has for its address, and there must be one (12fdd29d5d71, which stable updates have too).
   */
  readonly stubLookup: 'none' | 'name' | 'kallsyms';
  /** A member may not return a pointer to anything but a struct; 8d9f547f74c7. */
  readonly returnTypeChecked: boolean;
  /** Nor more than 8 bytes (bpf_struct_ops_desc_init() of 7.2); stable updates have it as well, 6.12.117 for one. */
  readonly returnSizeChecked: boolean;
  /** An init that returns -EEXIST makes finit_module() return -EBUSY; 743f8cae549a. */
  readonly initEexistIsEbusy: boolean;
  /** Programs of BPF_PROG_TYPE_STRUCT_OPS may be sleepable; 1e12d3ef47d2. */
  readonly sleepableStructOps: boolean;
  /** check_attach_btf_id() comes after resolve_pseudo_ldimm64() and check_cfg(); 81f6d0530ba0. */
  readonly attachCheckedAfterCfg: boolean;
  /** map_lookup_elem() looks at the flags after the map and its permissions; 2b421662c788. */
  readonly lookupChecksMapFirst: boolean;
  /**
   * The last field of BPF_PROG_LOAD is the end of union bpf_attr: log_true_size (47a71c1f9af0) until there were tokens,
   * fd_array_cnt (4d3ae294f900), keyring_id (349271568303).
   */
  readonly progLoadEndsAttr: boolean;
  /** It is fd_array_cnt, which the verifier looks at whatever else there is; 4d3ae294f900. */
  readonly fdArrayCntEndsAttr: boolean;
  /** The inode of a pin is freed by an RCU callback, which lets go of the object; ended by 4f375ade6aa9. */
  readonly inodePutWaits: boolean;
  /** BPF_PROG_ASSOC_STRUCT_OPS, and UPDATE associates each program with its map; b5709f6d26d6. */
  readonly assocStructOps: boolean;
  /** bpf_struct_ops_test_run() refuses NULL where the argument is not __nullable; 980ca8ceeae6. */
  readonly testRunChecksArgs: boolean;
  /** struct bpf_dummy_ops has the member test_sleepable; 7dd880592a31. */
  readonly dummyTestSleepable: boolean;
  /** bpf_tcp_ca_init_member() refuses a name that is registered already; ended by 8fb1a76a0f35. */
  readonly tcpNameIsNew: boolean;
  /** TCP_CONG_MASK (include/net/tcp.h), which got three bits with AccECN (in 6.18.15, not in 6.16.12). */
  readonly tcpCongMask: number;
  /** struct tcp_congestion_ops begins with cong_avoid and cong_control, and has cwnd_event_tx_start (7.2). */
  readonly tcpCwndEventTxStart: boolean;
}

/** One version of the kernel. */
export interface KernelVersion {
  /** As uname -r begins; that of v12, which was never released, is its name. */
  readonly release: string;
  readonly features: Features;
}

const OF_6_1: Features = {
  sysBpfRefusesUnprivileged: true,
  mapToken: false,
  moduleTypes: false,
  valueTypeBtf: 'absent',
  structOpsLink: false,
  linkArgument: false,
  validate: 'never',
  kvalueRefcnt: false,
  mapFreeWaits: true,
  btfPutAfterMapFree: false,
  linkPutDefers: false,
  mapInfoBtf: false,
  btfIdGoneAtGoing: true,
  missingBtfIsWarning: false,
  cfiStubs: false,
  nullStubUnsupported: false,
  stubLookup: 'none',
  returnTypeChecked: false,
  returnSizeChecked: false,
  initEexistIsEbusy: false,
  sleepableStructOps: false,
  attachCheckedAfterCfg: false,
  lookupChecksMapFirst: false,
  progLoadEndsAttr: false,
  fdArrayCntEndsAttr: false,
  inodePutWaits: false,
  assocStructOps: false,
  testRunChecksArgs: false,
  dummyTestSleepable: false,
  tcpNameIsNew: true,
  tcpCwndEventTxStart: false,
  tcpCongMask: 0x3,
};

/** 6.4 brought links and 6.5 the order of the checks of privilege; the series came later. */
const OF_6_6: Features = {
  ...OF_6_1,
  sysBpfRefusesUnprivileged: false,
  structOpsLink: true,
  validate: 'link',
  btfPutAfterMapFree: true,
  linkPutDefers: true,
  sleepableStructOps: true,
  progLoadEndsAttr: true,
  dummyTestSleepable: true,
  tcpNameIsNew: false,
};

/** bpf-next of December 2023 with the series on top; its BTF objects keep their ids, as in every mainline then. */
const OF_V12: Features = {
  ...OF_6_6,
  moduleTypes: true,
  valueTypeBtf: 'field',
  btfPutAfterMapFree: false,
  mapInfoBtf: true,
  btfIdGoneAtGoing: false,
  inodePutWaits: true,
};

const OF_6_9: Features = {
  ...OF_V12,
  mapToken: true,
  valueTypeBtf: 'flag',
  validate: 'always',
  btfPutAfterMapFree: true,
  missingBtfIsWarning: true,
  cfiStubs: true,
  stubLookup: 'name',
  progLoadEndsAttr: false,
};

const OF_6_12: Features = {
  ...OF_6_9,
  linkArgument: true,
  btfIdGoneAtGoing: true,
  nullStubUnsupported: true,
  returnSizeChecked: true,
  stubLookup: 'kallsyms',
  attachCheckedAfterCfg: true,
  testRunChecksArgs: true,
  inodePutWaits: false,
};

const OF_6_16: Features = {
  ...OF_6_12,
  returnTypeChecked: true,
  progLoadEndsAttr: true,
  fdArrayCntEndsAttr: true,
  btfIdGoneAtGoing: false,
  inodePutWaits: true,
};

const OF_6_18: Features = {
  ...OF_6_16,
  fdArrayCntEndsAttr: false,
  btfIdGoneAtGoing: true,
  inodePutWaits: false,
  tcpCongMask: 0x1f,
};

const OF_6_19: Features = { ...OF_6_18, lookupChecksMapFirst: true };

const OF_7_2: Features = { ...OF_6_19, initEexistIsEbusy: true, assocStructOps: true, tcpCwndEventTxStart: true };

/** Which features the releases of each version have; those of a whole version have all that its stable updates brought. */
const VERSIONS: Readonly<Record<Version, KernelVersion>> = {
  '6.1': { release: '6.1.192', features: OF_6_1 },
  '6.6': { release: '6.6.131', features: OF_6_6 },
  v12: { release: 'v12', features: OF_V12 },
  '6.9': { release: '6.9.0', features: OF_6_9 },
  '6.12': { release: '6.12.95', features: OF_6_12 },
  '6.16': { release: '6.16.12', features: OF_6_16 },
  '6.18': { release: '6.18.21', features: OF_6_18 },
  '6.19': { release: '6.19.14', features: OF_6_19 },
  // 7.3 changes nothing that a program can see here.
  '7.2': { release: '7.2.13', features: OF_7_2 },
  '7.3': { release: '7.3.4', features: OF_7_2 },
};

/** What a stable update changed, or a release between two versions: what holds before it, in its own series. */
const BEFORE: readonly (readonly [update: string, Partial<Features>])[] = [
  ...['6.1.168', '6.6.131', '6.12.80', '6.18.21', '6.19.11'].map((update) => [update, { btfIdGoneAtGoing: false }] as const),
  ...['6.1.157', '6.6.113', '6.12.54'].map((update) => [update, { inodePutWaits: true }] as const),
  ['6.1.191', { kvalueRefcnt: true, mapFreeWaits: false }],
  ['6.6.14', { btfPutAfterMapFree: false }],
  ['6.12.31', { stubLookup: 'name' }],
];

/** And what holds from it on. */
const SINCE: readonly (readonly [update: string, Partial<Features>])[] = [
  ['6.9.9', { testRunChecksArgs: true }],
  ['6.17.4', { inodePutWaits: false }],
  ['7.0.0', { initEexistIsEbusy: false }],
];

/** The kernel of a profile. */
export function kernelVersion({ name, version }: Profile): KernelVersion {
  const whole = VERSIONS[version];
  if (name === version) return whole;
  const [series, number] = [name.slice(0, name.lastIndexOf('.')), Number(name.slice(name.lastIndexOf('.') + 1))];
  const isOf = (update: string): boolean => update.startsWith(`${series}.`);
  const numberOf = (update: string): number => Number(update.slice(series.length + 1));
  const changes = [
    ...BEFORE.filter(([update]) => isOf(update) && number < numberOf(update)),
    ...SINCE.filter(([update]) => isOf(update) && number >= numberOf(update)),
  ];
  const features = changes.reduce((all, [, changed]) => ({ ...all, ...changed }), whole.features);
  return { release: name, features };
}

export const DEFAULT_VERSION: KernelVersion = VERSIONS[profileNamed(DEFAULT_PROFILE).version];
