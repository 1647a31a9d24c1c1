import { useEffect } from 'preact/hooks';
import { generation, tell } from './connection';
import { integer, measures as texts, nameWithoutUnit, unitOf } from './format';
import { t } from './i18n';
import { waiting } from './waiting';
import type { Tile } from './store';

/** One bar a key, the largest first. A list, so that it reads aloud as it looks. */
export function BarChart({ tile }: { tile: Tile }) {
  const measures = tile.measures.value;
  const connected = generation.value;
  useEffect(() => {
    tell(`tile ${tile.index} chart 400 ${measures.join(' ')}`);
    return () => tell(`tile ${tile.index} hidden`);
  }, [tile.index, measures, connected]);
  const unit = unitOf(tile.info.columns[measures[0] ?? 0]?.name ?? '');
  const bars = [...tile.bars.value].sort((a, b) => (b[1] ?? -Infinity) - (a[1] ?? -Infinity));
  const most = Math.max(1e-9, ...bars.map((bar) => Math.abs(bar[1] ?? 0)));
  const values = texts(
    bars.map((bar) => bar[1]),
    unit,
  );
  return (
    <div class="barChart">
      <div class="legend">
        <p class="axisName">
          {nameWithoutUnit(tile.info.columns[measures[0] ?? 0]?.name ?? '')}
          {bars.length < tile.rows.value && (
            <small> {t('more', { shown: integer(bars.length), rows: integer(tile.rows.value) })}</small>
          )}
        </p>
      </div>
      {bars.length === 0 && <p class="empty">{waiting(tile)}</p>}
      <div class="scroll" role="region" aria-label={tile.info.title} tabIndex={0}>
        <ul class="bars">
          {bars.map(([label, value], i) => (
            <li key={label}>
              <span class="barName" title={label}>
                {label}
              </span>
              <span class="barTrack" aria-hidden="true">
                <span
                  class={(value ?? 0) < 0 ? 'bar negative' : 'bar'}
                  style={{ transform: `scaleX(${Math.abs(value ?? 0) / most})` }}
                />
              </span>
              <b>{values[i]}</b>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
