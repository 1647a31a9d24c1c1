import { useEffect, useRef, useState } from 'preact/hooks';
import { generation, tell } from './connection';
import { cellNumber } from './format';
import { t } from './i18n';
import { waiting } from './waiting';
import type { Cell } from './protocol';
import type { Tile } from './store';

const ROW_HEIGHT = 30;
const AROUND = 6;

/** The rows themselves; only those in sight are fetched and drawn. */
export function DataTable({ tile }: { tile: Tile }) {
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(300);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const kept = tile.kept.value;
  const count = Math.ceil(height / ROW_HEIGHT) + 2 * AROUND;
  const first = Math.max(0, Math.min(Math.floor(top / ROW_HEIGHT) - AROUND, kept - count));
  const connected = generation.value;
  useEffect(() => {
    tell(`tile ${tile.index} table ${first} ${count}`);
  }, [tile.index, first, count, connected]);
  useEffect(() => () => tell(`tile ${tile.index} hidden`), [tile.index]);

  const { offset, rows } = tile.page.value;
  const columns = tile.info.columns;
  const below = Math.max(0, kept - offset - rows.length);
  return (
    <div
      ref={box}
      class="scroll tableBox"
      role="region"
      aria-label={t('tableLabel', { title: tile.info.title })}
      tabIndex={0}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
    >
      <table class="rows" aria-rowcount={kept + 1}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" class={column.kind} title={column.type}>
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {offset > 0 && <Spacer rows={offset} columns={columns.length} />}
          {rows.map((row, i) => (
            <tr key={offset + i} aria-rowindex={offset + i + 2}>
              {row.map((cell, column) => (
                <td
                  key={column}
                  class={cell === null ? 'null' : columns[column]?.kind}
                  title={cell === null ? undefined : String(cell)}
                >
                  {shown(cell)}
                </td>
              ))}
            </tr>
          ))}
          {below > 0 && <Spacer rows={below} columns={columns.length} />}
        </tbody>
      </table>
      {kept === 0 && <p class="empty">{waiting(tile)}</p>}
    </div>
  );
}

function Spacer({ rows, columns }: { rows: number; columns: number }) {
  return (
    <tr aria-hidden="true">
      <td colSpan={columns} class="spacer" style={{ height: `${rows * ROW_HEIGHT}px` }} />
    </tr>
  );
}

function shown(cell: Cell): string {
  return cell === null ? 'NULL' : typeof cell === 'number' ? cellNumber(cell) : String(cell);
}
