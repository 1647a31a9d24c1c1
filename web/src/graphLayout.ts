import { Graph, layout } from '@dagrejs/dagre';
import type { NodeInfo } from './protocol';

export const NODE_WIDTH = 212;
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
  graph.setGraph({ rankdir: 'LR', nodesep: 18, ranksep: 56, marginx: 6, marginy: 6 });
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
      const middle = points.slice(2, -2);
      return { from, to, exchange, path: curve([port(placed[from], NODE_WIDTH), ...middle, port(placed[to], 0)]) };
    }),
  );
  return { width: size.width ?? 0, height: size.height ?? 0, nodes: placed, edges };
}

/** Where edges leave or enter a node. */
function port(node: PlacedNode | undefined, offset: number): PlacedNode {
  return { x: (node?.x ?? 0) + offset, y: (node?.y ?? 0) + NODE_HEIGHT / 2 };
}

/** A smooth line that is level at every point. */
function curve(points: PlacedNode[]): string {
  let path = '';
  points.forEach((point, i) => {
    const before = points[i - 1];
    if (!before) {
      path = `M${point.x} ${point.y}`;
    } else {
      const middle = (before.x + point.x) / 2;
      path += `C${middle} ${before.y} ${middle} ${point.y} ${point.x} ${point.y}`;
    }
  });
  return path;
}
