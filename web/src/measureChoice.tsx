import { nameWithoutUnit } from './format';
import { t } from './i18n';
import type { Tile } from './store';

/** Which column is drawn, where there is a choice. */
export function MeasureChoice({ tile }: { tile: Tile }) {
  const { measures, labels, selected, kind } = tile.info.chart;
  if (measures.length < 2) return null;
  const together = kind === 'lines' && labels.length === 0 && selected.length > 1;
  const name = (column: number) => nameWithoutUnit(tile.info.columns[column]?.name ?? '');
  return (
    <label class="measureChoice">
      <span class="unseen">{t('measure')}</span>
      <select
        value={tile.measures.value.join(' ')}
        onChange={(event) => (tile.measures.value = event.currentTarget.value.split(' ').map(Number))}
      >
        {together && <option value={selected.join(' ')}>{selected.map(name).join(', ')}</option>}
        {measures.map((column) => (
          <option key={column} value={String(column)}>
            {name(column)}
          </option>
        ))}
      </select>
    </label>
  );
}
