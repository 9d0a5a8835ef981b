import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardHandlers } from '../../src/main/composition/guard-handlers.ts';
import { createAuthorize } from '../../src/main/application/people/authorize.ts';
import { createPinCheck } from '../../src/main/application/people/check-pin.ts';
import { createProver } from '../../src/main/application/people/prove.ts';
import { lockBench, signOut } from '../../src/main/application/people/judge-badge.ts';
import { serveContract, type GuardedHandlers, type Handlers } from '../../src/main/ipc/serve-contract.ts';
import { calls, type CallName, type Proof } from '../../src/shared/contract/calls.ts';
import type { Reply } from '../../src/shared/contract/reply.ts';
import type { Actor } from '../../src/shared/domain/people/person.ts';
import { actsWithProof, roles, roleTable, type Act, type Role } from '../../src/shared/domain/people/role.ts';
import { firstSettings } from '../../src/main/composition/first-settings.ts';
import { personOf, quickPins, type TestPerson } from '../support/people.ts';
import { openTestStation, type TestStation } from '../support/station.ts';
import { encodeBadge } from '../../src/shared/domain/scan/commands.ts';
import type { PersonId } from '../../src/shared/domain/people/person.ts';

const orderId = 'shop/1';

/** The least that each call takes. A new call without a line here does not compile. */
const inputs: Record<CallName, Record<string, unknown>> = {
  scan: { scanId: '0190c5a0-0000-7000-8000-000000000001', text: 'x', method: 'wedge', deviceId: 'd', scannedAtMs: 1 },
  loadBench: {},
  signIn: { proof: { kind: 'badge', code: 'x' } },
  signOut: {},
  lockBench: {},
  stayAwake: {},
  loadBoard: {},
  searchOrders: { text: 'Ann' },
  loadEvidence: { orderId },
  releaseBlocks: { orderIds: [orderId], code: 'CANCEL_REQUESTED', reason: 'because' },
  acknowledgeBlocks: { orderIds: [orderId] },
  flagOrder: { orderId, reason: 'because' },
  unflagOrder: { orderId, reason: 'because' },
  decideShort: { taskId: 't', decision: 'wait', reason: 'because', isRiskAccepted: false },
  closeTask: { taskId: 't', outcome: 'done', note: '' },
  resendWriteBack: { writeBackId: 'w' },
  resendCause: { storeId: null, parkReason: 'rejected', problemCode: null, note: 'mapped' },
  reprintLabel: { parcelId: 'p' },
  probeNow: {},
  loadAlerts: {},
  saveTrigger: { kind: 'parked', isOn: true, limit: 15 },
  loadNotArrived: {},
  loadManifests: {},
  printManifest: { manifestId: 'm' },
  loadReport: { fromMs: 0, toMs: 1 },
  loadShadow: {},
  loadShift: {},
  reconcile: {},
  explainDifference: { rowId: 'r', text: 'because' },
  closeShift: { isClean: true, note: '' },
  loadChecklists: {},
  tickCheck: { kind: 'daily', itemId: 'i', isTicked: true },
  signChecklist: { kind: 'daily' },
  exportCsv: { what: 'board' },
  loadAudit: { beforeSequence: null },
  verifyAudit: {},
  loadPeople: {},
  savePerson: { personId: null, name: 'New', roles: ['packer'], language: null, isActive: true },
  loadSettings: {},
  saveSettings: firstSettings('unused'),
  loadStock: { text: '' },
  importStock: { filePath: '/stock.csv' },
  loadConnections: {},
  testConnection: { storeId: 's' },
  beginSignIn: { storeId: 's', redirectUri: 'https://localhost/' },
  finishSignIn: { storeId: 's', state: 'abcdefgh', address: 'https://localhost/?code=x', redirectUri: 'https://localhost/' },
  saveAccountSecret: { storeId: 's', secrets: { clientSecret: 'c' } },
  loadOrderFields: { storeId: 's' },
  previewTaxMapping: { storeId: 's', fields: [{ field: 'ioss', path: 'a' }] },
  importOrders: { storeId: 's', filePath: '/f' },
  printTestLabel: {},
  loadPractice: {},
  setPracticeNetwork: { up: true },
  cancelPracticeOrder: { channelOrderId: 'c', how: 'cancel' },
  addPracticeOrders: {},
};

const callNames = Object.keys(calls) as CallName[];
const openCalls = callNames.filter((name) => calls[name].needs === 'open');
const actOf = (name: CallName): Act => calls[name].needs as Act;
const takesProof = (name: CallName): boolean => 'proof' in calls[name].input.def.shape && name !== 'signIn';
const guardedCalls = callNames.filter((name) => !openCalls.includes(name));

