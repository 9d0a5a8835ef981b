import { describe, expect, it } from 'vitest';
import { acts, actsWithProof, mayDo, roles, roleTable, type Act, type Role } from '../../../src/shared/domain/people/role.ts';

/** Written by hand, apart from the table: what the house would notice first if the table were wrong. */
const promises: readonly [Role, 'may' | 'may not', Act][] = [
  ['packer', 'may not', 'release'],
  ['packer', 'may not', 'decide-short'],
  ['packer', 'may not', 'export'],
  ['packer', 'may not', 'search-orders'],
  ['customer-service', 'may not', 'pack'],
  ['customer-service', 'may not', 'load'],
  ['customer-service', 'may not', 'release'],
  ['customer-service', 'may not', 'resend'],
  ['customer-service', 'may not', 'reprint'],
  ['customer-service', 'may', 'flag-cancel'],
  ['admin', 'may not', 'release'],
  ['admin', 'may not', 'pack'],
  ['admin', 'may not', 'close-shift'],
  ['admin', 'may', 'settings'],
  ['admin', 'may', 'people'],
  ['lead', 'may not', 'settings'],
  ['lead', 'may not', 'people'],
  ['lead', 'may', 'release'],
  ['lead', 'may', 'close-shift'],
  ['packer', 'may', 'pack'],
];

describe('what a role may do', () => {
  it.each(promises)('%s %s %s', (role, word, act) => {
    expect(mayDo([role], act)).toBe(word === 'may');
  });

  it('names every act for somebody: nothing is locked away from all', () => {
    expect(acts.filter((act) => !roles.some((role) => roleTable[role].includes(act)))).toEqual([]);
  });

  it('adds up for two roles and takes nothing away', () => {
    for (const act of acts) expect(mayDo(['packer', 'admin'], act)).toBe(mayDo(['packer'], act) || mayDo(['admin'], act));
  });

  it('asks for proof where goods, the shift or rights are let pass', () => {
    expect([...actsWithProof].sort()).toEqual(['close-shift', 'decide-short', 'people', 'release']);
  });
});
