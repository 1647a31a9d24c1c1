import { t } from './i18n';
import { epoch, type Tile } from './store';

/** What a tile without rows waits for. */
export function waiting(tile: Tile): string {
  if (epoch.value.ended) return t('noRows');
  const sql = tile.info.sql.toUpperCase();
  return /\b(TUMBLE|HOP|CUMULATE|SESSION)\s*\(/.test(sql) ? t('waitingWindow') : t('noData');
}
