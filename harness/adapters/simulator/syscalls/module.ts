// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The operations of module.*, and quiesce.
import {
  moduleCall,
  moduleDetach,
  moduleInfo,
  moduleLoad,
  moduleLog,
  moduleRegister,
  moduleUnload,
  type Returned,
} from '../../../../spec';
import { EFAULT, EINVAL, ENOENT, EPERM } from '../kernel/errno';
import { type Call, then } from '../kernel/thread';
import { call, detachNewest } from '../testmod/controlFiles';
import { IMAGES } from '../testmod/image';
import { SocModule } from '../testmod/socModule';
import { returned, returning, syscall } from './handler';
import { type Process } from './process';

/** Uses a control file of a module; without the module there is none. */
function controlled(process: Process, name: string, use: (soc: SocModule) => Call<Returned>): Call<Returned> {
  const soc = process.kernel.modules.find(name)?.code;
  if (!(soc instanceof SocModule) || !soc.files.enter()) return returned(-ENOENT);
  return then(use(soc), (result) => {
    soc.files.leave();
    return result;
  });
}

export const MODULE_SYSCALLS = [
  syscall(moduleLoad, ({ kernel }, { name, types, init, also, flags, caps }) => {
    const image = IMAGES.get(name);
    // There is no such file to open.
    if (image === undefined) return returned(-ENOENT);
    return returning(kernel.modules.finitModule(image, { types, initResult: init, also }, flags, caps === 'all'));
  }),

  syscall(moduleUnload, ({ kernel }, { name, caps }) => {
    const capable = caps === 'all';
    if (name === 'fault') return returned(capable ? -EFAULT : -EPERM);
    // No module is called "absent", "" or by MODULE_NAME_LEN characters, and no module has the words for names either.
    return returning(kernel.modules.deleteModule(name, capable));
  }),

  syscall(moduleRegister, (process, { name, type }) =>
    controlled(process, name, (soc) => returning(type === 'none' ? -EINVAL : soc.register(type))),
  ),

  syscall(moduleCall, (process, { name, type, member, arg }) =>
    controlled(process, name, (soc) => {
      const results = call(process.kernel.core, soc, type, member, arg);
      return typeof results === 'number' ? returned(results) : then(results, (value) => ({ ret: 0, value }));
    }),
  ),

  syscall(moduleDetach, (process, { name, type }) =>
    controlled(process, name, (soc) => returning(detachNewest(soc, type))),
  ),

  syscall(moduleLog, (process, { name }) => controlled(process, name, (soc) => ({ ret: 0, value: soc.log.take() }))),

  syscall(moduleInfo, ({ kernel }, { name }) => {
    const module = kernel.modules.find(name);
    if (module === undefined) return { ret: 0, value: { initstate: 'absent' } };
    return { ret: 0, value: { initstate: module.state, refcnt: module.refcnt } };
  }),
];
