import { useEffect, useState } from 'preact/hooks';
import { connection } from './connection';
import { language, setLanguage, t } from './i18n';
import { Mark, PauseIcon, PlayIcon } from './icons';
import { epoch, jobName, paused, range } from './store';
import { setTheme, theme, type Theme } from './theme';

const RANGES: [milliseconds: number, label: string][] = [
  [60_000, '1 min'],
  [300_000, '5 min'],
  [900_000, '15 min'],
  [3_600_000, '1 h'],
  [86_400_000, '24 h'],
];

export function Header() {
  return (
    <header class="top">
      <Mark />
      <h1>
        Millrace<span class="job">{jobName.value}</span>
      </h1>
      <Connection />
      <div class="controls">
        <button type="button" class="pause" aria-pressed={paused.value} onClick={() => (paused.value = !paused.value)}>
          {paused.value ? <PlayIcon /> : <PauseIcon />}
          {paused.value ? t('resume') : t('pause')}
          <kbd>{t('space')}</kbd>
        </button>
        <label>
          <span class="unseen">{t('range')}</span>
          <select value={range.value} onChange={(event) => (range.value = Number(event.currentTarget.value))}>
            <option value={-1}>
              {t('range')}: {t('auto')}
            </option>
            {RANGES.map(([milliseconds, label]) => (
              <option key={milliseconds} value={milliseconds}>
                {label}
              </option>
            ))}
            <option value={0}>{t('rangeAll')}</option>
          </select>
        </label>
        <label>
          <span class="unseen">{t('theme')}</span>
          <select value={theme.value} onChange={(event) => setTheme(event.currentTarget.value as Theme)}>
            <option value="auto">
              {t('theme')}: {t('themeAuto')}
            </option>
            <option value="light">{t('light')}</option>
            <option value="dark">{t('dark')}</option>
          </select>
        </label>
        <label>
          <span class="unseen">{t('language')}</span>
          <select
            value={language.value}
            onChange={(event) => setLanguage(event.currentTarget.value === 'zh' ? 'zh' : 'en')}
          >
            <option value="en" lang="en">
              English
            </option>
            <option value="zh" lang="zh-CN">
              中文
            </option>
          </select>
        </label>
      </div>
    </header>
  );
}

/** The state of the connection, with the seconds to the next try. */
function Connection() {
  const state = connection.value;
  const [, redraw] = useState(0);
  useEffect(() => {
    if (state.kind !== 'waiting') return;
    const timer = window.setInterval(() => redraw((n) => n + 1), 500);
    return () => window.clearInterval(timer);
  }, [state]);
  let kind: string = state.kind;
  let text = t('connecting');
  if (state.kind === 'live') {
    kind = epoch.value.ended ? 'ended' : paused.value ? 'paused' : 'live';
    text = t(kind as 'live' | 'ended' | 'paused');
  } else if (state.kind === 'waiting') {
    text = t('reconnecting', { seconds: Math.max(1, Math.ceil((state.until - Date.now()) / 1000)) });
  }
  return (
    <span class="connection" data-state={kind} role="status">
      <span class="dot" aria-hidden="true" />
      {text}
    </span>
  );
}
