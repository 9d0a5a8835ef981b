import { useEffect, useId, useRef, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../components/icons.tsx';
import { useStation } from '../stores/store.ts';
import { topicGroups, type Topic, type TopicGroup } from './topics.ts';
import { readPage } from './read-page.ts';
import './guide.css';

/** Lies over the screen, not over the strip and the practice tray. A scan closes it and is judged; nothing in it needs the network. */
export function Guide(): JSX.Element | null {
  const topic = useStation((store) => store.guideTopic);
  return topic === null ? null : <Open topic={topic} />;
}

function Open({ topic }: { readonly topic: Topic }): JSX.Element {
  const { t } = useTranslation();
  const titleId = useId();
  const close = useStation((store) => store.closeGuide);
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    const press = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') close();
    };
    window.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('keydown', press);
      if (before instanceof HTMLElement) before.focus();
    };
  }, [close]);
  return (
    <div className="guide" ref={panel} tabIndex={-1} role="dialog" aria-modal="true" aria-labelledby={titleId} data-topic={topic}>
      <article className="guide__page">
        <p className="guide__kind">
          <Icon name="help" />
          {t('guideWords.title')}
        </p>
        <button type="button" className="button guide__close" onClick={close}>
          {t('guideWords.close')}
        </button>
        <Page key={topic} topic={topic} titleId={titleId} />
      </article>
      <TopicList current={topic} />
    </div>
  );
}

function Page({ topic, titleId }: { readonly topic: Topic; readonly titleId: string }): JSX.Element {
  const { t } = useTranslation();
  const page = readPage(t, topic);
  return (
    <div className="guide__text">
      <h2 id={titleId}>{page.title}</h2>
      <div className="guide__about">
        <h3>{t('guideWords.means')}</h3>
        <p>{page.means}</p>
        <h3>{t('guideWords.owner')}</h3>
        <p>{page.owner}</p>
      </div>
      <div className="guide__do">
        <h3>{t('guideWords.steps')}</h3>
        <ol className="guide__steps">
          {page.steps.map((step, index) => (
            <li key={step}>
              <span aria-hidden="true">{index + 1}</span>
              {step}
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}

function TopicList({ current }: { readonly current: Topic }): JSX.Element {
  const { t } = useTranslation();
  const showTopic = useStation((store) => store.showTopic);
  const list = useRef<HTMLElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <nav className="guide__list" ref={list} aria-label={t('guideWords.topics')}>
      {(Object.keys(topicGroups) as TopicGroup[]).map((group) => (
        <section key={group}>
          <h3>{t(`guideWords.group.${group}`)}</h3>
          <ul>
            {topicGroups[group].map((topic) => (
              <li key={topic}>
                <button type="button" aria-current={topic === current ? 'page' : undefined} onClick={() => showTopic(topic)}>
                  {readPage(t, topic).title}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}
