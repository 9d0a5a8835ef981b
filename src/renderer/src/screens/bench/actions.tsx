import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { encodeCommand, type Command } from '../../../../shared/domain/scan/commands.ts';
import { pressCommand } from '../../app/wire-scans.ts';
import { Icon, type IconName } from '../../components/icons.tsx';

/** The big buttons of a step. Each does what its command code does, for a bench whose code sheet is lost. */
export type ActionName = 'undo' | 'abort' | 'reprint' | 'finish' | 'leave' | 'short';

const parts: Readonly<Record<ActionName, { readonly icon: IconName; readonly command: Command }>> = {
  undo: { icon: 'undo', command: 'undo' },
  abort: { icon: 'aside', command: 'abort' },
  reprint: { icon: 'printer', command: 'reprint' },
  finish: { icon: 'truck', command: 'finish' },
  leave: { icon: 'cross', command: 'abort' },
  short: { icon: 'shelf', command: 'short' },
};

/** `main`: the one action that the step waits for, where a press and not a scan brings it on. */
export function Actions({ names, main = null }: { readonly names: readonly ActionName[]; readonly main?: ActionName | null }): JSX.Element | null {
  if (names.length === 0) return null;
  return (
    <div className="actions">
      {names.map((name) => (
        <ActionButton key={name} name={name} isMain={name === main} />
      ))}
    </div>
  );
}

export function ActionButton({ name, isMain = false }: { readonly name: ActionName; readonly isMain?: boolean }): JSX.Element {
  const { t } = useTranslation();
  const { icon, command } = parts[name];
  return (
    <button type="button" className={isMain ? 'button button--main' : 'button'} data-action={name} onClick={() => pressCommand(encodeCommand(command))}>
      <Icon name={icon} />
      {t(`bench.action.${name}`)}
    </button>
  );
}
