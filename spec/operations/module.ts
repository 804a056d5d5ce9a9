// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Operations on the test modules and through their control files.
import { MODULES, TYPE_NAMES } from '../types/catalogue';
import { REGISTRATION_NAMES } from '../types/registrations';
import { choice, number, privileged } from '../vocabulary/parameter';
import { defineOperation } from '../vocabulary/operation';

const name = choice(...MODULES);
const type = choice(...TYPE_NAMES);
const registration = choice(...(REGISTRATION_NAMES as [string, ...string[]]));
/** Every function member that some type has. */
const member = choice('run', 'alt', 'unsupported', 'refused');

export const moduleLoad = defineOperation({
  op: 'module.load',
  positional: ['name'],
  parameters: {
    name,
    /**
     * Which of the six types init registers. One is the default: each type costs a kernel some 7 ms under emulation,
     * for the linear searches of its BTF; the others can be registered later.
     */
    types: choice('plain', 'fixed', 'asked', 'owned', 'holed', 'skew', 'all', 'none'),
    /** What module init returns after it registered its types: negative fails, positive loads with a warning. */
    init: number(0, -12, -17, 1),
    /** A further type that init registers after `types`; its errno is then the errno of init. */
    also: choice('none', ...REGISTRATION_NAMES),
    /** Flags of finit_module(2); 4096 is unknown to every kernel so far. */
    flags: number(0, 4096),
    ...privileged,
  },
  summary: 'Load a module with finit_module(2); every load is a new instance with a BTF object of its own.',
  kernel: 'kernel/module/main.c: SYSCALL_DEFINE3(finit_module), do_init_module()',
});

export const moduleUnload = defineOperation({
  op: 'module.unload',
  positional: ['name'],
  parameters: {
    /** A module, or a bad name: one that no module has, an empty one, one of MODULE_NAME_LEN bytes, a bad pointer. */
    name: choice(...MODULES, 'absent', 'empty', 'long', 'fault'),
    flags: choice('none', 'nonblock'),
    ...privileged,
  },
  summary: 'Remove a module with delete_module(2). Never forced: O_TRUNC would leave maps dangling.',
  kernel: 'kernel/module/main.c: SYSCALL_DEFINE2(delete_module)',
});

export const moduleRegister = defineOperation({
  op: 'module.register',
  positional: ['name', 'type'],
  parameters: { name, type: registration },
  summary: 'Have a live module call register_bpf_struct_ops() for one of its further types.',
  kernel: 'kernel/bpf/btf.c: __register_bpf_struct_ops(), kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_desc_init()',
});

export const moduleCall = defineOperation({
  op: 'module.call',
  positional: ['name', 'type', 'member'],
  parameters: { name, type, member, arg: number(0, 1, -1, 7) },
  summary: 'Call one member of every registered value of a type; tells [tag, result or null] for each, oldest first.',
  kernel: 'docs/test-module.md: call',
});

export const moduleDetach = defineOperation({
  op: 'module.detach',
  positional: ['name', 'type'],
  parameters: { name, type },
  summary: 'Have the subsystem detach the newest link of a type, through link->ops->detach().',
  kernel: 'kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_link_detach()',
});

export const moduleLog = defineOperation({
  op: 'module.log',
  positional: ['name'],
  parameters: { name },
  summary: "Read and empty the module's log of callbacks: a list of lines in the order of the calls.",
  kernel: 'docs/test-module.md: log',
});

export const moduleInfo = defineOperation({
  op: 'module.info',
  positional: ['name'],
  parameters: { name },
  summary: 'Read initstate and refcnt of a module from sysfs; both are absent when the module is.',
  kernel: 'kernel/module/sysfs.c, kernel/module/main.c: module_refcount()',
});

export const quiesce = defineOperation({
  op: 'quiesce',
  positional: [],
  parameters: {},
  summary:
    'Wait until the releases that the kernel does later are done, as far as ids and module references show; tells whether they settled.',
  kernel: 'kernel/bpf/syscall.c: bpf_map_free_deferred(), bpf_link_put_deferred()',
});
