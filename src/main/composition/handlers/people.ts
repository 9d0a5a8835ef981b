import type { Handlers } from '../../ipc/serve-contract.ts';
import type { HandlerDeps } from './deps.ts';

export function createPeopleHandlers(_deps: HandlerDeps): Pick<Handlers, never> {
  return {};
}
