import type { z } from 'zod';
import { noStoreRules, type StationSettings, stationSettings, type StoreSettings } from '../../../../shared/contract/settings.ts';
import { crossProblems } from './cross-problems.ts';
import { ownersDraftOf, ownersOf, rulesDraftOf, rulesOf, wholeOf, type OwnersDraft, type RulesDraft } from './store-draft.ts';

/** What the form holds while somebody types: every field a text or a choice, nothing refused yet. */
export interface Draft extends Omit<StationSettings, 'companyPrefix' | 'shipFrom' | 'printer' | 'paperPrinter' | 'sparePrinter' | 'stores' | 'idleLockMinutes'> {
  readonly companyPrefix: string;
  readonly shipFrom: AddressDraft;
  readonly printer: { readonly kind: 'file' | 'cups'; readonly folder: string; readonly queue: string };
  /** The queue; empty: there is none. */
  readonly paperPrinter: string;
  readonly sparePrinter: string;
  readonly idleLockMinutes: string;
  readonly stores: readonly StoreDraft[];
}

export interface AddressDraft {
  readonly name: string;
  readonly company: string;
  readonly line1: string;
  readonly line2: string;
  readonly postcode: string;
  readonly city: string;
  readonly region: string;
  readonly countryCode: string;
  readonly phone: string;
}

export interface StoreDraft extends Omit<StoreSettings, 'connection' | 'policy' | 'owners' | 'notifyBuyer' | 'rules'> {
  readonly connection: {
    readonly kind: StoreSettings['connection']['kind'];
    /** As the channel's form names them; kept while another kind is looked at. */
    readonly fields: Readonly<Record<string, string>>;
  };
  readonly policy: { readonly freshMinutes: string; readonly limitMinutes: string; readonly whenStale: StoreSettings['policy']['whenStale'] };
  readonly owners: OwnersDraft | null;
  /** `channel`: as it does by itself. */
  readonly notifyBuyer: 'channel' | 'yes' | 'no';
  readonly rules: RulesDraft;
}

export function draftOf(settings: StationSettings): Draft {
  const { shipFrom, printer } = settings;
  return {
    ...settings,
    companyPrefix: settings.companyPrefix ?? '',
    shipFrom: {
      name: shipFrom?.name ?? '',
      company: shipFrom?.company ?? '',
      line1: shipFrom?.lines[0] ?? '',
      line2: shipFrom?.lines.slice(1).join(', ') ?? '',
      postcode: shipFrom?.postcode ?? '',
      city: shipFrom?.city ?? '',
      region: shipFrom?.region ?? '',
      countryCode: shipFrom?.countryCode ?? '',
      phone: shipFrom?.phone ?? '',
    },
    printer: { kind: printer.kind, folder: printer.kind === 'file' ? printer.folder : '', queue: printer.kind === 'cups' ? printer.queue : '' },
    paperPrinter: settings.paperPrinter?.queue ?? '',
    sparePrinter: settings.sparePrinter ?? '',
    idleLockMinutes: String(settings.idleLockMinutes),
    stores: settings.stores.map((store) => storeDraftOf(store, settings.language)),
  };
}

function storeDraftOf(store: StoreSettings, language: StationSettings['language']): StoreDraft {
  const { connection, policy } = store;
  return {
    ...store,
    connection: { kind: connection.kind, fields: connection.kind === 'account' ? connection.fields : {} },
    policy: { ...policy, freshMinutes: String(policy.freshMinutes), limitMinutes: String(policy.limitMinutes) },
    owners: ownersDraftOf(store.owners),
    notifyBuyer: store.notifyBuyer === undefined ? 'channel' : store.notifyBuyer ? 'yes' : 'no',
    rules: rulesDraftOf(store.rules, language),
  };
}

export const newStore = (number: number): StoreDraft => ({
  storeId: `shop-${number}`,
  name: '',
  channel: 'packgate',
  connection: { kind: 'file', fields: {} },
  policy: { freshMinutes: '15', limitMinutes: '60', whenStale: 'lead' },
  carrier: '',
  carrierService: '',
  carrierRules: [],
  owners: null,
  notifyBuyer: 'channel',
  combine: 'off',
  rules: rulesDraftOf(noStoreRules, 'en'),
});

/** An export of the morning serves a shift: its age is shown after an hour, and after twelve a lead is asked. */
const filePolicy: StoreDraft['policy'] = { freshMinutes: '60', limitMinutes: '720', whenStale: 'lead' };

