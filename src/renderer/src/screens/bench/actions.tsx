import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { encodeCommand } from '../../../../shared/domain/scan/commands.ts';
import { pressCommand } from '../../app/wire-scans.ts';
import { Icon, type IconName } from '../../components/icons.tsx';

export type ActionName = 'undo' | 'abort' | 'reprint';

const icons: Readonly<Record<ActionName, IconName>> = { undo: 'undo', abort: 'aside', reprint: 'printer' };

/** `main`: the one action that the step waits for, where a press and not a scan brings it on. */
export function Actions({ names, main = null }: { readonly names: readonly ActionName[]; readonly main?: ActionName | null }): JSX.Element | null {
  const { t } = useTranslation();
  if (names.length === 0) return null;
  return (
    <div className="actions">
      {names.map((name) => (
        <button key={name} type="button" className={name === main ? 'button button--main' : 'button'} onClick={() => pressCommand(encodeCommand(name))}>
          <Icon name={icons[name]} />
          {t(`bench.action.${name}`)}
        </button>
      ))}
    </div>
  );
}
