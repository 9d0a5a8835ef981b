import { randomBytes } from 'node:crypto';
import type { ChannelView, ConnectionTestView, StoreConnectionView } from '../../../shared/contract/connection-views.ts';
import { ownerOf, usualOwners, type StoreSettings } from '../../../shared/contract/settings.ts';
import type { StoreId } from '../../../shared/domain/order/order.ts';
import { minutes, seconds } from '../../../shared/domain/units/instant.ts';
import type { Outcome } from '../../../shared/domain/writeback/outcome.ts';
import type { ConnectionProof } from '../../application/ports/marketplace.ts';
import { carriersOf } from '../../application/lead/carrier-gaps.ts';
import { noteAct } from '../../application/note-act.ts';
import { storeOf } from '../../application/station-context.ts';
import { createHttpSender } from '../../connectors/kit/http-sender.ts';
import type { MarketplaceConnector } from '../../connectors/kit/marketplace-connector.ts';
import { readSent } from '../../connectors/kit/wire.ts';
import { marketplaceConnectors } from '../../connectors/registry.ts';
import { Refused, type Handlers } from '../../ipc/serve-contract.ts';
import type { HandlerDeps } from './deps.ts';

type ConnectionCalls = 'loadConnections' | 'testConnection' | 'beginSignIn' | 'finishSignIn' | 'saveAccountSecret';

/** A person who was sent to a vendor's page and is not back by then begins anew. */
const signInEndsMs = minutes(60);
/** A token service that takes longer is not there. */
const signInTimeouts = { connectMs: seconds(5), totalMs: seconds(30) };

