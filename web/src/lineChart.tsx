import { effect } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { generation, tell } from './connection';
import { createPlot, type Plot } from './plot';
import { instant, measure, nameWithoutUnit, unitOf } from './format';
import { locale, t } from './i18n';
import { waiting } from './waiting';
import type { Tile } from './store';
import { dark, lineColor, lineDash } from './theme';

/** Lines over event time, with the latest values above and, while the pointer is over them, the values there. */
export function LineChart({ tile }: { tile: Tile }) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [cursor, setCursor] = useState<number | null>(null);
  const measures = tile.measures.value;
  const lines = tile.lines.value;
  const names = lines.names.join('\n');
  const unit = unitOf(tile.info.columns[measures[0] ?? 0]?.name ?? '');
  const darkNow = dark.value;
  const localeNow = locale.value;

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(Math.round(element.clientWidth)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const connected = generation.value;
  useEffect(() => {
    if (width > 0) tell(`tile ${tile.index} chart ${width} ${measures.join(' ')}`);
    return () => tell(`tile ${tile.index} hidden`);
  }, [tile.index, width, measures, connected]);

  useEffect(() => {
    const element = box.current;
    if (!element || width === 0 || names === '') return;
    const plot: Plot = createPlot({
      element,
      width,
      height: element.clientHeight,
      names: names.split('\n').map(nameWithoutUnit),
      unit,
      zoned: tile.info.chart.zoned,
      onCursor: setCursor,
    });
    const stop = effect(() => plot.show(tile.lines.value));
    return () => {
      stop();
      plot.close();
    };
  }, [tile, width, names, unit, darkNow, localeNow]);

  const at = cursor !== null && cursor < lines.x.length ? cursor : null;
  const latest = lines.names.map((name, i) => `${name} ${measure(lines.latest[i], unit)}`).join(', ');
  return (
    <div class="lineChart">
      <div class="legend">
        <ul>
          {lines.names.map((name, i) => (
            <li key={name}>
              <svg class="swatch" viewBox="0 0 26 8" aria-hidden="true">
                <line x1="0" x2="26" y1="4" y2="4" stroke={lineColor(i)} stroke-dasharray={lineDash(i).join(' ')} />
              </svg>
              <span class="name" title={name}>{nameWithoutUnit(name)}</span>
              <b>{measure(at === null ? lines.latest[i] : near(lines.y[i] ?? [], at), unit)}</b>
            </li>
          ))}
        </ul>
      </div>
      <div
        ref={box}
        class="plot"
        role="img"
        aria-label={
          latest ? t('chartLabel', { title: tile.info.title, latest }) : t('chartLabelEmpty', { title: tile.info.title })
        }
      >
        {lines.names.length === 0 && <p class="empty">{waiting(tile)}</p>}
      </div>
      <p class="cursorTime" aria-hidden="true">
        {at === null ? '' : instant(lines.x[at] ?? 0, tile.info.chart.zoned)}
      </p>
    </div>
  );
}

/** The value at a place, or the last one before it. */
function near(values: (number | null)[], at: number): number | null {
  for (let i = at; i >= 0 && i > at - 50; i--) {
    const value = values[i];
    if (value !== null && value !== undefined) return value;
  }
  return null;
}
