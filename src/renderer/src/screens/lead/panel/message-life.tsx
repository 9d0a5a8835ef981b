import type { JSX } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { EvidenceView } from '../../../../../shared/contract/lead-views.ts';
import { timeText } from '../../../i18n/clock-text.ts';
import { useNow } from '../use-now.ts';
import { Part } from './evidence-parts.tsx';

type Life = EvidenceView['messages'][number];
type Step = Life['steps'][number];

/** What became of each message about this order, step by step, in words. */
export function MessageLives({ messages }: { readonly messages: EvidenceView['messages'] }): JSX.Element | null {
  const { t } = useTranslation();
  if (messages.length === 0) return null;
  return (
    <Part title={t('lead.life.title')} count={messages.length}>
      {messages.map((life) => (
        <OneLife key={life.writeBackId} life={life} />
      ))}
    </Part>
  );
}

function OneLife({ life }: { readonly life: Life }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useNow();
  return (
    <section data-write-back={life.writeBackId}>
      <h4>{t('lead.life.number', { number: life.trackingNumber, carrier: life.carrier })}</h4>
      {life.toldBy !== null && <p>{t('lead.life.toldBy', { system: life.toldBy })}</p>}
      <ul className="plain">
        {life.steps.map((step, index) => (
          <li key={index}>
            <span className="soft">{timeText(t, step.atMs, nowMs)}</span> <b>{stepText(t, step, life)}</b>
            {step.answer !== null && (
              <span className="soft" lang="">
                {' '}
                {step.answer}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

const stepText = (t: TFunction, { state, attempts }: Step, { toldBy }: Life): string => t(state === 'accepted' && toldBy !== null ? 'lead.life.lookedFor' : `lead.life.${state}`, { count: attempts });
