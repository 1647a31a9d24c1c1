import { useEffect } from 'preact/hooks';
import { generation, tell } from './connection';
import { measure, nameWithoutUnit, unitOf } from './format';
import { Sparkline } from './sparkline';
import type { Tile } from './store';
import { waiting } from './waiting';

const HISTORY = 240;

/** A result of one row: each number large, with how it got there. */
export function NumberChart({ tile }: { tile: Tile }) {
  const connected = generation.value;
  useEffect(() => {
    tell(`tile ${tile.index} chart ${HISTORY} ${tile.info.chart.measures.join(' ')}`);
    return () => tell(`tile ${tile.index} hidden`);
  }, [tile.index, connected]);
  const lines = tile.lines.value;
  if (lines.names.length === 0) return <p class="empty">{waiting(tile)}</p>;
  return (
    <dl class="numbers">
      {lines.names.map((name, i) => (
        <div key={name}>
          <dt title={name}>{nameWithoutUnit(name)}</dt>
          <dd>{measure(lines.latest[i], unitOf(name))}</dd>
          <dd aria-hidden="true">
            <Sparkline wide values={lines.y[i] ?? []} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
