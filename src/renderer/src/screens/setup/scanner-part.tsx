import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { useStation } from '../../stores/store.ts';
import { ChoiceField, Part, TextField } from './fields.tsx';
import type { PartProps } from './part-props.ts';
import { visibleText } from './visible-text.ts';

export function ScannerPart({ draft, onChange }: PartProps): JSX.Element {
  const { t } = useTranslation();
  const { scanner } = draft;
  return (
    <Part id="scanner" title={t('setup.scanner.title')}>
      <ChoiceField
        label={t('setup.scanner.layout')}
        path="scanner.layout"
        value={scanner.layout}
        choices={(['us-physical', 'as-typed'] as const).map((value) => ({ value, label: t(`setup.scanner.${value}`) }))}
        onChange={(layout) => onChange({ scanner: { ...scanner, layout } })}
      />
      <ChoiceField
        label={t('setup.scanner.suffix')}
        path="scanner.suffix"
        value={scanner.suffix}
        choices={(['enter', 'tab'] as const).map((value) => ({ value, label: t(`setup.scanner.${value}`) }))}
        onChange={(suffix) => onChange({ scanner: { ...scanner, suffix } })}
      />
      <TextField label={t('setup.scanner.prefix')} hint={t('setup.scanner.prefixHint')} path="scanner.prefix" value={scanner.prefix} onChange={(prefix) => onChange({ scanner: { ...scanner, prefix } })} />
      <ScannerTest />
    </Part>
  );
}

/** Shows exactly what arrived, signs without a shape included; one scan tells layout, prefix and separator. */
function ScannerTest(): JSX.Element {
  const { t } = useTranslation();
  const test = useStation((store) => store.scannerTest);
  const setTest = useStation((store) => store.setScannerTest);
  if (test.kind === 'off') {
    return (
      <div className="field--wide inline">
        <button type="button" className="button button--row" onClick={() => setTest({ kind: 'listening', last: null })}>
          {t('setup.scanner.test')}
        </button>
      </div>
    );
  }
  const { last } = test;
  return (
    <div className="field--wide scan-test" role="status">
      <p>{t('setup.scanner.listening')}</p>
      {last !== null && (
        <>
          <span>{t('setup.scanner.arrived')}</span>
          <strong>{visibleText(last.text)}</strong>
          <span>
            {[
              t('setup.scanner.characters', { count: [...last.text].length }),
              t('setup.scanner.speed', { ms: Math.round(last.averageGapMs) }),
              t('setup.scanner.endedBy', { how: t(last.endedBy === 'suffix' ? 'setup.scanner.suffixKey' : 'setup.scanner.timing') }),
            ].join(' · ')}
          </span>
        </>
      )}
      <button type="button" className="button button--row" onClick={() => setTest({ kind: 'off' })}>
        {t('setup.scanner.stopTest')}
      </button>
    </div>
  );
}
