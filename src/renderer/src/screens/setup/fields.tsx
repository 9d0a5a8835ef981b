import { createContext, use, useId, useState, type HTMLInputTypeAttribute, type JSX, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/icons.tsx';
import type { FieldProblem } from './draft.ts';

/** Problems of the whole form by settings path; a field shows its own. */
export const Problems = createContext<ReadonlyMap<string, FieldProblem>>(new Map());

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  /** Where this field lives in the settings, for its problem. */
  readonly path: string;
}

export function useProblem(path: string): string | null {
  const { t } = useTranslation();
  const problem = use(Problems).get(path);
  return problem === undefined ? null : t(`setup.problem.${problem.key}`, { ...problem.values });
}

function Frame({ id, label, hint, problem, children }: { readonly id: string; readonly label: string; readonly hint: string | undefined; readonly problem: string | null; readonly children: ReactNode }): JSX.Element {
  return (
    <div className={problem === null ? 'field' : 'field field--bad'}>
      <label htmlFor={id}>{label}</label>
      {children}
      {hint !== undefined && <p className="field__hint">{hint}</p>}
      {problem !== null && (
        <p className="field__problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}

export interface TextFieldProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: HTMLInputTypeAttribute;
  readonly isNumeric?: boolean;
}

export function TextField({ label, hint, path, value, onChange, type = 'text', isNumeric = false }: TextFieldProps): JSX.Element {
  const id = useId();
  const problem = useProblem(path);
  return (
    <Frame id={id} label={label} hint={hint} problem={problem}>
      <input
        id={id}
        type={type}
        value={value}
        autoComplete="off"
        spellCheck={false}
        data-path={path}
        inputMode={isNumeric ? 'numeric' : undefined}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
        onChange={(event) => onChange(event.target.value)}
      />
    </Frame>
  );
}

/** What is wrong with something that is no single field, said at its place. */
export function ProblemLine({ path }: { readonly path: string }): JSX.Element | null {
  const problem = useProblem(path);
  return problem === null ? null : (
    <p className="field__problem field--wide" role="alert">
      {problem}
    </p>
  );
}

export interface CheckFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

export function CheckField({ label, hint, isOn, onChange }: CheckFieldProps): JSX.Element {
  const id = useId();
  return (
    <div className="check">
      <input id={id} type="checkbox" checked={isOn} aria-describedby={hint === undefined ? undefined : `${id}-hint`} onChange={(event) => onChange(event.target.checked)} />
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && (
        <p className="field__hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

export interface FoldProps {
  readonly title: string;
  /** How it stands, read without opening it. */
  readonly state: string;
  /** Settings paths of what is inside: a fold never hides a problem. */
  readonly paths: readonly string[];
  readonly children: ReactNode;
  readonly onOpen?: () => void;
}

export function Fold({ title, state, paths, children, onOpen }: FoldProps): JSX.Element {
  const [wasOpened, setOpened] = useState(false);
  const problems = use(Problems);
  const hasProblem = [...problems.keys()].some((key) => paths.some((path) => key === path || key.startsWith(`${path}.`)));
  return (
    <details
      className="fold field--wide"
      open={wasOpened || hasProblem}
      onToggle={(event) => {
        setOpened(event.currentTarget.open);
        if (event.currentTarget.open) onOpen?.();
      }}
    >
      <summary>
        <Icon name="down" />
        <h3>{title}</h3>
        <span className={hasProblem ? 'field__problem' : 'fold__state'}>{state}</span>
      </summary>
      <div className="fold__body">{children}</div>
    </details>
  );
}

export interface ChoiceFieldProps<V extends string> extends FieldProps {
  readonly value: V;
  readonly choices: readonly { readonly value: V; readonly label: string }[];
  readonly onChange: (value: V) => void;
}

export function ChoiceField<V extends string>({ label, hint, path, value, choices, onChange }: ChoiceFieldProps<V>): JSX.Element {
  const id = useId();
  const problem = useProblem(path);
  return (
    <Frame id={id} label={label} hint={hint} problem={problem}>
      <select
        id={id}
        value={value}
        data-path={path}
        onChange={(event) => {
          const chosen = choices.find((choice) => choice.value === event.target.value);
          if (chosen !== undefined) onChange(chosen.value);
        }}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Frame>
  );
}

export function Part({ id, title, children }: { readonly id: string; readonly title: string; readonly children: ReactNode }): JSX.Element {
  return (
    <section className="part" id={`setup-${id}`} aria-labelledby={`setup-${id}-title`}>
      <h2 id={`setup-${id}-title`}>{title}</h2>
      <div className="part__fields">{children}</div>
    </section>
  );
}
