import { useEffect, useState } from 'preact/hooks';
import { t } from './i18n';
import { paused } from './store';

const PATH = '/why';
const AGAIN_MILLIS = 2000;

/** Why the run stands where it stands, in the words of EXPLAIN WHY; asked again every two seconds. */
export function WhyView() {
  const [text, setText] = useState('');
  useEffect(() => {
    let gone = false;
    let asked = false;
    let timer = 0;
    async function ask() {
      try {
        if (!asked || !paused.value) {
          const answer = await fetch(PATH);
          const body = await answer.text();
          if (answer.ok && !gone) setText(body);
          asked = true;
        }
      } catch {
        // The connection's state says so already; the next try is soon.
      }
      if (!gone) timer = window.setTimeout(() => void ask(), AGAIN_MILLIS);
    }
    void ask();
    return () => {
      gone = true;
      window.clearTimeout(timer);
    };
  }, []);
  return (
    <div class="scroll why" role="region" aria-label={t('why')} tabIndex={0}>
      <pre>{text}</pre>
      <p>{t('whyHint', { path: PATH, json: '/api/why' })}</p>
    </div>
  );
}
