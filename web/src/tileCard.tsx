import { useId } from 'preact/hooks';
import { BarChart } from './barChart';
import { DataTable } from './dataTable';
import { integer } from './format';
import { t } from './i18n';
import { ChartIcon, CodeIcon, LargerIcon, SmallerIcon, TableIcon } from './icons';
import { LineChart } from './lineChart';
import { MeasureChoice } from './measureChoice';
import { NumberChart } from './numberChart';
import { SqlText } from './sqlText';
import type { Tile, View } from './store';

const ICONS = { chart: ChartIcon, table: TableIcon, sql: CodeIcon };

/** One query: its title, its chart, table and SQL. */
export function TileCard({ tile }: { tile: Tile }) {
  const id = useId();
  const views: View[] = tile.info.chart.kind === 'table' ? ['table', 'sql'] : ['chart', 'table', 'sql'];
  const view = tile.view.value;
  return (
    <article class={tile.large.value ? 'tile large' : 'tile'} aria-labelledby={`${id}-title`}>
      <div class="tileHead">
        <h2 id={`${id}-title`} title={tile.info.title}>{tile.info.title}</h2>
        <Tabs id={id} title={tile.info.title} views={views} view={view} choose={(next) => (tile.view.value = next)} />
        <button
          type="button"
          class="bare enlarge"
          aria-pressed={tile.large.value}
          aria-label={tile.large.value ? t('collapse') : t('expand')}
          title={tile.large.value ? t('collapse') : t('expand')}
          onClick={() => (tile.large.value = !tile.large.value)}
        >
          {tile.large.value ? <SmallerIcon /> : <LargerIcon />}
        </button>
      </div>
      <div class="tileBody" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${view}`}>
        {view === 'chart' ? <Chart tile={tile} /> : view === 'table' ? <DataTable tile={tile} /> : <SqlText sql={tile.info.sql} />}
      </div>
      <Foot tile={tile} />
    </article>
  );
}

function Chart({ tile }: { tile: Tile }) {
  switch (tile.info.chart.kind) {
    case 'lines':
      return <LineChart tile={tile} />;
    case 'bars':
      return <BarChart tile={tile} />;
    default:
      return <NumberChart tile={tile} />;
  }
}

function Foot({ tile }: { tile: Tile }) {
  const rows = integer(tile.rows.value);
  const kept = integer(tile.kept.value);
  const partly = tile.view.value === 'table' && tile.kept.value < tile.rows.value;
  return (
    <div class="tileFoot">
      <span>
        {partly
          ? t(tile.info.changing ? 'keptChanging' : 'kept', { kept, rows })
          : tile.rows.value === 1
            ? t('row')
            : t('rows', { rows })}
      </span>
      {tile.view.value === 'chart' && tile.info.chart.kind !== 'numbers' && <MeasureChoice tile={tile} />}
    </div>
  );
}

function Tabs(props: { id: string; title: string; views: View[]; view: View; choose: (view: View) => void }) {
  const { id, views, view, choose } = props;
  const onKey = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const next = views[(views.indexOf(view) + step + views.length) % views.length] as View;
    choose(next);
    document.getElementById(`${id}-${next}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={t('views', { title: props.title })} onKeyDown={onKey}>
      {views.map((name) => {
        const Icon = ICONS[name];
        return (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-${name}`}
            aria-selected={name === view}
            aria-controls={`${id}-panel`}
            aria-label={t(name)}
            title={t(name)}
            tabIndex={name === view ? 0 : -1}
            onClick={() => choose(name)}
          >
            <Icon />
            <span class="tabName">{t(name)}</span>
          </button>
        );
      })}
    </div>
  );
}
