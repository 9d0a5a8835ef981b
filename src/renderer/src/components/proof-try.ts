import { useEffect, useState } from 'react';
import type { TFunction } from 'i18next';
import type { Proof } from '../../../shared/contract/calls.ts';
import { whoRefusedOf, type ReplyError, type WhoRefused } from '../../../shared/contract/reply.ts';
import { problemText, refusalText } from '../i18n/problem-text.ts';

export type ProofTry =
  | { readonly kind: 'idle' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'not-a-badge' }
  | { readonly kind: 'refused'; readonly error: ReplyError; readonly who: WhoRefused | null; readonly untilMs: number };

export interface ProofTries {
  readonly state: ProofTry;
  /** Left of a forced pause. Whole seconds; 0: go on. */
  readonly waitSeconds: number;
  /** True: the station took it. */
  give(proof: Proof): Promise<boolean>;
  sayNotABadge(): void;
}

const SECOND_MS = 1000;

/** One proof after the other, and what was wrong with the last. */
export function useProofTries(run: (proof: Proof) => Promise<ReplyError | null>): ProofTries {
  const [state, setState] = useState<ProofTry>({ kind: 'idle' });
  const untilMs = state.kind === 'refused' ? state.untilMs : 0;
  const waitSeconds = useSecondsUntil(untilMs);
  return {
    state,
    waitSeconds,
    give: async (proof) => {
      setState({ kind: 'checking' });
      const error = await run(proof);
      if (error === null) {
        setState({ kind: 'idle' });
        return true;
      }
      const who = whoRefusedOf(error);
      setState({ kind: 'refused', error, who, untilMs: who?.waitMs === undefined ? 0 : performance.now() + who.waitMs });
      return false;
    },
    sayNotABadge: () => {
      setState({ kind: 'not-a-badge' });
    },
  };
}

function useSecondsUntil(untilMs: number): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const count = (): void => {
      setSeconds(Math.max(0, Math.ceil((untilMs - performance.now()) / SECOND_MS)));
    };
    count();
    if (untilMs <= performance.now()) return;
    const counting = setInterval(count, SECOND_MS / 4);
    return () => {
      clearInterval(counting);
    };
  }, [untilMs]);
  return seconds;
}

/** Null: there is nothing to say. */
export function proofWords(t: TFunction, { state, waitSeconds }: Pick<ProofTries, 'state' | 'waitSeconds'>): string | null {
  switch (state.kind) {
    case 'idle':
      return null;
    case 'checking':
      return t('proof.checking');
    case 'not-a-badge':
      return t('proof.refused.not-a-badge');
    case 'refused':
      // The pause is over: nothing keeps the person from the next try.
      if (state.who?.who === 'wait' && waitSeconds === 0) return null;
      return state.who === null ? problemText(t, state.error) : refusalText(t, { ...state.who, waitMs: waitSeconds * SECOND_MS });
  }
}
