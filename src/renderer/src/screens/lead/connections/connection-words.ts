import type { TFunction } from 'i18next';
import type { BudgetView, ChannelView, ConnectionTestView, ParkedCauseView, StoreConnectionView } from '../../../../../shared/contract/connection-views.ts';
import { isThisStation } from '../../../../../shared/contract/settings.ts';
import { days } from '../../../../../shared/domain/units/instant.ts';
import { problemCodeText } from '../../../../../shared/words/problem-text.ts';
import type { IconName } from '../../../components/icons.tsx';
import { numberText, timeText } from '../../../i18n/clock-text.ts';

type State = StoreConnectionView['state'];

/** Shape beside word and colour. */
export const stateIcon: Readonly<Record<State, IconName>> = { connected: 'plug', offline: 'unplugged', refused: 'octagon', resting: 'pause', 'not-connected': 'circle', file: 'file' };

export function stateWords(t: TFunction, { state, sinceMs }: Pick<StoreConnectionView, 'state' | 'sinceMs'>, nowMs: number): string {
  return state === 'offline' && sinceMs !== null ? t('connections.offlineSince', { time: timeText(t, sinceMs, nowMs) }) : t(`connections.state.${state}`);
}

/** Null: this station tells it. */
export function notToldWords(t: TFunction, { name, by }: { readonly name: string; readonly by: string | null }): string {
  return by === null ? t('connections.notTold', { store: name }) : t('connections.toldBy', { store: name, system: by });
}

export const isToldHere = ({ shippedOwner }: Pick<StoreConnectionView, 'shippedOwner'>): boolean => shippedOwner !== null && isThisStation(shippedOwner);

/** How much a store needs somebody, the most first. What lies from `atEase` on goes on by itself. */
const weights: Readonly<Record<State, number>> = { refused: 0, 'not-connected': 1, offline: 2, resting: 5, connected: 6, file: 7 };
const atEase = weights.resting;

function weightOf(store: StoreConnectionView): number {
  const waits = store.listing !== null ? 0 : store.queue.parked > 0 || store.unmappedCarriers.length > 0 ? 3 : atEase;
  const isUntold = store.state !== 'file' && !isToldHere(store) ? 4 : atEase;
  const worst = Math.min(waits, isUntold);
  return worst < atEase ? Math.min(worst, weights[store.state]) : weights[store.state];
}

export const needsSomebody = (store: StoreConnectionView): boolean => weightOf(store) < atEase;

export const failuresFirst = (stores: readonly StoreConnectionView[]): readonly StoreConnectionView[] => stores.toSorted((a, b) => weightOf(a) - weightOf(b));

/** Words to choose from that fit what is typed; all of them where nothing does, or one was chosen. */
export function fittingWords(words: readonly string[], typed: string): readonly string[] {
  const wanted = typed.trim().toLowerCase();
  const fitting = words.includes(typed.trim()) ? [] : words.filter((word) => word.toLowerCase().includes(wanted));
  return fitting.length === 0 ? words : fitting;
}

/** Exactly one system should write to the buyer; who that is follows from the channel and from what the store chose. */
export function noticeWords(t: TFunction, channel: ChannelView, { notifyBuyer }: Pick<StoreConnectionView, 'notifyBuyer'>): string {
  const { buyerNotice } = channel.traits;
  const key = buyerNotice === 'flag' ? `flag-${notifyBuyer === null ? 'channel' : notifyBuyer ? 'yes' : 'no'}` : buyerNotice;
  return t(`connections.notice.${key}`, { channel: channel.title });
}

/** Earlier than this nobody needs to think of it. */
const SOON_MS = days(30);

export interface EndWords {
  readonly words: string;
  readonly tone: 'plain' | 'soon' | 'over';
}

export function endWords(t: TFunction, endsAtMs: number | null, nowMs: number): EndWords {
  if (endsAtMs === null) return { words: t('connections.endsNever'), tone: 'plain' };
  const date = new Intl.DateTimeFormat(t('meta.locale'), { day: 'numeric', month: 'long', year: 'numeric' }).format(endsAtMs);
  if (endsAtMs <= nowMs) return { words: t('connections.ended', { date }), tone: 'over' };
  const left = Math.floor((endsAtMs - nowMs) / days(1));
  return { words: t('connections.ends', { date, count: left }), tone: endsAtMs - nowMs < SOON_MS ? 'soon' : 'plain' };
}

export interface BudgetWords {
  readonly used: number;
  readonly limit: number;
  readonly name: string;
  readonly words: string;
  readonly pace: string;
}

/** "3 of 30 used". What comes back meanwhile is counted in whole calls: a third of a call is none. */
export function budgetWords(t: TFunction, { calls, left, burst, ratePerSecond, isWeighed }: BudgetView): BudgetWords {
  const limit = Math.max(1, Math.floor(burst));
  const used = Math.min(limit, Math.max(0, limit - Math.floor(left)));
  const name = calls.map((call) => t(`connections.call.${call}`, { defaultValue: call })).join(', ');
  const pace = ratePerSecond >= 1 ? t('connections.perSecond', { number: numberText(t, Math.round(ratePerSecond * 10) / 10) }) : t('connections.everySeconds', { number: numberText(t, Math.round(1 / ratePerSecond)) });
  return { used, limit, name, pace, words: t(isWeighed ? 'connections.usedPoints' : 'connections.used', { used: numberText(t, used), limit: numberText(t, limit) }) };
}

/** Causes that a better word, a corrected order or a mended account may have ended. The others are looked at one by one. */
const mendable: readonly ParkedCauseView['parkReason'][] = ['needs-fix', 'rejected', 'accepted-not-visible'];

export const mendableCauses = ({ queue }: Pick<StoreConnectionView, 'queue'>): readonly ParkedCauseView[] => queue.causes.filter(({ parkReason }) => mendable.includes(parkReason));

export const causeWords = (t: TFunction, { parkReason, problemCode }: ParkedCauseView): string => (problemCode === null ? `${t(`park.${parkReason}.title`)}.` : problemCodeText(t, problemCode).what);

/** What a trial showed, one line each. Words of the channel come last and as they are. */
export function trialWords(t: TFunction, trial: ConnectionTestView): { readonly isGood: boolean; readonly lines: readonly string[]; readonly quotes: readonly string[] } {
  if (trial.kind === 'failed') {
    const known = new Map(trial.problems.map(({ code }) => [code, problemCodeText(t, code)]));
    return { isGood: false, lines: [...known.values()].map(({ what, act }) => `${what} ${act}`), quotes: trial.problems.map(({ message }) => message) };
  }
  const { accountName, canWrite, notifies, notes } = trial;
  const claim = (name: string, is: boolean | null): string[] => (is === null ? [] : [t(`connections.trial.${name}-${is ? 'yes' : 'no'}`)]);
  return {
    isGood: canWrite !== false,
    lines: [accountName === null ? t('connections.trial.works') : t('connections.trial.worksAs', { name: accountName }), ...(canWrite === null ? [t('connections.trial.write-unknown')] : claim('write', canWrite)), ...claim('notifies', notifies)],
    quotes: notes,
  };
}
