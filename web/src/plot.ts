import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { axisMarks, isBinary, timeMark, type Unit } from './format';
import type { LineData } from './store';
import { cssColor, lineColor, lineDash } from './theme';

const LABELS_MAX = 6;
const LABEL_HEIGHT = 14;
/** 1, 2, 4 … 512 bytes, KiB, MiB and so on. */
const BINARY_STEPS = Array.from({ length: 60 }, (_, i) => 2 ** i);
const FONT = '11px system-ui, sans-serif';

export interface PlotOptions {
  element: HTMLElement;
  width: number;
  height: number;
  names: string[];
  unit: Unit;
  zoned: boolean;
  onCursor: (index: number | null) => void;
}

export interface Plot {
  show(data: LineData): void;
  close(): void;
}

/** A line chart that draws each line's name at its end. */
export function createPlot(options: PlotOptions): Plot {
  const { names, unit, zoned } = options;
  const labelled = names.length > 1 && names.length <= LABELS_MAX && options.width > 360;
  const right = labelled ? labelWidth(names) + 14 : 14;
  const grid = { stroke: cssColor('--grid'), width: 1 };
  const axis = { stroke: cssColor('--dim'), grid, ticks: { show: false }, font: FONT };
  const chart = new uPlot(
    {
      width: options.width,
      height: options.height,
      ms: 1,
      padding: [10, right, 0, 0],
      legend: { show: false },
      cursor: {
        y: false,
        drag: { x: false, y: false },
        points: { size: 7 },
        sync: { key: 'millrace', setSeries: false },
      },
      scales: { x: { time: true }, y: { range: unit === 'percent' ? percentRange : paddedRange } },
      series: [
        {},
        ...names.map((name, i) => ({
          label: name,
          stroke: lineColor(i),
          dash: lineDash(i),
          width: 1.6,
          spanGaps: true,
          points: { show: (u: uPlot) => (u.data[0]?.length ?? 0) < 30, size: 5 },
        })),
      ],
      axes: [
        {
          ...axis,
          size: 30,
          space: 84,
          values: (_, splits, __, ___, step) => splits.map((split) => timeMark(split, step, zoned)),
        },
        {
          ...axis,
          size: isBinary(unit) ? 84 : 62,
          ...(isBinary(unit) ? { incrs: BINARY_STEPS } : {}),
          values: (_, splits, __, ___, step) => axisMarks(splits, step, unit),
        },
      ],
      hooks: {
        setCursor: [(u) => options.onCursor(u.cursor.idx ?? null)],
        draw: labelled ? [(u) => drawLabels(u, names)] : [],
      },
    },
    [[], ...names.map(() => [])],
    options.element,
  );
  chart.root.setAttribute('aria-hidden', 'true');
  return {
    show(data) {
      if (data.names.length === names.length) chart.setData([data.x, ...data.y] as uPlot.AlignedData);
    },
    close() {
      chart.destroy();
    },
  };
}

/** Room above and below; from zero when the values come near it anyway. */
function paddedRange(_: uPlot, low: number | null, high: number | null): uPlot.Range.MinMax {
  if (low === null || high === null) return [0, 1];
  const span = high - low || Math.abs(high) * 0.1 || 1;
  const floor = low >= 0 && low < span * 0.6 ? 0 : low - span * 0.12;
  return [floor, high + span * 0.12];
}

/** Percentages that hardly change are not blown up. */
function percentRange(u: uPlot, low: number | null, high: number | null): uPlot.Range.MinMax {
  if (low === null || high === null || high - low >= 20) return paddedRange(u, low, high);
  const middle = (low + high) / 2;
  const ceiling = high <= 100 ? Math.min(102, middle + 12) : middle + 12;
  return [low >= 0 ? Math.max(0, ceiling - 24) : ceiling - 24, ceiling];
}

function labelWidth(names: string[]): number {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return 60;
  context.font = FONT;
  return Math.min(110, Math.max(...names.map((name) => context.measureText(name).width)));
}

/** Writes each line's name beside its last point; names that would overlap move apart. */
function drawLabels(u: uPlot, names: string[]): void {
  const ratio = uPlot.pxRatio;
  const ends: { name: string; color: string; y: number }[] = [];
  names.forEach((name, i) => {
    const values = u.data[i + 1];
    if (!values) return;
    let at = values.length - 1;
    while (at >= 0 && (values[at] === null || values[at] === undefined)) at--;
    const value = values[at];
    if (typeof value === 'number') ends.push({ name, color: lineColor(i), y: u.valToPos(value, 'y', true) });
  });
  ends.sort((a, b) => a.y - b.y);
  const height = LABEL_HEIGHT * ratio;
  for (let i = 1; i < ends.length; i++) {
    const above = ends[i - 1];
    const end = ends[i];
    if (above && end && end.y - above.y < height) end.y = above.y + height;
  }
  const bottom = u.bbox.top + u.bbox.height;
  for (let i = ends.length - 1, limit = bottom; i >= 0; i--, limit -= height) {
    const end = ends[i];
    if (end && end.y > limit) end.y = limit;
  }
  const context = u.ctx;
  context.save();
  context.font = FONT.replace('11px', `${11 * ratio}px`);
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  const x = u.bbox.left + u.bbox.width + 6 * ratio;
  for (const end of ends) {
    context.fillStyle = end.color;
    context.fillText(end.name.length > 18 ? `${end.name.slice(0, 17)}…` : end.name, x, end.y);
  }
  context.restore();
}
