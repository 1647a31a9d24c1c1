import { batch, computed, signal, type Signal } from '@preact/signals';
import type { Cell, Frame, Hello, LineChange, NodeInfo, NodeNumbers, SplitNumbers, TileInfo } from './protocol';

export type View = 'chart' | 'table' | 'sql';

export interface LineData {
  names: string[];
  x: number[];
  y: (number | null)[][];
  latest: (number | null)[];
}

/** One tile: what it is, how it is looked at, and what it shows. */
export interface Tile {
  index: number;
  info: TileInfo;
  view: Signal<View>;
  measures: Signal<number[]>;
  large: Signal<boolean>;
  rows: Signal<number>;
  kept: Signal<number>;
  lines: Signal<LineData>;
  bars: Signal<[string, number | null][]>;
  page: Signal<{ offset: number; rows: Cell[][] }>;
}

export interface EpochState {
  epoch: number;
  /** Its age when the frame was sent. */
  ageAtSend: number;
  receivedAt: number;
  sent: number;
  ended: boolean;
}

export const jobName = signal('');
export const tiles = signal<Tile[]>([]);
export const nodes = signal<NodeInfo[]>([]);
export const epoch = signal<EpochState>({ epoch: 0, ageAtSend: 0, receivedAt: 0, sent: 0, ended: false });
export const watermark = signal<number | null>(null);
export const nodeNumbers = signal<NodeNumbers[]>([]);
export const splits = signal<SplitNumbers[]>([]);
export const paused = signal(false);
export const rateHistory = signal<number[]>([]);
/** -1 lets the server choose, 0 is everything, else milliseconds. */
export const range = signal(-1);

const EMPTY: LineData = { names: [], x: [], y: [], latest: [] };
const RATES_KEPT = 80;

export const sourceRate = computed(() =>
  nodes.value.reduce((sum, node, i) => sum + (node.inputs.length === 0 ? (nodeNumbers.value[i]?.[3] ?? 0) : 0), 0),
);
const sumOf = (column: 5 | 6 | 7): number => nodeNumbers.value.reduce((sum, node) => sum + node[column], 0);
export const lateRows = computed(() => sumOf(5));
export const badRows = computed(() => sumOf(6));
export const stateBytes = computed(() => sumOf(7));

/** Takes the job's description; what the reader had chosen stays when the job is the same. */
export function greet(hello: Hello): void {
  const before = new Map(tiles.value.map((tile) => [tile.info.id, tile]));
  batch(() => {
    jobName.value = hello.job;
    nodes.value = hello.nodes;
    tiles.value = hello.tiles.map((info, index) => {
      const old = before.get(info.id);
      const same = old && JSON.stringify(old.info) === JSON.stringify(info);
      return {
        index,
        info,
        view: same ? old.view : signal<View>(info.chart.kind === 'table' ? 'table' : 'chart'),
        measures: same ? old.measures : signal(info.chart.selected),
        large: same ? old.large : signal(false),
        rows: signal(0),
        kept: signal(0),
        lines: signal(EMPTY),
        bars: signal<[string, number | null][]>([]),
        page: signal<{ offset: number; rows: Cell[][] }>({ offset: 0, rows: [] }),
      };
    });
  });
}

export function apply(frame: Frame): void {
  batch(() => {
    epoch.value = {
      epoch: frame.epoch,
      ageAtSend: Math.max(0, frame.sent - frame.completed),
      receivedAt: performance.now(),
      sent: frame.sent,
      ended: frame.ended,
    };
    if (frame.nodes) {
      nodeNumbers.value = frame.nodes;
      watermark.value = frame.watermark ?? null;
      splits.value = frame.splits ?? [];
      rateHistory.value = [...rateHistory.value.slice(1 - RATES_KEPT), sourceRate.value];
    }
    for (const change of frame.tiles) {
      const tile = tiles.value[change.tile];
      if (!tile) continue;
      tile.rows.value = change.rows;
      tile.kept.value = change.kept;
      if (change.lines) tile.lines.value = joined(tile.lines.value, change.lines);
      if (change.bars) tile.bars.value = change.bars;
      if (change.page) tile.page.value = change.page;
    }
  });
}

function joined(before: LineData, change: LineChange): LineData {
  if (change.all) {
    return { names: change.names ?? [], x: change.x, y: change.y, latest: change.latest };
  }
  const end = change.head + change.keep;
  const join = <T>(old: T[] | undefined, added: T[] | undefined): T[] =>
    (old ?? []).slice(change.head, end).concat(added ?? []);
  return {
    names: before.names,
    x: join(before.x, change.x),
    y: before.y.map((line, i) => join(line, change.y[i])),
    latest: change.latest,
  };
}