/** A shop for order files, beside what is there. A practice shop makes room: the station refuses it beside real ones. */
export function withFileShop(stores: readonly StoreDraft[]): readonly StoreDraft[] {
  const kept = stores.filter((store) => store.connection.kind !== 'practice');
  const [model] = stores;
  const carrier = model === undefined ? {} : { carrier: model.carrier, carrierService: model.carrierService };
  return [...kept, { ...newStore(freeNumber(kept)), policy: filePolicy, ...carrier }];
}

/** The lowest number whose short name no shop has yet. */
export function freeNumber(stores: readonly StoreDraft[]): number {
  const taken = new Set(stores.map((store) => store.storeId));
  let number = stores.length + 1;
  while (taken.has(newStore(number).storeId)) number += 1;
  return number;
}

/** What is wrong with one field, in words that a language file knows. */
export interface FieldProblem {
  readonly key: string;
  readonly values: Readonly<Record<string, number | string>>;
}

export type CheckedDraft =
  | { readonly ok: true; readonly settings: StationSettings }
  /** By the field's path in the settings: `shipFrom.city`, `stores.0.name`. */
  | { readonly ok: false; readonly problems: ReadonlyMap<string, FieldProblem> };

/** The same schema that the station checks with: what passes here is not refused there. */
export function checkDraft(draft: Draft): CheckedDraft {
  const parsed = stationSettings.safeParse(candidateOf(draft));
  const problems = new Map<string, FieldProblem>(crossProblems(draft));
  if (parsed.success) return problems.size === 0 ? { ok: true, settings: parsed.data } : { ok: false, problems };
  for (const issue of parsed.error.issues) {
    const path = issue.path.join('.');
    if (!problems.has(path)) problems.set(path, problemOf(issue));
  }
  return { ok: false, problems };
}

const optional = (name: string, text: string): Record<string, string> => (text.trim() === '' ? {} : { [name]: text.trim() });

function candidateOf(draft: Draft): unknown {
  const { shipFrom, printer, paperPrinter, sparePrinter, ...rest } = draft;
  const hasAddress = Object.values<string>({ ...shipFrom }).some((text) => text.trim() !== '');
  return {
    ...rest,
    ...(paperPrinter.trim() === '' ? {} : { paperPrinter: { queue: paperPrinter.trim() } }),
    ...optional('sparePrinter', sparePrinter),
    idleLockMinutes: wholeOf(draft.idleLockMinutes),
    companyPrefix: draft.companyPrefix.trim() === '' ? null : draft.companyPrefix.trim(),
    shipFrom: hasAddress ? addressOf(shipFrom) : null,
    printer: printer.kind === 'file' ? { kind: 'file', folder: printer.folder.trim() } : { kind: 'cups', queue: printer.queue.trim() },
    stores: draft.stores.map(({ owners, notifyBuyer, ...store }) => ({
      ...store,
      ...(owners === null ? {} : { owners: ownersOf(owners) }),
      ...(notifyBuyer === 'channel' ? {} : { notifyBuyer: notifyBuyer === 'yes' }),
      rules: rulesOf(store.rules),
      connection: connectionOf(store.connection),
      policy: { ...store.policy, freshMinutes: wholeOf(store.policy.freshMinutes), limitMinutes: wholeOf(store.policy.limitMinutes) },
    })),
  };
}

function addressOf(address: AddressDraft): unknown {
  const { line1, line2, countryCode, name, postcode, city } = address;
  return {
    name: name.trim(),
    lines: [line1.trim(), ...(line2.trim() === '' ? [] : [line2.trim()])],
    postcode: postcode.trim(),
    city: city.trim(),
    countryCode: countryCode.trim().toUpperCase(),
    ...optional('company', address.company),
    ...optional('region', address.region),
    ...optional('phone', address.phone),
  };
}

function connectionOf({ kind, fields }: StoreDraft['connection']): unknown {
  if (kind !== 'account') return { kind };
  return { kind, fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.trim()])) };
}

const byName: Readonly<Record<string, string>> = { companyPrefix: 'companyPrefix', countryCode: 'countryCode', storeId: 'storeId', queue: 'queue' };

function problemOf(issue: z.core.$ZodIssue): FieldProblem {
  const named = byName[String(issue.path.at(-1))];
  if (issue.code === 'too_small' && issue.origin !== 'number') return { key: 'required', values: {} };
  if (named !== undefined) return { key: named, values: {} };
  if (issue.code === 'too_small') return { key: 'tooSmall', values: { min: Number(issue.minimum) } };
  if (issue.code === 'too_big' && issue.origin === 'string') return { key: 'tooLong', values: { max: Number(issue.maximum) } };
  if (issue.code === 'too_big') return { key: 'tooBig', values: { max: Number(issue.maximum) } };
  if (issue.code === 'invalid_type' && issue.expected === 'number') return { key: 'number', values: {} };
  return { key: 'generic', values: {} };
}
