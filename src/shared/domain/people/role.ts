export const roles = ['packer', 'lead', 'customer-service', 'admin'] as const;
export type Role = (typeof roles)[number];

/** All that a person can do at the station, one word each. */
export const acts = [
  'pack',
  'load',
  'reprint',
  'reopen',
  'view-board',
  'search-orders',
  'flag-cancel',
  'release',
  'decide-short',
  'answer-task',
  'resend',
  'set-alerts',
  'close-shift',
  'checklist',
  'export',
  'view-audit',
  'import-orders',
  'settings',
  'people',
  'practice',
] as const;
export type Act = (typeof acts)[number];

/**
 * What each role may do. A person with two roles may do what either may.
 * Customer service watches and flags, and never packs or lets anything pass; no role at all releases a hard block.
 */
export const roleTable: Readonly<Record<Role, readonly Act[]>> = {
  packer: ['pack', 'load', 'reprint', 'reopen', 'view-board', 'practice'],
  lead: ['pack', 'load', 'reprint', 'reopen', 'view-board', 'search-orders', 'flag-cancel', 'release', 'decide-short', 'answer-task', 'resend', 'set-alerts', 'close-shift', 'checklist', 'export', 'view-audit', 'import-orders', 'practice'],
  'customer-service': ['view-board', 'search-orders', 'flag-cancel', 'checklist', 'export', 'practice'],
  admin: ['view-board', 'search-orders', 'checklist', 'export', 'view-audit', 'import-orders', 'settings', 'people', 'resend', 'set-alerts', 'practice'],
};

export const mayDo = (held: readonly Role[], act: Act): boolean => held.some((role) => roleTable[role].includes(act));

/** Acts that ask for proof (badge or PIN) each time, also from somebody who is signed in: somebody else may stand there. */
export const actsWithProof: readonly Act[] = ['release', 'decide-short', 'close-shift', 'people'];
