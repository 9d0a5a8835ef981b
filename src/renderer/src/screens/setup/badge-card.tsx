import { useEffect, useRef, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonView } from '../../../../shared/contract/people-views.ts';
import type { BarcodeView } from '../../../../shared/contract/views.ts';
import { barsOf, moduleWidth } from '../practice/bars.ts';

/** Room for the bars. CSS pixels: some 17 cm on a 24" full HD screen. */
const ROOM_PX = 640;
const HEIGHT_PX = 120;

/** Big enough for a scanner in front of the screen; printing leaves the card alone on the paper. */
export function BadgeCard({ person, badge, onClose }: { readonly person: PersonView; readonly badge: BarcodeView; readonly onClose: () => void }): JSX.Element {
  const { t } = useTranslation();
  const card = useRef<HTMLDivElement>(null);
  const bars = barsOf(badge);
  const widthPx = bars.modules * moduleWidth(bars.modules, ROOM_PX, window.devicePixelRatio);
  useEffect(() => {
    card.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div className="field--wide badge" ref={card} role="group" aria-label={t('setup.people.badgeOf', { name: person.name })}>
      <div className="badge__card">
        <strong>{person.name}</strong>
        <span>{person.roles.map((role) => t(`role.${role}`)).join(', ')}</span>
        <svg width={widthPx} height={HEIGHT_PX} viewBox={`0 0 ${String(bars.modules)} 1`} preserveAspectRatio="none" shapeRendering="crispEdges" role="img" aria-label={t('setup.people.badgeOf', { name: person.name })}>
          <rect width={bars.modules} height={1} fill="var(--paper)" />
          <path d={bars.path} fill="var(--paper-ink)" />
        </svg>
      </div>
      <p className="field__hint">{t('setup.people.badgeHint', { name: person.name })}</p>
      <div className="inline">
        <button type="button" className="button button--row" onClick={() => window.print()}>
          {t('setup.people.print')}
        </button>
        <button type="button" className="button button--row" onClick={onClose}>
          {t('setup.people.hideBadge')}
        </button>
      </div>
    </div>
  );
}
