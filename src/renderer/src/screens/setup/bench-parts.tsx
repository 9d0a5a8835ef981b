import { useId, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { SoundName } from '../../../../shared/contract/views.ts';
import { playSound } from '../../app/wire-scans.ts';
import { Icon } from '../../components/icons.tsx';
import { languages, texts } from '../../i18n/i18n.ts';
import type { AddressDraft, Draft } from './draft.ts';
import { ChoiceField, Part, TextField } from './fields.tsx';
import type { PartProps } from './part-props.ts';
import { PilotFields } from './pilot-fields.tsx';

const peakModes: readonly Draft['peak'][] = ['auto', 'on', 'off'];

export function BenchPart({ draft, onChange }: PartProps): JSX.Element {
  const { t } = useTranslation();
  return (
    <Part id="bench" title={t('setup.bench.title')}>
      <TextField label={t('setup.bench.name')} path="benchName" value={draft.benchName} onChange={(benchName) => onChange({ benchName })} />
      <TextField label={t('setup.bench.packer')} path="packer" value={draft.packer} onChange={(packer) => onChange({ packer })} />
      <ChoiceField
        label={t('setup.bench.language')}
        path="language"
        value={draft.language}
        choices={languages.map((value) => ({ value, label: texts[value].meta.name }))}
        onChange={(language) => onChange({ language })}
      />
      <ChoiceField
        label={t('setup.bench.theme')}
        path="theme"
        value={draft.theme}
        choices={(['light', 'dark'] as const).map((value) => ({ value, label: t(`setup.bench.${value}`) }))}
        onChange={(theme) => onChange({ theme })}
      />
      <TextField label={t('setup.bench.idleLock')} hint={t('setup.bench.idleLockHint')} path="idleLockMinutes" isNumeric value={draft.idleLockMinutes} onChange={(idleLockMinutes) => onChange({ idleLockMinutes })} />
      <ChoiceField label={t('setup.bench.peak')} hint={t('setup.bench.peakHint')} path="peak" value={draft.peak} choices={peakModes.map((value) => ({ value, label: t(`setup.bench.peak-${value}`) }))} onChange={(peak) => onChange({ peak })} />
      <PilotFields chosen={draft.pilot} hint={t('setup.pilot.atBench')} path="pilot" onChange={(pilot) => onChange({ pilot: [...pilot] })} />
    </Part>
  );
}

const addressFields: readonly { readonly name: keyof AddressDraft; readonly path: string }[] = [
  { name: 'name', path: 'shipFrom.name' },
  { name: 'company', path: 'shipFrom.company' },
  { name: 'line1', path: 'shipFrom.lines.0' },
  { name: 'line2', path: 'shipFrom.lines.1' },
  { name: 'postcode', path: 'shipFrom.postcode' },
  { name: 'city', path: 'shipFrom.city' },
  { name: 'region', path: 'shipFrom.region' },
  { name: 'countryCode', path: 'shipFrom.countryCode' },
  { name: 'phone', path: 'shipFrom.phone' },
];

export function ShipFromPart({ draft, onChange }: PartProps): JSX.Element {
  const { t } = useTranslation();
  return (
    <Part id="shipFrom" title={t('setup.shipFrom.title')}>
      {addressFields.map(({ name, path }) => (
        <TextField key={name} label={t(`setup.shipFrom.${name}`)} path={path} value={draft.shipFrom[name]} onChange={(value) => onChange({ shipFrom: { ...draft.shipFrom, [name]: value } })} />
      ))}
    </Part>
  );
}

const soundNames: readonly SoundName[] = ['ok', 'complete', 'dispatched', 'notice', 'wrong', 'unknown', 'over', 'stop'];

export function SoundPart({ draft, onChange }: PartProps): JSX.Element {
  const { t } = useTranslation();
  const id = useId();
  return (
    <Part id="sound" title={t('setup.sound.title')}>
      <div className="field field--wide">
        <label htmlFor={id}>{t('setup.sound.volume')}</label>
        <input id={id} type="range" min={0} max={1} step={0.05} value={draft.soundVolume} onChange={(event) => onChange({ soundVolume: Number(event.target.value) })} />
        <p className="field__hint">{t('setup.sound.floor')}</p>
      </div>
      <div className="sounds field--wide" role="group" aria-label={t('setup.sound.play')}>
        {soundNames.map((name) => (
          <button key={name} type="button" className="button button--row" onClick={() => playSound(name, draft.soundVolume)}>
            <Icon name="sound" />
            {t(`setup.sound.${name}`)}
          </button>
        ))}
      </div>
    </Part>
  );
}
