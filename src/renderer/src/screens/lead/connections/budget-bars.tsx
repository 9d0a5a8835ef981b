import type { CSSProperties, JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { BudgetView } from '../../../../../shared/contract/connection-views.ts';
import { budgetWords } from './connection-words.ts';

/** Above this share of its calls a budget is nearly spent. */
const NEARLY = 0.8;

/** Calls used of those the channel allows at a time, live. */
export function BudgetBars({ budgets }: { readonly budgets: readonly BudgetView[] }): JSX.Element {
  const { t } = useTranslation();
  return (
    <section className="budgets">
      <h4>{t('connections.budgets')}</h4>
      {budgets.length === 0 && <p className="soft">{t('connections.noBudget')}</p>}
      {budgets.map((budget) => {
        const { name, words, pace, used, limit } = budgetWords(t, budget);
        return (
          <div key={budget.calls.join()} className={used / limit > NEARLY ? 'budget budget--full' : 'budget'}>
            <span>{name}</span>
            <span className="soft">
              {words} · {pace}
            </span>
            <div className="budget__bar" role="meter" aria-label={name} aria-valuemin={0} aria-valuemax={limit} aria-valuenow={used} aria-valuetext={words} style={{ '--used': used / limit } as CSSProperties} />
          </div>
        );
      })}
    </section>
  );
}