export function createConnectionHandlers(deps: HandlerDeps): Pick<Handlers, ConnectionCalls> {
  const { context, parts, settings, connectivity, watch, writeBacks, publish } = deps;
  const { accounts, secrets, clock } = parts;
  /** What a person was sent to a vendor's page with; it must come back. In memory: who restarts the station begins anew. */
  const begun = new Map<StoreId, { readonly state: string; readonly redirectUri: string; readonly askedFor: string; readonly atMs: number }>();
  /** What a permission is given for: a code that comes back to another account would be redeemed in its name. */
  const askedForBy = ({ store, fields }: { readonly store: StoreSettings; readonly fields: Readonly<Record<string, string>> }): string => JSON.stringify([store.channel, fields]);

  const connected = (storeId: string): { readonly store: StoreSettings; readonly connector: MarketplaceConnector; readonly fields: Readonly<Record<string, string>> } | Refused => {
    const store = storeOf(context, storeId as StoreId);
    const connector = marketplaceConnectors.find(({ id }) => id === store?.channel);
    if (store === null || connector === undefined || store.connection.kind !== 'account') return new Refused('not-found', `No store "${storeId}" with an account of its own is set up.`);
    return { store, connector, fields: store.connection.fields };
  };

  function followed(storeId: StoreId): void {
    accounts.follow(settings.current());
    void connectivity.probeNow();
    writeBacks.kick(storeId);
    watch.accountsChanged();
    // Whether the new sign-in data is good shows at once, not with the next listing.
    if (connectivity.isOnline(storeId)) void watch.listNow(storeId);
    publish();
  }

  async function trial(storeId: StoreId): Promise<ConnectionTestView> {
    const account = accounts.of(storeId);
    if (account === null) {
      const problems = accounts.problemsOf(storeId);
      return { kind: 'failed', problems: problems.length === 0 ? [{ code: 'bad-settings', message: 'The sign-in data is not complete.' }] : problems.map((message) => ({ code: 'bad-settings', message })) };
    }
    const outcome = await account.testConnection();
    watch.tried(storeId, outcome);
    // Let in again, and nothing was changed here: what rests because it was turned away need not wait for its next try.
    if (outcome.kind === 'done') writeBacks.kick(storeId);
    return trialOf(outcome);
  }

  return {
    loadConnections: () => ({ channels: marketplaceConnectors.map(channelView), stores: settings.current().stores.map((store) => storeView(deps, store)) }),
    testConnection: async ({ storeId }) => {
      const found = storeOf(context, storeId as StoreId);
      return found === null || found.connection.kind === 'file' ? new Refused('not-found', `No store "${storeId}" with an account of its own is set up.`) : trial(storeId as StoreId);
    },
    beginSignIn: ({ storeId, redirectUri }) => {
      const found = connected(storeId);
      if (found instanceof Refused) return found;
      if (found.connector.signIn === null) return new Refused('refused', `${found.connector.title} has no page for signing in: enter the keys.`, { reason: 'no-sign-in' });
      const state = randomBytes(24).toString('base64url');
      begun.set(storeId as StoreId, { state, redirectUri, askedFor: askedForBy(found), atMs: clock.monotonicMs() });
      return { state, url: found.connector.signIn.authorizeUrl({ ...found.fields, ...secrets.load(storeId) }, state, redirectUri) };
    },
    finishSignIn: async ({ storeId, state, address, redirectUri }, by) => {
      const found = connected(storeId);
      if (found instanceof Refused) return found;
      const { connector } = found;
      const asked = begun.get(storeId as StoreId);
      const isLate = asked !== undefined && clock.monotonicMs() - asked.atMs > signInEndsMs;
      if (connector.signIn === null || asked === undefined || isLate || asked.state !== state || asked.redirectUri !== redirectUri) return new Refused('refused', 'This sign-in was not begun here, or long ago. Begin it again.', { reason: 'not-begun' });
      if (asked.askedFor !== askedForBy(found)) return new Refused('refused', 'The connection of this store was changed since the sign-in began. Begin it again.', { reason: 'changed-meanwhile' });
      const filled = { ...found.fields, ...secrets.load(storeId) };
      const callback = connector.signIn.readCallback(address, state, filled);
      if (callback === null) return new Refused('invalid-input', 'The address holds no permission. Copy the whole address of the page you were sent back to.', { reason: 'no-code' });
      begun.delete(storeId as StoreId);
      const sender = createHttpSender({ baseUrl: connector.signIn.tokenOrigin(filled), timeouts: signInTimeouts, clock, timers: parts.timers });
      const input = { code: callback.code, redirectUri, extra: callback.extra };
      const outcome = readSent(connector.signIn.redeem, await sender.send(connector.signIn.redeem.build(input, filled), { freshConnection: true }), input);
      sender.close();
      if (outcome.kind !== 'done') return trialOf(outcome);
      const still = connected(storeId);
      if (still instanceof Refused || asked.askedFor !== askedForBy(still)) return new Refused('refused', 'The connection of this store was changed since the sign-in began. Begin it again.', { reason: 'changed-meanwhile' });
      keep(deps, found.store, connector, outcome.value.fields, by.name);
      followed(storeId as StoreId);
      return trial(storeId as StoreId);
    },
    saveAccountSecret: ({ storeId, secrets: entered }, by) => {
      const found = connected(storeId);
      if (found instanceof Refused) return found;
      const known = new Set(found.connector.fields.filter(({ kind }) => kind === 'secret').map(({ name }) => name));
      const strange = Object.keys(entered).find((name) => !known.has(name));
      if (strange !== undefined) return new Refused('invalid-input', `${found.connector.title} has no secret called "${strange}".`);
      secrets.save(storeId, { ...secrets.load(storeId), ...entered });
      noteAct(context, 'account-secret-saved', storeId, { names: Object.keys(entered).join(', ') }, by.name);
      followed(storeId as StoreId);
      return { saved: true, protectedBy: secrets.protectedBy };
    },
  };
}

/** Secrets to the key store, everything else to the settings. */
function keep({ context, parts, settings }: HandlerDeps, store: StoreSettings, connector: MarketplaceConnector, signedIn: Readonly<Record<string, string>>, by: string): void {
  const isSecret = (name: string): boolean => connector.fields.find((field) => field.name === name)?.kind !== 'text';
  const all = Object.entries(signedIn);
  const open = Object.fromEntries(all.filter(([name]) => !isSecret(name)));
  parts.secrets.save(store.storeId, { ...parts.secrets.load(store.storeId), ...Object.fromEntries(all.filter(([name]) => isSecret(name))) });
  const now = settings.current();
  settings.save({
    ...now,
    stores: now.stores.map((other) => (other.storeId === store.storeId && other.connection.kind === 'account' ? { ...other, connection: { kind: 'account', fields: { ...other.connection.fields, ...open } } } : other)),
  });
  noteAct(context, 'signed-in-at-channel', store.storeId, { channel: store.channel }, by);
}

