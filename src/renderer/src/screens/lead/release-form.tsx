import { useEffect, useId, useRef, useState, type FormEvent, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { calls, type CallInput } from '../../../../shared/contract/calls.ts';
import type { Block } from '../../../../shared/domain/gate/block.ts';
import { problemText } from '../../i18n/problem-text.ts';
import { useStation } from '../../stores/store.ts';

type ReleasableCode = CallInput<'releaseBlock'>['code'];

export function releasableCode(blocks: readonly Block[]): ReleasableCode | null {
  const code = blocks.find((block) => block.strength === 'ask-lead')?.code;
  return code === 'CANCEL_REQUESTED' || code === 'STALE_DATA' ? code : null;
}

/** Letting a parcel pass costs a name and a reason, and the risk is named before. */
export function ReleaseForm({ orderId, code, onClose }: { readonly orderId: string; readonly code: ReleasableCode; readonly onClose: () => void }): JSX.Element {
  const { t } = useTranslation();
  const id = useId();
  const leadName = useStation((store) => store.leadName);
  const setLeadName = useStation((store) => store.setLeadName);
  const releaseBlock = useStation((store) => store.releaseBlock);
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  // The form opens below its row, which may be the last one in sight.
  useEffect(() => {
    form.current?.scrollIntoView({ block: 'nearest' });
    form.current?.querySelector('input')?.focus({ preventScroll: true });
  }, []);

  async function release(): Promise<void> {
    const input = { orderId, code, releasedBy: leadName, reason };
    if (!calls.releaseBlock.input.safeParse(input).success) {
      setProblem(t('lead.release.needReason'));
      return;
    }
    setSending(true);
    const error = await releaseBlock(input);
    setSending(false);
    if (error === null) onClose();
    else setProblem(problemText(t, error));
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    void release();
  }

  return (
    <form className="release" ref={form} onSubmit={submit}>
      <p className="release__risk">{t(`lead.release.risk.${code}`)}</p>
      <label htmlFor={`${id}-name`}>{t('lead.release.name')}</label>
      <input id={`${id}-name`} value={leadName} maxLength={40} autoComplete="off" onChange={(event) => setLeadName(event.target.value)} />
      <label htmlFor={`${id}-reason`}>{t('lead.release.reason')}</label>
      <input id={`${id}-reason`} value={reason} maxLength={200} autoComplete="off" onChange={(event) => setReason(event.target.value)} />
      <p className="release__problem" role="alert">
        {problem}
      </p>
      <div className="release__buttons">
        <button type="button" className="button" onClick={onClose}>
          {t('lead.release.cancel')}
        </button>
        <button type="submit" className="button button--main" disabled={isSending}>
          {t('lead.release.confirm')}
        </button>
      </div>
    </form>
  );
}
