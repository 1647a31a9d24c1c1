import { useMemo, useRef, useState } from 'preact/hooks';
import { bytes, integer, rate } from './format';
import { NODE_HEIGHT, NODE_WIDTH, place, type PlacedEdge, type PlacedNode } from './graphLayout';
import { t } from './i18n';
import { nodeLag } from './pipelinePanel';
import type { NodeInfo } from './protocol';
import { nodeNumbers, nodes, tiles } from './store';

/** The operators and what flows between them. One node is in the tab order; the arrow keys move along the edges. */
export function GraphView() {
  const infos = nodes.value;
  const placed = useMemo(() => place(infos), [infos]);
  const [current, setCurrent] = useState(0);
  const [chosen, setChosen] = useState<number | null>(null);
  const svg = useRef<SVGSVGElement>(null);

  const go = (index: number | undefined) => {
    if (index === undefined) return;
    setCurrent(index);
    svg.current?.querySelector<SVGGElement>(`[data-node="${index}"]`)?.focus();
  };
  const onKey = (event: KeyboardEvent, index: number) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      setChosen(chosen === index ? null : index);
      return;
    }
    const next = neighbour(infos, placed.nodes, index, event.key);
    if (next === null) return;
    event.preventDefault();
    go(next);
  };
  return (
    <>
      <p class="unseen" id="graph-help">
        {t('graphHelp')}
      </p>
      <div class="scroll graph">
        <svg
          ref={svg}
          role="group"
          aria-label={t('pipeline')}
          aria-describedby="graph-help"
          width={placed.width}
          height={placed.height}
          viewBox={`0 0 ${placed.width} ${placed.height}`}
        >
          {placed.edges.map((edge) => (
            <Edge key={`${edge.from}-${edge.to}`} edge={edge} />
          ))}
          {infos.map((info, i) => (
            <Node
              key={info.id}
              index={i}
              info={info}
              at={placed.nodes[i] ?? { x: 0, y: 0 }}
              focusable={i === current}
              chosen={i === chosen}
              onKey={onKey}
              onChoose={() => {
                setCurrent(i);
                setChosen(chosen === i ? null : i);
              }}
            />
          ))}
        </svg>
      </div>
      {chosen !== null && <Details index={chosen} />}
    </>
  );
}

/** Left and right follow edges; up and down go to the next node of the same column. */
function neighbour(infos: NodeInfo[], at: PlacedNode[], index: number, key: string): number | undefined | null {
  const y = at[index]?.y ?? 0;
  const nearest = (candidates: number[]) =>
    candidates.sort((a, b) => Math.abs((at[a]?.y ?? 0) - y) - Math.abs((at[b]?.y ?? 0) - y))[0];
  const indexes = infos.map((_, i) => i);
  const column = indexes.filter((i) => i !== index && Math.abs((at[i]?.x ?? 0) - (at[index]?.x ?? 0)) < NODE_WIDTH / 2);
  switch (key) {
    case 'ArrowRight':
      return nearest(indexes.filter((i) => infos[i]?.inputs.some(([from]) => from === index)));
    case 'ArrowLeft':
      return nearest((infos[index]?.inputs ?? []).map(([from]) => from));
    case 'ArrowDown':
      return nearest(column.filter((i) => (at[i]?.y ?? 0) > y));
    case 'ArrowUp':
      return nearest(column.filter((i) => (at[i]?.y ?? 0) < y));
    case 'Home':
      return 0;
    case 'End':
      return infos.length - 1;
    default:
      return null;
  }
}

function Edge({ edge }: { edge: PlacedEdge }) {
  const flow = nodeNumbers.value[edge.from]?.[3] ?? 0;
  const width = 1.2 + Math.min(3.5, Math.log10(1 + flow) * 0.6);
  return (
    <g class={flow > 0 ? 'edge flowing' : 'edge'} aria-hidden="true">
      <path class="bed" d={edge.path} stroke-width={width + 2} />
      <path class="water" d={edge.path} stroke-width={width} />
    </g>
  );
}

interface NodeProps {
  index: number;
  info: NodeInfo;
  at: PlacedNode;
  focusable: boolean;
  chosen: boolean;
  onKey: (event: KeyboardEvent, index: number) => void;
  onChoose: () => void;
}

