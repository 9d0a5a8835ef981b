import type { JSX, MouseEvent, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './icons.tsx';

/** Longest PIN there is. Digits. Source: the `proof` of the contract. */
export const LONGEST_PIN = 12;
export const SHORTEST_PIN = 4;

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

interface PinPadProps {
  readonly pin: string;
  readonly label: string;
  readonly isOff: boolean;
  readonly field: RefObject<HTMLInputElement | null>;
  onChange(pin: string): void;
  onEnter(): void;
}

/** Keys for gloves beside a field for the keyboard. The keys leave the focus in the field, so that both may be mixed. */
export function PinPad({ pin, label, isOff, field, onChange, onEnter }: PinPadProps): JSX.Element {
  const { t } = useTranslation();
  const change = (next: string): void => {
    onChange(next.replaceAll(/\D/g, '').slice(0, LONGEST_PIN));
  };
  const keepFocus = (event: MouseEvent): void => {
    event.preventDefault();
  };
  return (
    <form
      className="pin"
      onSubmit={(event) => {
        event.preventDefault();
        onEnter();
      }}
    >
      <label className="pin__label">
        <span>{label}</span>
        <input ref={field} className="pin__field" type="password" inputMode="none" autoComplete="off" maxLength={LONGEST_PIN} disabled={isOff} value={pin} onChange={(event) => change(event.target.value)} />
      </label>
      <p className="unseen" role="status">
        {t('proof.digits', { count: pin.length })}
      </p>
      <div className="pin__keys" onMouseDown={keepFocus}>
        {digits.map((digit) => (
          <button key={digit} type="button" className="button pin__key" disabled={isOff} onClick={() => change(pin + digit)}>
            {digit}
          </button>
        ))}
        <button type="button" className="button pin__key" disabled={isOff || pin === ''} aria-label={t('proof.delete')} onClick={() => change(pin.slice(0, -1))}>
          <Icon name="back" />
        </button>
        <button type="button" className="button pin__key" disabled={isOff} onClick={() => change(`${pin}0`)}>
          0
        </button>
        <button type="submit" className="button button--main pin__key" disabled={isOff || pin.length < SHORTEST_PIN}>
          {t('proof.enter')}
        </button>
      </div>
    </form>
  );
}
