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
import { call, detachNewest } from '../testmod/controlFiles';
import { IMAGES } from '../testmod/image';
import { SocModule } from '../testmod/socModule';
import { returned, syscall } from './handler';
import { type Process } from './process';

/** The module behind the control files; undefined when it is not loaded, and the files are not there. */
function loaded(process: Process, name: string): SocModule | undefined {
  const module = process.kernel.modules.find(name);
  return module?.state === 'live' && module.code instanceof SocModule ? module.code : undefined;
}

function controlled(process: Process, name: string, use: (soc: SocModule) => Returned): Returned {
  const soc = loaded(process, name);
  return soc === undefined ? returned(-ENOENT) : use(soc);
}

export const MODULE_SYSCALLS = [
  syscall(moduleLoad, ({ kernel }, { name, types, init, also, flags, caps }) => {
    const image = IMAGES.get(name);
    // There is no such file to open.
    if (image === undefined) return returned(-ENOENT);
    return returned(kernel.modules.finitModule(image, { types, initResult: init, also }, flags, caps === 'all'));
  }),

  syscall(moduleUnload, ({ kernel }, { name, caps }) => {
    const capable = caps === 'all';
    if (name === 'fault') return returned(capable ? -EFAULT : -EPERM);
    // No module is called "absent", "" or by MODULE_NAME_LEN characters, and no module has the words for names either.
    return returned(kernel.modules.deleteModule(name, capable));
  }),

  syscall(moduleRegister, (process, { name, type }) =>
    controlled(process, name, (soc) => returned(type === 'none' ? -EINVAL : soc.register(type))),
  ),

  syscall(moduleCall, (process, { name, type, member, arg }) =>
    controlled(process, name, (soc) => {
      const results = call(soc, type, member, arg);
      return typeof results === 'number' ? returned(results) : { ret: 0, value: results };
    }),
  ),

  syscall(moduleDetach, (process, { name, type }) =>
    controlled(process, name, (soc) => returned(detachNewest(soc, type))),
  ),

  syscall(moduleLog, (process, { name }) => controlled(process, name, (soc) => ({ ret: 0, value: soc.log.take() }))),

  syscall(moduleInfo, ({ kernel }, { name }) => {
    const module = kernel.modules.find(name);
    if (module === undefined) return { ret: 0, value: { initstate: 'absent' } };
    return { ret: 0, value: { initstate: module.state, refcnt: module.refcnt } };
  }),
];
