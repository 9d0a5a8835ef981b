import { useEffect, useRef, type JSX, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { mayDo } from '../../../../shared/domain/people/role.ts';
import { useProof } from '../../components/ask-proof.tsx';
import { Icon } from '../../components/icons.tsx';
import { useStation } from '../../stores/store.ts';

/** Nothing of an order stands on a screen that nobody answers for: a locked bench, or one where nobody is signed in. */
export function LeadDoor({ children }: { readonly children: ReactNode }): JSX.Element {
  const { t } = useTranslation();
  const { prove } = useProof();
  const header = useStation(({ bench }) => bench?.header ?? null);
  const signIn = useStation((store) => store.signIn);
  const forgetLead = useStation((store) => store.forgetLead);
  const loadBoard = useStation((store) => store.loadBoard);
  const isOpen = header !== null && !header.isLocked && (header.isOpenHouse || (header.person !== null && mayDo(header.person.roles, 'view-board')));
  // Whoever brings this screen up asks for the board: only a door that opens later has to ask again.
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    if (!isOpen) forgetLead();
    else if (!wasOpen.current) void loadBoard();
    wasOpen.current = isOpen;
  }, [isOpen, forgetLead, loadBoard]);
  if (isOpen) return <>{children}</>;
  if (header === null) return <p className="empty">{t('lead.loading')}</p>;
  return (
    <div className="lead__closed">
      <Icon name="lock" />
      <p>{t(header.isLocked ? 'lead.door.locked' : 'lead.door.signIn')}</p>
      <button type="button" className="button button--main" onClick={() => void prove('view-board', (proof) => (proof === null ? Promise.resolve(null) : signIn(proof)))}>
        {t('lead.door.open')}
      </button>
    </div>
  );
}
