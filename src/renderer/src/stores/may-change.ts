import { mayDo } from '../../../shared/domain/people/role.ts';
import { useStation, type StationStore } from './store.ts';

/** Nobody is set up, or the person who stands here may change settings. The station judges by itself; this saves a form filled in vain. */
export function mayChange({ bench }: Pick<StationStore, 'bench'>): boolean {
  if (bench === null || bench.header.isOpenHouse) return true;
  const { person, isLocked } = bench.header;
  return person !== null && !isLocked && mayDo(person.roles, 'settings');
}

export const useMayChange = (): boolean => useStation(mayChange);