function trialOf(outcome: Outcome<ConnectionProof>): ConnectionTestView;
function trialOf(outcome: Exclude<Outcome<never>, { readonly kind: 'done' }>): ConnectionTestView;
function trialOf(outcome: Outcome<ConnectionProof>): ConnectionTestView {
  switch (outcome.kind) {
    case 'done': {
      const { accountName, canRead, canWrite, notifies, notes } = outcome.value;
      return canRead ? { kind: 'works', accountName, canWrite, notifies, notes } : { kind: 'failed', problems: notes.map((message) => ({ code: 'auth', message })) };
    }
    case 'rejected':
      return { kind: 'failed', problems: outcome.problems.map(({ code, message }) => ({ code, message })) };
    case 'rate-limited':
      return { kind: 'failed', problems: [{ code: 'throttled', message: `The channel asks to wait ${Math.ceil(outcome.retryAfterMs / 1000)} s.` }] };
    case 'unavailable':
    case 'uncertain':
      return { kind: 'failed', problems: [{ code: 'unavailable', message: outcome.cause }] };
  }
}

const channelView = ({ id, title, fields, traits, carrierWords, signIn }: MarketplaceConnector): ChannelView => ({
  id,
  title,
  fields: fields.map(({ name, kind, choices, isRequired, example }) => ({ name, kind, choices: choices ?? [], isRequired, example: example ?? null })),
  traits,
  carrierWords,
  hasSignIn: signIn !== null,
});

function storeView({ context, parts, connectivity, watch, writeBacks }: HandlerDeps, store: StoreSettings): StoreConnectionView {
  const storeId = store.storeId as StoreId;
  const account = parts.accounts.of(storeId);
  const reach = connectivity.of(storeId);
  const pause = writeBacks.status().find((status) => status.storeId === storeId)?.pause ?? 'none';
  const trouble = account === null ? null : watch.troubleOf(storeId);
  const owners = store.owners ?? usualOwners(store.name);
  const carriers = carriersOf(store);
  const writeBackRows = context.journal.writeBacks;
  const { due, parked, accepted } = writeBackRows.countOfStore(storeId);
  return {
    storeId: store.storeId,
    name: store.name,
    channel: store.channel,
    state: stateOf(),
    listing: trouble === null ? null : { code: trouble.code, message: trouble.message, sinceMs: trouble.sinceMs },
    problems: account === null && store.connection.kind === 'account' ? parts.accounts.problemsOf(storeId) : [],
    sinceMs: reach.sinceMs,
    lastAnswerAtMs: reach.lastProbeAtMs,
    listedUntilMs: account === null ? null : context.journal.channels.loadCompleteUntil(storeId),
    budgets: (account?.budgets() ?? []).map(({ calls, left, burst, ratePerSecond, costs }) => ({ calls, left, burst, ratePerSecond, isWeighed: Object.values(costs).some((cost) => cost !== 1) })),
    credentialEndsAtMs: account?.credentialEndsAtMs() ?? null,
    storedSecrets: store.connection.kind === 'account' ? Object.keys(parts.secrets.load(store.storeId) ?? {}) : [],
    cancellationOwner: ownerOf(owners, 'cancellation'),
    shippedOwner: ownerOf(owners, 'shipped'),
    notifyBuyer: store.notifyBuyer ?? null,
    unmappedCarriers: account === null ? [] : carriers.filter((carrier) => account.carrierFor(carrier) === null),
    carriers: carriers.map((carrier) => ({ carrier, told: account?.carrierFor(carrier) ?? null, isOwn: Object.hasOwn(store.carrierWords ?? {}, carrier) })),
    queue: { due, parked, accepted, causes: writeBackRows.countParkedCauses(storeId), refusedCarriers: writeBackRows.countParkedByCarrier(storeId), locked: writeBackRows.countLocked(storeId) },
  };

  function stateOf(): StoreConnectionView['state'] {
    if (store.connection.kind === 'file') return 'file';
    if (account === null) return 'not-connected';
    if (pause === 'auth' || trouble?.code === 'auth') return 'refused';
    if (reach.reachable === false || pause === 'offline') return 'offline';
    return pause === 'none' ? 'connected' : 'resting';
  }
}
