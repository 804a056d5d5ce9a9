// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// One struct_ops type of the test module: what its callbacks log and answer (kernel/testmod/callbacks.c).
import { type BtfMember, type BtfStruct } from '../kernel/btfTypes';
import { EACCES, ENOENT, ENXIO } from '../kernel/errno';
import { type Module } from '../kernel/module';
import { type Mutex } from '../kernel/mutex';
import { type BpfStructOps, type Kdata, type Stub, type SubsystemLink, type Words } from '../kernel/structOps';
import { type Call, type Thread } from '../kernel/thread';
import { type CallbackLog } from './log';
import { type SocShape } from './shapes';
import { SocValues } from './values';

export class SocType implements BpfStructOps {
  readonly name: string;
  readonly owner: Module | null;
  readonly cfiStubs: ReadonlyMap<string, Stub> | null;
  readonly values: SocValues;
  /** Absent for a type without an update op. */
  update?: (kdata: Kdata, oldKdata: Kdata, link: SubsystemLink | null) => Call<number>;
  private initCalls = 0;

  constructor(
    readonly shape: SocShape,
    private readonly module: Module,
    /** soc_values_lock */
    readonly valuesLock: Mutex,
    private readonly log: CallbackLog,
  ) {
    this.name = shape.struct;
    this.owner = shape.ownerless ? null : module;
    this.cfiStubs = shape.stubs;
    this.values = new SocValues(shape.exclusive);
    if (shape.update) this.update = (kdata, oldKdata, link) => this.replace(kdata, oldKdata, link);
  }

  init(): number {
    this.called('init', '');
    this.initCalls++;
    return this.shape.init(this.initCalls);
  }

  checkMember(member: BtfMember): number {
    this.called('check_member', member.name);
    return this.shape.roles.get(member.name)?.refused === true ? -EACCES : 0;
  }

  initMember(_type: BtfStruct, member: BtfMember, kdata: Kdata, udata: Words): number {
    this.called('init_member', member.name);
    const role = this.shape.roles.get(member.name)?.role;
    if (role !== 'tag' && role !== 'want') return 0;
    const word = udata[member.index] ?? 0;
    kdata.words[member.index] = word;
    return member.name === 'want_init' && word !== 0 ? word | 0 : 1;
  }

  validate(kdata: Kdata): number {
    this.called('validate', this.tagOf(kdata));
    return this.wanted(kdata, this.shape.wantValidate);
  }

  reg(kdata: Kdata, link: SubsystemLink | null): Call<number> {
    return this.underLock('reg', () => this.tryAdd(kdata, link));
  }

  /** Log and list change together, so that their orders agree. */
  private underLock<T>(callback: string, act: () => T): Call<T> {
    this.module.enter(callback);
    return this.valuesLock.tryLock() ? this.unlockAfter(act) : this.lockAnd(callback, act);
  }

  private unlockAfter<T>(act: () => T): T {
    const result = act();
    this.valuesLock.unlock();
    return result;
  }

  private *lockAnd<T>(callback: string, act: () => T): Thread<T> {
    yield* this.valuesLock.lock(`soc_${callback}`);
    return this.unlockAfter(act);
  }

  private tryAdd(kdata: Kdata, link: SubsystemLink | null): number {
    this.called('reg', this.tagOf(kdata));
    const err = this.wanted(kdata, this.shape.wantReg);
    if (err !== 0) return err;
    if (this.shape.owned && !kdata.ownerIsModule) return -ENXIO;
    return this.values.add(kdata, link);
  }

  unreg(kdata: Kdata, link: SubsystemLink | null): Call<void> {
    return this.underLock('unreg', () => {
      this.called('unreg', this.tagOf(kdata));
      const value = this.values.find(kdata, link);
      if (value !== undefined) this.values.drop(value);
    });
  }

  private replace(kdata: Kdata, oldKdata: Kdata, link: SubsystemLink | null): Call<number> {
    return this.underLock('update', () => this.tryReplace(kdata, oldKdata, link));
  }

  private tryReplace(kdata: Kdata, oldKdata: Kdata, link: SubsystemLink | null): number {
    this.called('update', `${this.tagOf(kdata)} ${this.tagOf(oldKdata)}`);
    const err = this.wanted(kdata, this.shape.wantUpdate);
    if (err !== 0) return err;
    const value = this.values.find(oldKdata, link);
    if (value === undefined) return -ENOENT;
    value.kdata = kdata;
    return 0;
  }

  /** The label of a value, as the log and `call` show it. */
  tagOf(kdata: Kdata): number {
    return kdata.words[this.shape.tag] ?? 0;
  }

  /** Every callback is code of the module, so the module must still be there. */
  private called(callback: string, detail: string | number): void {
    this.module.enter(callback);
    this.log.add(detail === '' ? `${callback} ${this.shape.name}` : `${callback} ${this.shape.name} ${detail}`);
  }

  /** What the value asks the callback to return: signed, and 0 in types that ask for nothing. */
  private wanted(kdata: Kdata, member: number): number {
    return (kdata.words[member] ?? 0) | 0;
  }
}