function Node({ index, info, at, focusable, chosen, onKey, onChoose }: NodeProps) {
  const numbers = nodeNumbers.value[index];
  const source = info.inputs.length === 0;
  const flow = rate(numbers?.[source ? 3 : 2] ?? 0);
  const late = numbers?.[5] ?? 0;
  const bad = numbers?.[6] ?? 0;
  const lag = nodeLag(index);
  const warning = [late > 0 ? `${integer(late)} ${t('late')}` : '', bad > 0 ? `${integer(bad)} ${t('bad')}` : '']
    .filter((text) => text)
    .join(' · ');
  const title = nodeTitle(info);
  return (
    <g
      class={`node ${info.kind}${chosen ? ' chosen' : ''}`}
      data-node={index}
      transform={`translate(${at.x} ${at.y})`}
      tabindex={focusable ? 0 : -1}
      role="button"
      aria-pressed={chosen}
      onKeyDown={(event) => onKey(event, index)}
      onClick={onChoose}
    >
      <rect class="card" width={NODE_WIDTH} height={NODE_HEIGHT} rx="8">
        <title>{title}</title>
      </rect>
      <rect class="kind" x="0" y="12" width="4" height={NODE_HEIGHT - 24} rx="2" />
      <text x="14" y="22" class="label">
        {fitting(title)}
      </text>
      <text x="14" y="40" class="flow">
        {flow} {t('rowsPerSecond')}
      </text>
      {lag !== '' && (
        <text x={NODE_WIDTH - 12} y="40" text-anchor="end" class="lag">
          {t('lag')} {lag}
        </text>
      )}
      {warning ? (
        <text x="14" y="56" class="warning">
          ▲ {warning}
        </text>
      ) : (
        <text x="14" y="56" class="lag">
          {(numbers?.[7] ?? 0) > 0 ? `${t('state')} ${bytes(numbers?.[7] ?? 0)}` : ''}
        </text>
      )}
      <rect
        class="busy"
        x="14"
        y={NODE_HEIGHT - 5}
        height="2"
        rx="1"
        width={Math.min(1, numbers?.[9] ?? 0) * (NODE_WIDTH - 28)}
      />
    </g>
  );
}

/** What an operator is called: a result by the title of its tile. */
export function nodeTitle(info: NodeInfo): string {
  return tiles.value.find((tile) => tile.info.id === info.result)?.info.title ?? info.label;
}

const LABEL_WIDTH = NODE_WIDTH - 24;
const shortened = new Map<string, string>();
let ruler: CanvasRenderingContext2D | null = null;

/** As much of a text as a card has room for. */
function fitting(text: string): string {
  const known = shortened.get(text);
  if (known !== undefined) return known;
  ruler ??= document.createElement('canvas').getContext('2d');
  if (!ruler) return text;
  ruler.font = `600 12.5px ${getComputedStyle(document.body).fontFamily}`;
  let shown = text;
  for (let end = text.length - 1; ruler.measureText(shown).width > LABEL_WIDTH && end > 0; end--) {
    shown = `${text.slice(0, end).trimEnd()}…`;
  }
  shortened.set(text, shown);
  return shown;
}

function Details({ index }: { index: number }) {
  const info = nodes.value[index];
  const numbers = nodeNumbers.value[index];
  if (!info || !numbers) return null;
  const pairs: [string, string][] = [
    [t('rowsIn'), `${integer(numbers[0])} · ${rate(numbers[2])} ${t('rowsPerSecond')}`],
    [t('rowsOut'), `${integer(numbers[1])} · ${rate(numbers[3])} ${t('rowsPerSecond')}`],
    [t('watermark'), numbers[4] === null ? t('none') : new Date(numbers[4]).toISOString()],
    [t('lag'), nodeLag(index) || t('none')],
    [t('lateRows'), integer(numbers[5])],
    [t('badRows'), integer(numbers[6])],
    [t('state'), bytes(numbers[7])],
    [t('stateRows'), integer(numbers[8])],
    [t('busy'), `${Math.round(numbers[9] * 100)} %`],
  ];
  return (
    <div class="details">
      <h3>{nodeTitle(info)}</h3>
      <dl>
        {pairs.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
