import { useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionTestView } from '../../../../../shared/contract/connection-views.ts';
import type { Reply } from '../../../../../shared/contract/reply.ts';
import { Icon } from '../../../components/icons.tsx';
import { useStation } from '../../../stores/store.ts';
import { Said } from '../parts.tsx';
import { refusalText } from '../refusal-text.ts';
import { trialWords } from './connection-words.ts';
import { SignIn } from './sign-in.tsx';
import type { StoreCardProps } from './store-card.tsx';

type Came = { readonly kind: 'idle' } | { readonly kind: 'asking' } | { readonly kind: 'came'; readonly reply: Reply<ConnectionTestView> };

/** Proves that the credentials suffice: on demand, and after each sign-in. */
export function Trial({ store, channel }: StoreCardProps): JSX.Element {
  const { t } = useTranslation();
  const testConnection = useStation((state) => state.testConnection);
  const [came, setCame] = useState<Came>({ kind: 'idle' });
  const [isSigningIn, setSigningIn] = useState(false);
  // The practice shop has its keys already, and no page of its own.
  const isPractice = useStation(({ bench }) => bench?.header.isPractice === true);
  const hasSignIn = channel?.hasSignIn === true && !isPractice;

  async function test(): Promise<void> {
    setCame({ kind: 'asking' });
    setCame({ kind: 'came', reply: await testConnection(store.storeId) });
  }

  return (
    <section className="trial">
      <div className="trial__acts">
        <button type="button" className="button" disabled={came.kind === 'asking'} onClick={() => void test()}>
          {t(came.kind === 'asking' ? 'connections.testing' : 'connections.test')}
        </button>
        {hasSignIn && (
          <button type="button" className={store.state === 'refused' ? 'button button--main' : 'button'} aria-expanded={isSigningIn} onClick={() => setSigningIn(!isSigningIn)}>
            {t('connections.signInAt', { channel: channel.title })}
          </button>
        )}
      </div>
      {came.kind === 'came' && <TrialResult reply={came.reply} />}
      {hasSignIn && isSigningIn && (
        <SignIn
          storeId={store.storeId}
          channel={channel}
          onDone={(reply) => {
            setCame({ kind: 'came', reply });
            if (reply.ok && reply.value.kind === 'works') setSigningIn(false);
          }}
        />
      )}
    </section>
  );
}

export function TrialResult({ reply }: { readonly reply: Reply<ConnectionTestView> }): JSX.Element {
  const { t } = useTranslation();
  if (!reply.ok) return <Said text={refusalText(t, reply.error)} isBad />;
  const { isGood, lines, quotes } = trialWords(t, reply.value);
  return (
    <div className={isGood ? 'trial__result' : 'trial__result trial__result--bad'} role={isGood ? 'status' : 'alert'} data-trial={reply.value.kind}>
      <Icon name={isGood ? 'plug' : 'octagon'} />
      <div>
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
        {quotes.map((quote) => (
          <p key={quote} className="soft" lang="">
            {quote}
          </p>
        ))}
      </div>
    </div>
  );
}
