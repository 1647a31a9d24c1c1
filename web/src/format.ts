import { locale } from './i18n';

/** What a column's name says about its values. */
export type Unit = 'percent' | 'bytes' | 'milliseconds' | 'seconds' | 'celsius' | 'none';

export function unitOf(column: string): Unit {
  const name = column.toLowerCase();
  if (/(^|_)(percent|pct|percentage)(_|$)/.test(name)) return 'percent';
  if (/(^|_)bytes(_|$)/.test(name)) return 'bytes';
  if (/(^|_)(ms|millis|milliseconds)$/.test(name)) return 'milliseconds';
  if (/(^|_)(seconds|secs)$/.test(name)) return 'seconds';
  if (/(^|_)celsius(_|$)/.test(name)) return 'celsius';
  return 'none';
}

const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale.value + JSON.stringify(options);
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale.value, options);
    formats.set(key, format);
  }
  return format;
}

export function integer(value: number): string {
  return numberFormat({ maximumFractionDigits: 0 }).format(value);
}

/** Five digits at most, so that the width hardly changes while the value does. */
function plain(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6) return numberFormat({ notation: 'compact', maximumFractionDigits: 2 }).format(value);
  if (Number.isInteger(value)) return integer(value);
  const digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 4;
  return numberFormat({ minimumFractionDigits: Math.min(digits, 2), maximumFractionDigits: digits }).format(value);
}

export function bytes(value: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let size = value;
  let unit = 0;
  while (Math.abs(size) >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  const digits = unit === 0 || Math.abs(size) >= 100 ? 0 : 1;
  return `${numberFormat({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(size)} ${units[unit]}`;
}

const SUFFIX: Record<Unit, string> = {
  percent: ' %',
  bytes: '',
  milliseconds: ' ms',
  seconds: ' s',
  celsius: ' °C',
  none: '',
};

export function measure(value: number | null | undefined, unit: Unit): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  return unit === 'bytes' ? bytes(value) : plain(value) + SUFFIX[unit];
}

export function rate(value: number): string {
  if (value >= 10_000) return numberFormat({ notation: 'compact', maximumFractionDigits: 1 }).format(value);
  return numberFormat({ maximumFractionDigits: value > 0 && value < 10 ? 1 : 0 }).format(value);
}

export function duration(milliseconds: number): string {
  const format = (value: number, digits: number): string => numberFormat({ maximumFractionDigits: digits }).format(value);
  if (milliseconds < 1000) return `${format(milliseconds, 0)} ms`;
  if (milliseconds < 60_000) return `${format(milliseconds / 1000, 1)} s`;
  if (milliseconds < 3_600_000) return `${format(milliseconds / 60_000, 1)} min`;
  if (milliseconds < 86_400_000) return `${format(milliseconds / 3_600_000, 1)} h`;
  return `${format(milliseconds / 86_400_000, 0)} d`;
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(kind: string, zoned: boolean, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale.value}/${kind}/${zoned}`;
  let format = dateFormats.get(key);
  if (!format) {
    const zone = zoned ? {} : { timeZone: 'UTC' };
    format = new Intl.DateTimeFormat(locale.value, { ...options, ...zone, hourCycle: 'h23' });
    dateFormats.set(key, format);
  }
  return format;
}

/** A mark on a time axis whose marks are `step` milliseconds apart. */
export function timeMark(milliseconds: number, step: number, zoned: boolean): string {
  if (step >= 86_400_000 * 28) return dateFormat('month', zoned, { year: 'numeric', month: 'short' }).format(milliseconds);
  if (step >= 86_400_000) return dateFormat('day', zoned, { month: 'short', day: 'numeric' }).format(milliseconds);
  if (step >= 60_000) return dateFormat('minute', zoned, { hour: '2-digit', minute: '2-digit' }).format(milliseconds);
  if (step >= 1000)
    return dateFormat('second', zoned, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(milliseconds);
  return dateFormat('fraction', zoned, { minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 }).format(
    milliseconds,
  );
}

export function instant(milliseconds: number, zoned: boolean): string {
  return dateFormat('instant', zoned, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(milliseconds);
}
