import { useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { StationSettings } from '../../../../shared/contract/settings.ts';
import { buildSscc, formatSsccHri, parseCompanyPrefix, ssccCapacity } from '../../../../shared/domain/gs1/sscc.ts';
import { numberText } from '../../i18n/clock-text.ts';
import { problemText } from '../../i18n/problem-text.ts';
import { stationSentence } from '../../i18n/station-words.ts';
import { useStation } from '../../stores/store.ts';
import { ChoiceField, Part, TextField } from './fields.tsx';
import type { PartProps } from './part-props.ts';

const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

export function NumbersPart({ draft, onChange }: PartProps): JSX.Element {
  const { t } = useTranslation();
  const prefix = parseCompanyPrefix(draft.companyPrefix.trim());
  return (
    <Part id="sscc" title={t('setup.sscc.title')}>
      <TextField label={t('setup.sscc.prefix')} hint={t('setup.sscc.prefixHint')} path="companyPrefix" isNumeric value={draft.companyPrefix} onChange={(companyPrefix) => onChange({ companyPrefix })} />
      <ChoiceField
        label={t('setup.sscc.extension')}
        hint={t('setup.sscc.extensionHint')}
        path="extensionDigit"
        value={digits[draft.extensionDigit] ?? '0'}
        choices={digits.map((value) => ({ value, label: value }))}
        onChange={(digit) => onChange({ extensionDigit: Number(digit) })}
      />
      <div className="example field--wide">
        {prefix.ok ? (
          <>
            <span>{t('setup.sscc.example')}</span>
            <strong>{formatSsccHri(buildSscc({ extensionDigit: draft.extensionDigit, companyPrefix: prefix.companyPrefix, serial: 1n }))}</strong>
            <span>{t('setup.sscc.capacity', { number: numberText(t, ssccCapacity(prefix.companyPrefix.length)) })}</span>
          </>
        ) : (
          <span>{t('setup.sscc.noExample')}</span>
        )}
      </div>
    </Part>
  );
}

const media: readonly StationSettings['labelMedia'][] = ['4x6in', 'A6'];
const mediaNames: Readonly<Record<StationSettings['labelMedia'], string>> = { '4x6in': '4 × 6 in (102 × 152 mm)', A6: 'A6 (105 × 148 mm)' };
const resolutions = ['203', '300', '600'] as const;
const dpiOf: Readonly<Record<(typeof resolutions)[number], StationSettings['labelDpi']>> = { '203': 203, '300': 300, '600': 600 };

export function PrinterPart({ draft, onChange, isSaved }: PartProps & { readonly isSaved: boolean }): JSX.Element {
  const { t } = useTranslation();
  const { printer } = draft;
  return (
    <Part id="printer" title={t('setup.printer.title')}>
      <ChoiceField
        label={t('setup.printer.kind')}
        path="printer.kind"
        value={printer.kind}
        choices={(['file', 'cups'] as const).map((value) => ({ value, label: t(`setup.printer.${value}`) }))}
        onChange={(kind) => onChange({ printer: { ...printer, kind } })}
      />
      {printer.kind === 'file' ? (
        <TextField label={t('setup.printer.folder')} path="printer.folder" value={printer.folder} onChange={(folder) => onChange({ printer: { ...printer, folder } })} />
      ) : (
        <TextField label={t('setup.printer.queue')} path="printer.queue" value={printer.queue} onChange={(queue) => onChange({ printer: { ...printer, queue } })} />
      )}
      <ChoiceField label={t('setup.printer.media')} path="labelMedia" value={draft.labelMedia} choices={media.map((value) => ({ value, label: mediaNames[value] }))} onChange={(labelMedia) => onChange({ labelMedia })} />
      <ChoiceField
        label={t('setup.printer.dpi')}
        path="labelDpi"
        value={resolutions.find((value) => dpiOf[value] === draft.labelDpi) ?? '203'}
        choices={resolutions.map((value) => ({ value, label: t('setup.printer.dpiValue', { dpi: value }) }))}
        onChange={(value) => onChange({ labelDpi: dpiOf[value] })}
      />
      <TestLabel isSaved={isSaved} />
      <TextField label={t('setup.printer.spare')} hint={t('setup.printer.spareHint')} path="sparePrinter" value={draft.sparePrinter} onChange={(sparePrinter) => onChange({ sparePrinter })} />
      <TextField label={t('setup.printer.paper')} hint={t('setup.printer.paperHint')} path="paperPrinter.queue" value={draft.paperPrinter} onChange={(paperPrinter) => onChange({ paperPrinter })} />
    </Part>
  );
}

function TestLabel({ isSaved }: { readonly isSaved: boolean }): JSX.Element {
  const { t } = useTranslation();
  const printTestLabel = useStation((store) => store.printTestLabel);
  const [said, setSaid] = useState('');
  const [isPrinting, setPrinting] = useState(false);

  async function print(): Promise<void> {
    setPrinting(true);
    const reply = await printTestLabel();
    setPrinting(false);
    if (!reply.ok) {
      setSaid(problemText(t, reply.error));
      return;
    }
    const { reference, reason } = reply.value;
    const outcome = t(`setup.printer.outcome.${reply.value.outcome}`, { defaultValue: reply.value.outcome });
    if (reason !== null) setSaid(t('setup.printer.testFailed', { outcome, reason: stationSentence(t, reason) }));
    else setSaid(t(reference === null ? 'setup.printer.tested' : 'setup.printer.testedAt', { outcome, reference }));
  }

  return (
    <div className="field--wide inline">
      <button type="button" className="button button--row" disabled={!isSaved || isPrinting} onClick={() => void print()}>
        {t('setup.printer.test')}
      </button>
      <p role="status">{isSaved ? said : t('setup.printer.saveFirst')}</p>
    </div>
  );
}
