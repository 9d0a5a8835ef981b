import { useId, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/icons.tsx';
import { Fold, ProblemLine, TextField, useProblem } from './fields.tsx';
import type { PieceProps } from './part-props.ts';
import { ownables, shownOwners, THIS_STATION, withoutSystem, type Ownable, type OwnersDraft } from './store-draft.ts';

const isThisStation = (system: string): boolean => system.trim().toLowerCase() === THIS_STATION.toLowerCase();
const MOST_SYSTEMS = 10;

/** One column of radio buttons for each thing to be owned: a second owner cannot even be pressed. */
export function OwnerFields({ store, at, set }: PieceProps): JSX.Element {
  const { t } = useTranslation();
  const owners = shownOwners(store.owners, store.name);
  const change = (changes: Partial<OwnersDraft>): void => set({ owners: { ...owners, ...changes } });
  const nameOf = (what: Ownable): string => owners.systems[owners[what]] ?? t('setup.owners.nobody');
  return (
    <>
      <Fold title={t('setup.owners.title')} state={t('setup.owners.state', { cancellation: nameOf('cancellation'), shipped: nameOf('shipped') })} paths={[`${at}.owners`]}>
        <p className="field--wide field__hint">{t('setup.owners.hint')}</p>
        <table className="owners field--wide">
          <thead>
            <tr>
              <th scope="col">{t('setup.owners.system')}</th>
              {ownables.map((what) => (
                <th key={what} scope="col">
                  {t(`setup.owners.${what}`)}
                </th>
              ))}
              <th scope="col">
                <span className="unseen">{t('setup.owners.remove')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {owners.systems.map((system, position) => (
              <tr key={position}>
                <td>
                  {isThisStation(system) ? (
                    <strong>{t('setup.owners.thisStation')}</strong>
                  ) : (
                    <TextField label={t('setup.owners.systemName')} path={`${at}.owners.${String(position)}.system`} value={system} onChange={(name) => change({ systems: owners.systems.map((old, index) => (index === position ? name : old)) })} />
                  )}
                </td>
                {ownables.map((what) => (
                  <OwnerRadio key={what} group={`${at}.owners.${what}`} label={t(`setup.owners.choose-${what}`, { system })} isChosen={owners[what] === position} onChoose={() => change({ [what]: position })} />
                ))}
                <td>
                  {!isThisStation(system) && owners.systems.length > 1 && (
                    <button type="button" className="button button--row" onClick={() => set({ owners: withoutSystem(owners, position) })}>
                      {t('setup.owners.remove')}
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {ownables.map((what) => (
          <ProblemLine key={what} path={`${at}.owners.${what}`} />
        ))}
        <div className="field--wide inline">
          <button type="button" className="button button--row" disabled={owners.systems.length >= MOST_SYSTEMS} onClick={() => change({ systems: [...owners.systems, ''] })}>
            {t('setup.owners.add')}
          </button>
          {!owners.systems.some(isThisStation) && (
            <button type="button" className="button button--row" onClick={() => change({ systems: [...owners.systems, THIS_STATION] })}>
              {t('setup.owners.addThisStation')}
            </button>
          )}
        </div>
      </Fold>
      {owners.systems[owners.shipped] !== undefined && !isThisStation(nameOf('shipped')) && (
        <p className="field--wide setup__note setup__note--red">
          <Icon name="hand" />
          {t('setup.owners.neverTells', { store: store.name === '' ? store.storeId : store.name, system: nameOf('shipped') })}
        </p>
      )}
    </>
  );
}

function OwnerRadio({ group, label, isChosen, onChoose }: { readonly group: string; readonly label: string; readonly isChosen: boolean; readonly onChoose: () => void }): JSX.Element {
  const id = useId();
  const problem = useProblem(group);
  return (
    <td className="owners__choice">
      <input id={id} type="radio" name={group} checked={isChosen} aria-label={label} aria-invalid={problem !== null} onChange={onChoose} />
    </td>
  );
}
