import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { connection } from './connection';
import { bytes, duration, instant, integer, rate } from './format';
import { t } from './i18n';
import { Sparkline } from './sparkline';
import { badRows, epoch, lateRows, nodes, paused, rateHistory, sourceRate, stateBytes, watermark } from './store';

const REPLAY = 86_400_000;

/** The row of numbers about the whole job. */
export function Measures() {
  const lag = watermark.value === null ? null : epoch.value.sent - watermark.value;
  const replay = lag !== null && Math.abs(lag) > REPLAY;
  const bad = badRows.value > 0;
  return (
    <dl class="measures">
      <Measure name={t('epoch')} hint={t('epochHint')}>
        <span class="epoch">{integer(epoch.value.epoch)}</span>
        <Age />
      </Measure>
      <Measure name={t('rowsIn')} hint={t('rowsInHint')}>
        {rate(sourceRate.value)}
        <small>{t('rowsPerSecond')}</small>
        <Sparkline values={rateHistory.value} />
      </Measure>
      <Measure
        name={replay ? t('watermark') : t('watermarkLag')}
        hint={replay ? t('replay') : t('watermarkHint')}
        small={replay}
      >
        {lag === null ? t('unknown') : replay ? instant(watermark.value ?? 0, false) : duration(Math.max(0, lag))}
      </Measure>
      <Measure name={t('lateRows')} hint={t('lateRowsHint')} warn={lateRows.value > 0}>
        {integer(lateRows.value)}
      </Measure>
      <Measure name={t('badRows')} hint={t('badRowsHint')} warn={bad}>
        {integer(badRows.value)}
      </Measure>
      {nodes.value.length > 0 && (
        <Measure name={t('state')} hint={t('stateHint')}>
          {bytes(stateBytes.value)}
        </Measure>
      )}
    </dl>
  );
}

function Measure(props: { name: string; hint: string; warn?: boolean; small?: boolean; children: ComponentChildren }) {
  return (
    <div class={`measure${props.warn ? ' warn' : ''}`}>
      <dt>{props.name}</dt>
      <dd class={props.small ? 'value small' : 'value'}>{props.children}</dd>
      <dd class="hint">{props.hint}</dd>
    </div>
  );
}

/** How old the epoch on the screen is; counted here between frames, so that the two clocks need not agree. */
function Age() {
  const [now, setNow] = useState(performance.now());
  const still = epoch.value.ended || paused.value || connection.value.kind !== 'live';
  useEffect(() => {
    if (still) return;
    const timer = window.setInterval(() => setNow(performance.now()), 100);
    return () => window.clearInterval(timer);
  }, [still]);
  if (epoch.value.epoch === 0 || epoch.value.ended) return null;
  const age = epoch.value.ageAtSend + Math.max(0, now - epoch.value.receivedAt);
  return (
    <small>
      {t('age')} <span class="age">{duration(age)}</span>
    </small>
  );
}
