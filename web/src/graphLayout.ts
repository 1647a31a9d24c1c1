import { Graph, layout } from '@dagrejs/dagre';
import type { NodeInfo } from './protocol';

export const NODE_WIDTH = 196;
export const NODE_HEIGHT = 66;

export interface PlacedNode {
  x: number;
  y: number;
}

export interface PlacedEdge {
  from: number;
  to: number;
  exchange: string;
  path: string;
}

export interface Placed {
  width: number;
  height: number;
  nodes: PlacedNode[];
  edges: PlacedEdge[];
}

/** Lays the pipeline out from left to right. */
export function place(nodes: NodeInfo[]): Placed {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 18, ranksep: 64, marginx: 6, marginy: 6 });
  graph.setDefaultEdgeLabel(() => ({}));
  nodes.forEach((_, i) => graph.setNode(String(i), { width: NODE_WIDTH, height: NODE_HEIGHT }));
  nodes.forEach((node, i) => node.inputs.forEach(([from]) => graph.setEdge(String(from), String(i))));
  layout(graph);
  const size = graph.graph() as { width?: number; height?: number };
  const placed = nodes.map((_, i) => {
    const { x, y } = graph.node(String(i)) as PlacedNode;
    return { x: x - NODE_WIDTH / 2, y: y - NODE_HEIGHT / 2 };
  });
  const edges = nodes.flatMap((node, to) =>
    node.inputs.map(([from, exchange]) => {
      const { points } = graph.edge(String(from), String(to)) as { points: PlacedNode[] };
      return { from, to, exchange, path: curve(points) };
    }),
  );
  return { width: size.width ?? 0, height: size.height ?? 0, nodes: placed, edges };
}

/** A smooth line through the middles between points. */
function curve(points: PlacedNode[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let path = `M${first.x} ${first.y}`;
  for (let i = 0; i < rest.length - 1; i++) {
    const point = rest[i] as PlacedNode;
    const next = rest[i + 1] as PlacedNode;
    const end = i === rest.length - 2 ? next : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    path += `Q${point.x} ${point.y} ${end.x} ${end.y}`;
  }
  if (rest.length === 1) path += `L${rest[0]?.x} ${rest[0]?.y}`;
  return path;
}
