/** The messages of the live connection; the server's FrameWriter is the other side. Times are milliseconds since 1970. */

export interface ColumnInfo {
  name: string;
  type: string;
  kind: 'number' | 'time' | 'boolean' | 'text';
}

export interface ChartInfo {
  kind: 'lines' | 'bars' | 'numbers' | 'table';
  time: number;
  zoned: boolean;
  labels: number[];
  measures: number[];
  selected: number[];
}

export interface TileInfo {
  id: string;
  title: string;
  sql: string;
  changing: boolean;
  columns: ColumnInfo[];
  chart: ChartInfo;
}

export interface NodeInfo {
  id: string;
  label: string;
  kind: 'source' | 'row' | 'state' | 'result';
  changing: boolean;
  result: string;
  inputs: [node: number, exchange: string][];
}

export interface Hello {
  type: 'hello';
  job: string;
  instance: string;
  tiles: TileInfo[];
  nodes: NodeInfo[];
}

/** rowsIn, rowsOut, in/s, out/s, watermark, late, bad, state bytes, state rows, busy (1 is one core) */
export type NodeNumbers = [number, number, number, number, number | null, number, number, number, number, number];

export interface SplitNumbers {
  node: number;
  split: string;
  rows: number;
  watermark: number | null;
  idle: boolean;
  ended: boolean;
}

/** Drop `head` points at the front, keep the next `keep`, then add these. */
export interface LineChange {
  all: boolean;
  names?: string[];
  head: number;
  keep: number;
  x: number[];
  y: (number | null)[][];
  latest: (number | null)[];
}

export type Cell = string | number | null;

export interface TileChange {
  tile: number;
  rows: number;
  kept: number;
  lines?: LineChange;
  bars?: [label: string, value: number | null][];
  page?: { offset: number; rows: Cell[][] };
}

export interface Frame {
  type: 'frame';
  epoch: number;
  completed: number;
  sent: number;
  ended: boolean;
  watermark?: number | null;
  nodes?: NodeNumbers[];
  splits?: SplitNumbers[];
  tiles: TileChange[];
}

export type Message = Hello | Frame | { type: 'pulse' };
