import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { pilotCodes, type PilotCode } from '../../../../shared/domain/gate/block.ts';
import { CheckField, Fold } from './fields.tsx';

interface PilotFieldsProps {
  readonly chosen: readonly PilotCode[];
  readonly hint: string;
  readonly path: string;
  readonly onChange: (chosen: readonly PilotCode[]) => void;
}

/** Rules that only report. What protects a buyer's cancellation or a payment is not among them and cannot be. */
export function PilotFields({ chosen, hint, path, onChange }: PilotFieldsProps): JSX.Element {
  const { t } = useTranslation();
  const state = chosen.length === 0 ? t('setup.pilot.none') : t('setup.pilot.some', { names: chosen.map((code) => t(`block.${code}.title`)).join(', ') });
  return (
    <Fold title={t('setup.pilot.title')} state={state} paths={[path]}>
      <p className="field--wide field__hint">{hint}</p>
      {pilotCodes.map((code) => (
        <CheckField
          key={code}
          label={t(`block.${code}.title`)}
          hint={t(`setup.pilot.${code}`)}
          isOn={chosen.includes(code)}
          onChange={(isOn) => onChange(pilotCodes.filter((other) => (other === code ? isOn : chosen.includes(other))))}
        />
      ))}
    </Fold>
  );
}
