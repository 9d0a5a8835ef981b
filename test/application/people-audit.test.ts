import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LeadBoardView } from '../../src/shared/contract/lead-views.ts';
import { encodeBadge } from '../../src/shared/domain/scan/commands.ts';
import { aDraft, requestedBy, testStartMs } from '../support/builders.ts';
import { ada, lea, pat, sam } from '../support/people.ts';
import { openTestStation, type TestStation } from '../support/station.ts';

const mug = '9521234543213';
const orderId = 'shop/100-1';

let test: TestStation;
beforeEach(async () => {
  test = await openTestStation({ people: true });
});
afterEach(() => test.close());

const door = () => test.station.handlers;
const asked = (): ReturnType<typeof aDraft> => aDraft({ cancellation: requestedBy(), updatedAtMs: testStartMs });

async function stopped(): Promise<void> {
  await test.given(asked());
  expect(test.scan('100-1').outcome).toBe('blocked');
  test.command('ok');
}

async function labelled(): Promise<string> {
  await test.given(aDraft());
  test.scan('100-1');
  test.scan(mug);
  await test.clock.settle();
  return test.parcelOnBench()?.id ?? 'no parcel';
}

/** Who does it, at Pat's bench; what is in the log then. */
const deeds: readonly [string, () => unknown, { readonly act: string; readonly actor: string }][] = [
  ['a badge signs in', () => test.scan(lea.badge), { act: 'signed-in', actor: lea.name }],
  ['a PIN signs in', () => door().signIn({ proof: sam.byPin }), { act: 'signed-in', actor: sam.name }],
  ['a badge is refused', () => test.scan(encodeBadge('NOBODY')), { act: 'badge-refused', actor: 'station' }],
  ['a PIN is refused', () => door().signIn({ proof: { kind: 'pin', personId: lea.id, pin: '9990' } }), { act: 'pin-refused', actor: 'station' }],
  ['somebody tries what is not theirs', () => door().releaseBlocks({ orderIds: [orderId], code: 'CANCEL_REQUESTED', reason: 'because', proof: sam.byBadge }), { act: 'act-refused', actor: sam.name }],
  ['the bench is locked', () => door().lockBench({}), { act: 'locked', actor: pat.name }],
  ['somebody signs out', () => door().signOut({}), { act: 'signed-out', actor: pat.name }],
  ['the gate stops an order', stopped, { act: 'gate-stopped', actor: pat.name }],
  [
    'a lead lets an order pass',
    async () => {
      await stopped();
      await door().releaseBlocks({ orderIds: [orderId], code: 'CANCEL_REQUESTED', reason: 'buyer wants it', proof: lea.byPin });
    },
    { act: 'block-released', actor: lea.name },
  ],
  [
    'customer service flags an order',
    async () => {
      await test.given(aDraft());
      await door().flagOrder({ orderId, reason: 'buyer called', proof: sam.byBadge });
    },
    { act: 'order-flagged', actor: sam.name },
  ],
  [
    'the flag is taken back',
    async () => {
      await test.given(aDraft());
      await door().flagOrder({ orderId, reason: 'buyer called', proof: sam.byBadge });
      await door().unflagOrder({ orderId, reason: 'buyer called again', proof: lea.byBadge });
    },
    { act: 'order-unflagged', actor: lea.name },
  ],
  ['a label is printed again', async () => door().reprintLabel({ parcelId: await labelled() }), { act: 'label-reprinted', actor: pat.name }],
  [
    'a label turns void',
    async () => {
      await labelled();
      await test.given(aDraft({ state: 'cancelled', updatedAtMs: testStartMs + 1 }));
    },
    { act: 'label-made-void', actor: pat.name },
  ],
  ['a parcel leaves', async () => (await labelled(), test.scan(`00${test.parcelOnBench()?.label?.sscc ?? ''}`)), { act: 'dispatched', actor: pat.name }],
  ['a list is exported', () => door().exportCsv({ what: 'audit', proof: lea.byBadge }), { act: 'exported', actor: lea.name }],
  ['a check list is signed', () => signed(), { act: 'checklist-signed', actor: lea.name }],
  ['the shift is closed', () => door().closeShift({ isClean: true, note: '', proof: lea.byBadge }), { act: 'shift-closed', actor: lea.name }],
  ['somebody new is set up', () => door().savePerson({ personId: null, name: 'Nora', roles: ['packer'], language: null, isNewBadge: false, isActive: true, proof: ada.byBadge }), { act: 'person-added', actor: ada.name }],
  ['somebody is changed', () => door().savePerson({ personId: pat.id, name: pat.name, roles: ['lead'], language: null, isNewBadge: true, isActive: true, proof: ada.byPin }), { act: 'person-changed', actor: ada.name }],
  [
    'Setup is saved',
    async () => {
      await door().signIn({ proof: ada.byBadge });
      await door().saveSettings({ ...test.station.context.settings(), theme: 'dark' });
    },
    { act: 'settings-saved', actor: ada.name },
  ],
];

async function signed(): Promise<void> {
  const { daily } = (await door().loadChecklists({})) as { daily: { items: readonly { itemId: string }[] } };
  for (const { itemId } of daily.items) await door().tickCheck({ kind: 'daily', itemId, isTicked: true, proof: lea.byBadge });
  await door().signChecklist({ kind: 'daily', proof: lea.byBadge });
}

const log = () => test.station.context.journal.audit.list(null, 200);

describe('the log has a line, with the name of who did it, when', () => {
  it.each(deeds)('%s', async (_what, run, line) => {
    await run();
    await test.clock.settle();
    expect(log().map(({ act, actor }) => ({ act, actor }))).toContainEqual(line);
    expect(test.station.context.journal.audit.verify().ok).toBe(true);
  });
});

describe('what is written is never unsaid', () => {
  it('names the parts of Setup that changed, and none that did not', async () => {
    await door().signIn({ proof: ada.byBadge });
    await door().saveSettings({ ...test.station.context.settings(), theme: 'dark', soundVolume: 0.1 });
    expect(log()[0]).toMatchObject({ act: 'settings-saved', detail: JSON.stringify({ theme: 'light → dark', soundVolume: '0.7 → 0.1' }) });
  });

  it('a release is the lead’s and not of the packer at whose bench it was given', async () => {
    await stopped();
    await door().releaseBlocks({ orderIds: [orderId], code: 'CANCEL_REQUESTED', reason: 'buyer wants it', proof: lea.byBadge });
    const released = log().filter(({ act }) => act === 'block-released');
    expect(released).toHaveLength(1);
    expect(released[0]?.actor).toBe(lea.name);
    expect((test.station.handlers.loadBoard({}) as LeadBoardView).groups).toEqual([]);
    expect(test.scan('100-1').outcome).toBe('order-opened');
    expect(test.parcelOnBench()?.packer).toBe(pat.name);
  });
});
