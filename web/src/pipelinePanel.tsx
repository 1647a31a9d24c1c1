import { useState } from 'preact/hooks';
import { bytes, duration, integer, rate } from './format';
import { GraphView, nodeTitle } from './graphView';
import { t } from './i18n';
import { GraphIcon, TableIcon, WhyIcon } from './icons';
import { epoch, nodeNumbers, nodes, splits } from './store';
import { WhyView } from './whyView';

/** The pipeline as a graph, as a table, or with the reasons why it stands where it stands. */
export function PipelinePanel() {
  const [view, setView] = useState<'graph' | 'table' | 'why'>('graph');
  if (nodes.value.length === 0) return null;
  return (
    <section class="pipeline" aria-labelledby="pipeline-title">
      <div class="tileHead">
        <h2 id="pipeline-title">{t('pipeline')}</h2>
        <div class="tabs">
          <button type="button" aria-pressed={view === 'graph'} onClick={() => setView('graph')}>
            <GraphIcon />
            {t('graph')}
          </button>
          <button type="button" aria-pressed={view === 'table'} onClick={() => setView('table')}>
            <TableIcon />
            {t('table')}
          </button>
          <button type="button" aria-pressed={view === 'why'} onClick={() => setView('why')}>
            <WhyIcon />
            {t('why')}
          </button>
        </div>
      </div>
      {view === 'graph' ? <GraphView /> : view === 'table' ? <NodeTable /> : <WhyView />}
    </section>
  );
}

/** How far an operator's event time is behind the clock; empty where no operator needs to know. */
export function nodeLag(index: number): string {
  const own = nodeNumbers.value[index]?.[4] ?? null;
  if (own === null) return '';
  const newest = Math.max(...nodeNumbers.value.map((node) => node[4] ?? -Infinity));
  const behindClock = epoch.value.sent - own;
  const live = Math.abs(behindClock) < 86_400_000;
  return duration(Math.max(0, live ? behindClock : newest - own));
}

function NodeTable() {
  const numbers = nodeNumbers.value;
  return (
    <div class="scroll nodeTable" role="region" aria-label={t('operators')} tabIndex={0}>
      <table class="rows">
        <thead>
          <tr>
            <th scope="col">{t('node')}</th>
            <th scope="col">{t('inputs')}</th>
            <th scope="col" class="number">{t('rowsInPerSecond')}</th>
            <th scope="col" class="number">{t('rowsOutPerSecond')}</th>
            <th scope="col" class="number">{t('rowsIn')}</th>
            <th scope="col" class="number">{t('rowsOut')}</th>
            <th scope="col" class="number">{t('lag')}</th>
            <th scope="col" class="number">{t('lateRows')}</th>
            <th scope="col" class="number">{t('badRows')}</th>
            <th scope="col" class="number">{t('state')}</th>
            <th scope="col" class="number">{t('busy')}</th>
          </tr>
        </thead>
        <tbody>
          {nodes.value.map((node, i) => {
            const values = numbers[i];
            return (
              <tr key={node.id}>
                <th scope="row">{nodeTitle(node)}</th>
                <td>{node.inputs.map(([from]) => nodes.value[from]?.label).join(', ') || '–'}</td>
                <td class="number">{rate(values?.[2] ?? 0)}</td>
                <td class="number">{rate(values?.[3] ?? 0)}</td>
                <td class="number">{integer(values?.[0] ?? 0)}</td>
                <td class="number">{integer(values?.[1] ?? 0)}</td>
                <td class="number">{nodeLag(i) || '–'}</td>
                <td class="number">{integer(values?.[5] ?? 0)}</td>
                <td class="number">{integer(values?.[6] ?? 0)}</td>
                <td class="number">{bytes(values?.[7] ?? 0)}</td>
                <td class="number">{Math.round((values?.[9] ?? 0) * 100)} %</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {splits.value.length > 0 && (
        <table class="rows">
          <caption>{t('sources')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('node')}</th>
              <th scope="col">{t('split')}</th>
              <th scope="col" class="number">{t('rowsIn')}</th>
              <th scope="col" class="number">{t('watermark')}</th>
              <th scope="col">{t('state')}</th>
            </tr>
          </thead>
          <tbody>
            {splits.value.map((split) => (
              <tr key={`${split.node}/${split.split}`}>
                <td>{nodes.value[split.node]?.label}</td>
                <th scope="row">{split.split}</th>
                <td class="number">{integer(split.rows)}</td>
                <td class="number">{split.watermark === null ? '–' : new Date(split.watermark).toISOString()}</td>
                <td>{split.ended ? t('ended') : split.idle ? t('idle') : t('live')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