const one = (role: Role): TestPerson => {
  const badge = encodeBadge(role.toUpperCase().replace('-', ''));
  return { id: role as PersonId, name: `the ${role}`, roles: [role], badge, byBadge: { kind: 'badge', code: badge }, byPin: { kind: 'pin', personId: role, pin: '4719' } };
};
const staff: Record<Role, TestPerson> = { packer: one('packer'), lead: one('lead'), 'customer-service': one('customer-service'), admin: one('admin') };

let test: TestStation;
let guarded: GuardedHandlers;
const reached: { call: string; by: Actor }[] = [];

beforeAll(async () => {
  test = await openTestStation();
  const { context } = test.station;
  const noting = Object.fromEntries(callNames.map((call) => [call, (_input: unknown, by: Actor) => reached.push({ call, by })])) as unknown as Handlers;
  guarded = guardHandlers(noting, createAuthorize(context, createProver(context, createPinCheck(context, quickPins))));
});

afterAll(async () => {
  await test.close();
});

async function setUp(): Promise<void> {
  const { journal, clock } = test.station.context;
  for (const role of ['admin', 'packer', 'lead', 'customer-service'] as const) {
    journal.people.save({ ...(await personOf(staff[role], clock.nowMs())), badgeId: role.toUpperCase().replace('-', '') });
  }
}

const signInAs = (role: Role | null): void => {
  const { context } = test.station;
  if (role === null) signOut(context);
  else context.journal.signIns.save({ benchId: context.benchId, personId: staff[role].id, sinceMs: context.clock.nowMs(), isLocked: false });
};

/** As a page sends it: a raw message. */
async function ask(call: string, input: unknown): Promise<Reply<unknown>> {
  reached.length = 0;
  return new Promise((resolve, reject) => {
    const listening: ((message: unknown) => void)[] = [];
    serveContract({ port: { post: (message) => message.kind === 'reply' && resolve(message.reply), onMessage: (listener) => listening.push(listener) }, handlers: guarded, onBug: reject });
    for (const listener of listening) listener({ kind: 'call', id: 1, call, input });
  });
}

const refusedAs = (who: string) => ({ ok: false, error: { code: 'refused', details: { who } } });

describe('while nobody is set up', () => {
  it.each(callNames)('%s reaches the station, under the name in Setup', async (call) => {
    await expect(ask(call, inputs[call])).resolves.toMatchObject({ ok: true });
    expect(reached).toEqual([{ call, by: { personId: null, name: 'Alex' } }]);
  });

  it('a typed name is taken for what it is', async () => {
    await ask('releaseBlocks', { ...inputs.releaseBlocks, by: 'Bea' });
    expect(reached).toEqual([{ call: 'releaseBlocks', by: { personId: null, name: 'Bea' } }]);
  });
});

