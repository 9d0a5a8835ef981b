import { useLayoutEffect, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { StopView } from '../../../../shared/contract/views.ts';
import { encodeCommand } from '../../../../shared/domain/scan/commands.ts';
import { verdictShown } from '../../app/scan-timing.ts';
import { pressCommand } from '../../app/wire-scans.ts';
import { Icon } from '../../components/icons.tsx';
import { blockText } from '../../i18n/block-text.ts';
import { verdictText } from '../../i18n/verdict-text.ts';
import { useStation } from '../../stores/store.ts';
import './stop.css';

const PUT_BACK_SHOWN = 3;

/**
 * The parcel must not leave. Fills the screen and stays until the OK code is scanned or the button is pressed on purpose;
 * an item scan is answered and changes nothing.
 */
export function StopScreen({ stop }: { readonly stop: StopView }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useStation((store) => store.nowMs);
  const [first, ...others] = stop.blocks;
  const words = blockText(t, first, nowMs);
  // Who loads a truck opens no box: what has to be done there comes first, and the goods wait.
  const isLoading = stop.point === 'loading';
  const also = others.map((block) => blockText(t, block, nowMs).title).join(', ');
  const evidence = [words.checked, ...(also === '' ? [] : [`${t('stop.alsoBlocked', { count: others.length })}: ${also}`]), ...words.facts];
  return (
    <div className="stop" role="alertdialog" aria-labelledby="stop-title" aria-describedby="stop-happened" data-code={first.code}>
      <div className="stop__sign">
        <Icon name="hand" />
        <p className="stop__word">{t('stop.word')}</p>
        <p className="stop__code">{t('stop.codeLabel', { code: words.code })}</p>
      </div>
      <div className="stop__words">
        <h1 id="stop-title">{words.title}</h1>
        <p id="stop-happened" className="stop__happened">
          {words.happened}
        </p>
        <p className="stop__checked">{evidence.join(' · ')}</p>
        <div className="stop__duties">
          <section>
            <h2>{t('stop.whatNext')}</h2>
            {sentencesOf(isLoading ? t('stop.now.loading') : words.next).map((step) => (
              <p key={step} className="stop__next">
                {step}
              </p>
            ))}
            {isLoading && <p className="stop__later">{words.next}</p>}
            {stop.labelPrinted && (
              <p className="stop__tear">
                <Icon name="tear" />
                {t('stop.tearOff')}
              </p>
            )}
          </section>
          <section>
            {!isLoading && <PutBack goods={stop.putBack} />}
            {stop.mates !== null && <p className="stop__mates">{t(`stop.mates.${stop.mates.become}`, { orders: stop.mates.orders.join(', ') })}</p>}
            <h2>{t('stop.whoClears')}</h2>
            <p className="stop__owner">{words.owner}</p>
          </section>
        </div>
      </div>
      <div className="stop__foot">
        <div className="stop__aside">
          <p>{t('stop.order', { order: stop.channelOrderId, store: stop.storeName, point: t(`stop.atPoint.${stop.point}`) })}</p>
          <p className="stop__clears">
            {t('stop.whatClears')}: <strong>{words.clears}</strong>
          </p>
          <IgnoredScan />
        </div>
        <button type="button" className="stop__ok" onClick={() => pressCommand(encodeCommand('ok'))}>
          <Icon name="tick" />
          <span>{t('bench.action.ok')}</span>
          <small>{t('stop.orScan')}</small>
        </button>
      </div>
    </div>
  );
}

/** Each step on a line of its own: hands do one thing at a time. */
const sentencesOf = (text: string): readonly string[] => text.split(/(?<=[.!])\s+/);

function PutBack({ goods }: { readonly goods: StopView['putBack'] }): JSX.Element | null {
  const { t } = useTranslation();
  if (goods.length === 0) return null;
  const hidden = goods.length - PUT_BACK_SHOWN;
  return (
    <div className="stop__back">
      <h2>{t('stop.putBack')}</h2>
      <ul>
        {goods.slice(0, PUT_BACK_SHOWN).map((item) => (
          <li key={item.sku}>
            <strong>{t('practice.times', { number: item.quantity })}</strong> {item.title}
          </li>
        ))}
      </ul>
      {hidden > 0 && <p>{t('stop.putBackMore', { count: hidden })}</p>}
    </div>
  );
}

/** A scan while stopped is answered too: it was not counted. */
function IgnoredScan(): JSX.Element {
  const { t } = useTranslation();
  const verdict = useStation((store) => store.verdict);
  const nowMs = useStation((store) => store.nowMs);
  // The stop is the verdict where the picture of the bench came before the answer to the scan.
  useLayoutEffect(verdictShown, [verdict]);
  const isNews = verdict !== null && verdict.outcome !== 'blocked';
  const words = isNews ? verdictText(t, verdict, nowMs) : null;
  return (
    <div className="stop__verdict" role="status" aria-live="assertive" data-outcome={verdict?.outcome}>
      {words !== null && verdict?.outcome === 'ignored-while-stopped' && (
        <>
          <strong>{words.headline}</strong> {words.detail}
        </>
      )}
    </div>
  );
}
