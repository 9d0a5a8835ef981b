import { useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { ParkedCauseView, StoreConnectionView } from '../../../../../shared/contract/connection-views.ts';
import { useStation } from '../../../stores/store.ts';
import { Said, WordsField } from '../parts.tsx';
import { refusalText } from '../refusal-text.ts';
import { useActing } from '../whom.ts';
import { causeWords, mendableCauses } from './connection-words.ts';

type Came = { readonly text: string; readonly isBad: boolean };

/** What waits for one thing to be mended leaves together, with a note of what was mended. */
export function WaitingCauses({ store }: { readonly store: StoreConnectionView }): JSX.Element | null {
  const [said, setSaid] = useState<Came | null>(null);
  const causes = mendableCauses(store);
  if (causes.length === 0 && said === null) return null;
  return (
    <section className="cwaits">
      {causes.map((cause) => (
        <Cause key={`${cause.parkReason} ${cause.problemCode ?? ''}`} storeId={store.storeId} cause={cause} onSaid={setSaid} />
      ))}
      {said !== null && <Said text={said.text} isBad={said.isBad} />}
    </section>
  );
}

/** What a better word for a carrier can have ended: refused for it, or taken and never shown. */
const carrierCauses: ReadonlySet<string | null> = new Set(['bad-carrier', null]);

function Cause({ storeId, cause, onSaid }: { readonly storeId: string; readonly cause: ParkedCauseView; readonly onSaid: (said: Came) => void }): JSX.Element {
  const { t } = useTranslation();
  const acting = useActing();
  const resendCause = useStation((state) => state.resendCause);
  const mended = useStation((state) => (carrierCauses.has(cause.problemCode) ? state.mended[storeId] : undefined));
  const [typed, setTyped] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const note = typed ?? mended ?? t('connections.plainNote');

  async function send(): Promise<void> {
    setBusy(true);
    const end = await acting('resend', async (whom) => {
      const reply = await resendCause({ storeId, parkReason: cause.parkReason, problemCode: cause.problemCode, note, ...whom });
      if (!reply.ok) return reply.error;
      const { sent, left } = reply.value;
      onSaid({ text: [t('connections.sent', { count: sent }), ...(left === 0 ? [] : [t('connections.left', { count: left })])].join(' '), isBad: left > 0 });
      return null;
    });
    setBusy(false);
    if (end !== null && end !== 'cancelled') onSaid({ text: refusalText(t, end), isBad: true });
  }

  return (
    <div className="cwait" data-reason={cause.parkReason}>
      <p>
        <b>{t(mended === undefined ? 'connections.wait' : 'connections.waited', { count: cause.rows })}</b> {causeWords(t, cause)}
      </p>
      <WordsField label={t('connections.noteLabel')} value={note} onChange={setTyped} />
      <button type="button" className={mended === undefined ? 'button' : 'button button--main'} disabled={isBusy || note.trim() === ''} onClick={() => void send()}>
        {t('connections.sendAll', { count: cause.rows })}
      </button>
    </div>
  );
}
