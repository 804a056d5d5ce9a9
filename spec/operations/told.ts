// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What operations tell on success, as docs/protocol.md shows it.
import type { Definition } from '../vocabulary/operation';

/** The shape of a value; `of`: by what the operation was done to, where that matters. */
export interface Told {
  readonly of?: string;
  readonly value: string;
  /** What the shape does not say. */
  readonly note?: string;
}

const TOLD: Readonly<Record<string, readonly Told[]>> = {
  'btf.list': [
    { value: '[["soc_a",N],…]', note: ': the visible BTF objects of soc_a, soc_b and soc_n, by ascending id' },
  ],
  'prog.run': [{ value: '{"retval":N}' }],
  'map.lookup': [
    {
      value: '{"state":N,"refcnt":N,"members":{"run":N,"tag":N}}',
      note: '; members that are zero are left out; signed for `want_*`, unsigned for all others; `name` is the N of `soc_ccN`, -1 for another string',
    },
  ],
  'map.next_key': [{ value: '{"next":0}' }],
  'pin.read': [{ value: '{"state":"BPF_STRUCT_OPS_STATE_INUSE","refcnt":N}', note: ' as the text shows them' }],
  'link.poll': [{ value: '{"hup":true}' }],
  'module.info': [{ value: '{"initstate":"live","refcnt":0}', note: ', or `{"initstate":"absent"}`' }],
  'module.call': [{ value: '[[TAG,RESULT],[TAG,null],…]' }],
  'module.log': [{ value: '["init plain",…]' }],
  quiesce: [{ value: '{"settled":true}' }],
  'object.info': [
    {
      of: 'a map',
      value:
        '{"kind":"map","id":N,"type":26,"flags":N,"value_type":"bpf_struct_ops_soc_plain_ops","btf_vmlinux_id":N,"btf_id":N}',
    },
    { of: 'a link', value: '{"kind":"link","id":N,"type":9,"map_id":N}' },
    {
      of: 'a program',
      value: '{"kind":"prog","id":N,"type":27,"attach_btf_obj_id":N,"attach_btf_id":N}',
      note: '; type 31 for one of `prog.load_syscall`',
    },
    { of: 'a BTF', value: '{"kind":"btf","id":N,"name":"soc_a","kernel":true}' },
  ],
};

/** Nothing for an operation that tells nothing but whether it succeeded. */
export const toldBy = ({ op, binds }: Pick<Definition, 'op' | 'binds'>): readonly Told[] =>
  binds === undefined ? (TOLD[op] ?? []) : [{ value: '{"id":N}', note: ', the id of the object' }];
