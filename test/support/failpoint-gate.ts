import { AsyncLocalStorage } from 'node:async_hooks';
import type { Failpoint } from '../../src/failpoint.js';

/** What is done at a failpoint: `actor` is whose work came to it, undefined outside of `as`. */
export type FailpointHook = (name: Failpoint, actor: string | undefined) => Promise<void> | undefined;

const actors = new AsyncLocalStorage<string>();
let hook: FailpointHook | undefined;

/** Stands in the place of src/failpoint.ts in the Jest project `model`, so that a test may hold or end work in process. */
export function failpoint(name: Failpoint): Promise<void> | undefined {
  return hook?.(name, actors.getStore());
}

/** Sets what failpoints do from now on; nothing without a hook. */
export function onFailpoint(next: FailpointHook | undefined): void {
  hook = next;
}

/** Does work under a name that its failpoints carry. */
export function as<T>(actor: string, work: () => T): T {
  return actors.run(actor, work);
}
