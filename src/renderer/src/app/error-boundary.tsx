import { Component, type ErrorInfo, type JSX, type ReactNode } from 'react';
import { Translation } from 'react-i18next';

interface Props {
  readonly children: ReactNode;
}

/** The last resort: says that nothing is lost and offers the one thing that helps. Scans go on being stored behind it. */
export class ErrorBoundary extends Component<Props, { readonly error: Error | null }> {
  override state = { error: null };

  static getDerivedStateFromError(error: Error): { readonly error: Error } {
    return { error };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error('packgate: a screen stopped working', error, info.componentStack);
  }

  override render(): ReactNode {
    return this.state.error === null ? this.props.children : <Crash error={this.state.error} />;
  }
}

export function Crash({ error }: { readonly error: Error }): JSX.Element {
  return (
    <Translation>
      {(t) => (
        <div className="crash" role="alert">
          <h1>{t('crash.title')}</h1>
          <p>{t('crash.next')}</p>
          <button type="button" className="button button--main" onClick={() => location.reload()}>
            {t('crash.reload')}
          </button>
          <p>{t('crash.detail', { message: error.message })}</p>
        </div>
      )}
    </Translation>
  );
}