describe('with people set up', () => {
  beforeAll(setUp);

  describe.each(roles)('a %s who is signed in', (role) => {
    beforeAll(() => signInAs(role));

    it.each(openCalls)('may ask for %s', async (call) => {
      await expect(ask(call, inputs[call])).resolves.toMatchObject({ ok: true });
      expect(reached).toEqual([{ call, by: { personId: staff[role].id, name: staff[role].name } }]);
    });

    it.each(guardedCalls.filter((call) => roleTable[role].includes(actOf(call)) && !actsWithProof.includes(actOf(call))))('may call %s', async (call) => {
      await expect(ask(call, inputs[call])).resolves.toMatchObject({ ok: true });
      expect(reached).toEqual([{ call, by: { personId: staff[role].id, name: staff[role].name } }]);
    });

    it.each(guardedCalls.filter((call) => !roleTable[role].includes(actOf(call)) && !actsWithProof.includes(actOf(call))))('may not call %s', async (call) => {
      await expect(ask(call, inputs[call])).resolves.toMatchObject({ ok: false, error: { code: 'refused', details: { who: 'not-allowed', act: actOf(call), name: staff[role].name } } });
      expect(reached).toEqual([]);
    });

    it.each(guardedCalls.filter((call) => actsWithProof.includes(actOf(call))))('is asked for proof by %s, signed in or not', async (call) => {
      await expect(ask(call, inputs[call])).resolves.toMatchObject(refusedAs('proof-needed'));
      expect(reached).toEqual([]);
    });
  });

  describe.each(roles)('the proof of a %s at a packer’s bench', (role) => {
    beforeAll(() => signInAs('packer'));
    const proofs: readonly [string, Proof][] = [['badge', staff[role].byBadge], ['PIN', staff[role].byPin]];

    describe.each(proofs)('by %s', (_how, proof) => {
      it.each(guardedCalls.filter(takesProof))('%s: counts for what the role carries, and for nothing else', async (call) => {
        const reply = await ask(call, { ...inputs[call], proof });
        if (roleTable[role].includes(actOf(call))) {
          expect(reply).toMatchObject({ ok: true });
          expect(reached).toEqual([{ call, by: { personId: staff[role].id, name: staff[role].name } }]);
        } else {
          expect(reply).toMatchObject(refusedAs('not-allowed'));
          expect(reached).toEqual([]);
        }
      });
    });
  });

  /** By hand, apart from the table. */
  it.each<[Role, CallName, 'may' | 'may not']>([
    ['packer', 'releaseBlocks', 'may not'],
    ['packer', 'decideShort', 'may not'],
    ['packer', 'closeShift', 'may not'],
    ['packer', 'savePerson', 'may not'],
    ['packer', 'exportCsv', 'may not'],
    ['customer-service', 'releaseBlocks', 'may not'],
    ['customer-service', 'flagOrder', 'may'],
    ['customer-service', 'resendWriteBack', 'may not'],
    ['customer-service', 'resendCause', 'may not'],
    ['admin', 'releaseBlocks', 'may not'],
    ['admin', 'savePerson', 'may'],
    ['lead', 'savePerson', 'may not'],
    ['lead', 'releaseBlocks', 'may'],
    ['lead', 'closeShift', 'may'],
  ])('a %s with a badge: %s %s', async (role, call, word) => {
    signInAs(null);
    const reply = await ask(call, { ...inputs[call], proof: staff[role].byBadge });
    expect(reply.ok).toBe(word === 'may');
    expect(reached.length).toBe(word === 'may' ? 1 : 0);
  });

  it.each<[Role, CallName]>([
    ['lead', 'saveSettings'],
    ['packer', 'saveSettings'],
    ['customer-service', 'reprintLabel'],
    ['admin', 'reprintLabel'],
    ['customer-service', 'printManifest'],
  ])('a %s who is signed in may not call %s', async (role, call) => {
    signInAs(role);
    await expect(ask(call, inputs[call])).resolves.toMatchObject(refusedAs('not-allowed'));
    expect(reached).toEqual([]);
  });

  it.each(guardedCalls)('%s is refused on a bench where nobody is signed in', async (call) => {
    signInAs(null);
    await expect(ask(call, inputs[call])).resolves.toMatchObject(refusedAs('proof-needed'));
    expect(reached).toEqual([]);
  });

  it.each(guardedCalls)('%s is refused while the bench is locked: no buyer, no order, no log', async (call) => {
    signInAs('lead');
    lockBench(test.station.context, 'asked');
    await expect(ask(call, inputs[call])).resolves.toMatchObject(refusedAs('proof-needed'));
    expect(reached).toEqual([]);
  });

  it('a typed name proves nothing', async () => {
    signInAs('packer');
    await expect(ask('releaseBlocks', { ...inputs.releaseBlocks, by: staff.lead.name })).resolves.toMatchObject(refusedAs('proof-needed'));
  });

  it('a badge that nobody has is refused, and its number is not in the log', async () => {
    const code = encodeBadge('NOBODYHAS1');
    await expect(ask('releaseBlocks', { ...inputs.releaseBlocks, proof: { kind: 'badge', code } })).resolves.toMatchObject(refusedAs('unknown-badge'));
    const [newest] = test.station.context.journal.audit.list(null, 1);
    expect(newest).toMatchObject({ act: 'badge-refused', actor: 'station' });
    expect(JSON.stringify(newest)).not.toContain('NOBODYHAS1');
  });

  it('a lead who left the house is nobody, with the badge still in the pocket', async () => {
    const { journal } = test.station.context;
    const lead = journal.people.load(staff.lead.id);
    if (lead === null) throw new Error('no lead');
    signInAs('lead');
    journal.people.save({ ...lead, isActive: false });
    await expect(ask('releaseBlocks', { ...inputs.releaseBlocks, proof: staff.lead.byBadge })).resolves.toMatchObject(refusedAs('unknown-badge'));
    await expect(ask('releaseBlocks', { ...inputs.releaseBlocks, proof: staff.lead.byPin })).resolves.toMatchObject(refusedAs('wrong-pin'));
    await expect(ask('loadBoard', {})).resolves.toMatchObject(refusedAs('proof-needed'));
    journal.people.save(lead);
  });

  it('two calls under way keep their own names', async () => {
    signInAs('packer');
    const [lead, service] = await Promise.all([
      guarded.flagOrder({ orderId, reason: 'because', proof: staff.lead.byPin }),
      guarded.flagOrder({ orderId, reason: 'because', proof: staff['customer-service'].byPin }),
    ]);
    expect([lead, service]).toHaveLength(2);
    expect(reached.map(({ by }) => by.name).sort()).toEqual([staff['customer-service'].name, staff.lead.name].sort());
  });
});
