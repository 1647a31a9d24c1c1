import { useEffect, useState } from 'preact/hooks';
import { connection } from './connection';
import { integer, rate } from './format';
import { Header } from './header';
import { t } from './i18n';
import { Measures } from './measures';
import { PipelinePanel } from './pipelinePanel';
import { epoch, lateRows, paused, sourceRate, tiles } from './store';
import { TileCard } from './tileCard';

const ANNOUNCE_EVERY = 5000;

/** Where the space key already means something. */
const OWN_SPACE = 'button, a, input, select, textarea, [role="button"], [role="tab"]';

export function App() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as Element | null;
      if (event.key !== ' ' || event.ctrlKey || event.metaKey || event.altKey || target?.closest(OWN_SPACE)) return;
      event.preventDefault();
      paused.value = !paused.value;
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <a class="skip" href="#queries">
        {t('skip')}
      </a>
      <Header />
      {connection.value.kind === 'denied' && (
        <p class="banner" role="alert">
          {t('denied')}
        </p>
      )}
      {paused.value && <p class="banner calm">{t('pausedAt', { epoch: integer(epoch.value.epoch) })}</p>}
      <main id="queries" tabIndex={-1}>
        <Measures />
        <section aria-label={t('queries')} class="tiles">
          {tiles.value.map((tile) => (
            <TileCard key={tile.info.id} tile={tile} />
          ))}
        </section>
        <PipelinePanel />
      </main>
      <Announcer />
    </>
  );
}

/** Says how things stand to those who do not see them, seldom enough to be bearable. */
function Announcer() {
  const [text, setText] = useState('');
  useEffect(() => {
    const say = () => {
      if (!paused.peek() && connection.peek().kind === 'live') {
        setText(
          t('liveSummary', {
            epoch: integer(epoch.peek().epoch),
            rate: rate(sourceRate.peek()),
            late: integer(lateRows.peek()),
          }),
        );
      }
    };
    const timer = window.setInterval(say, ANNOUNCE_EVERY);
    return () => window.clearInterval(timer);
  }, []);
  return (
    <div class="unseen" role="status" aria-live="polite">
      {text}
    </div>
  );
}
