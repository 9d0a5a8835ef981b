import { useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelView, ConnectionTestView } from '../../../../../shared/contract/connection-views.ts';
import type { Reply, ReplyError } from '../../../../../shared/contract/reply.ts';
import { useStation } from '../../../stores/store.ts';
import { CopyButton, Said, WordsField } from '../parts.tsx';
import { refusalText } from '../refusal-text.ts';

/** Nothing answers there, and nothing has to: the browser keeps the address, and the code stands in it. */
const USUAL_WAY_BACK = 'https://localhost/packgate';
const MOST_ADDRESS = 4000;

interface SignInProps {
  readonly storeId: string;
  readonly channel: ChannelView;
  readonly onDone: (reply: Reply<ConnectionTestView>) => void;
}

/** The page never leaves this window and opens no other one: the address is copied into a browser, and the one that came back is copied here. */
export function SignIn({ storeId, channel, onDone }: SignInProps): JSX.Element {
  const { t } = useTranslation();
  const beginSignIn = useStation((state) => state.beginSignIn);
  const finishSignIn = useStation((state) => state.finishSignIn);
  const [wayBack, setWayBack] = useState(USUAL_WAY_BACK);
  const [begun, setBegun] = useState<{ readonly url: string; readonly state: string; readonly redirectUri: string } | null>(null);
  const [address, setAddress] = useState('');
  const [problem, setProblem] = useState<ReplyError | null>(null);

  async function begin(): Promise<void> {
    const redirectUri = wayBack.trim();
    const reply = await beginSignIn({ storeId, redirectUri });
    setProblem(reply.ok ? null : reply.error);
    setBegun(reply.ok ? { ...reply.value, redirectUri } : null);
  }

  async function finish(): Promise<void> {
    if (begun === null) return;
    const reply = await finishSignIn({ storeId, state: begun.state, redirectUri: begun.redirectUri, address: address.trim() });
    if (!reply.ok) return setProblem(reply.error);
    setProblem(null);
    setAddress('');
    setBegun(null);
    onDone(reply);
  }

  return (
    <ol className="signin">
      <li>
        <WordsField label={t('connections.wayBack')} hint={channel.fields.some(({ name }) => name === 'ruName') ? t('connections.wayBackRuName') : t('connections.wayBackHint', { channel: channel.title })} value={wayBack} maxLength={MOST_ADDRESS} onChange={setWayBack} />
        <button type="button" className="button" disabled={wayBack.trim() === ''} onClick={() => void begin()}>
          {t('connections.begin')}
        </button>
      </li>
      {begun !== null && (
        <>
          <li>
            <p>{t('connections.openThis')}</p>
            <code className="signin__url" tabIndex={0}>
              {begun.url}
            </code>
            <CopyButton text={begun.url} label={t('connections.copyAddress')} />
          </li>
          <li>
            <WordsField label={t('connections.cameBack')} hint={t('connections.cameBackHint')} value={address} maxLength={MOST_ADDRESS} onChange={setAddress} />
            <button type="button" className="button button--main" disabled={address.trim() === ''} onClick={() => void finish()}>
              {t('connections.finish')}
            </button>
          </li>
        </>
      )}
      <Said text={problem === null ? null : refusalText(t, problem)} isBad />
    </ol>
  );
}
