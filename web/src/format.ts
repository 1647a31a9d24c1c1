import { locale } from './i18n';

/** What a column's name says about its values. */
export type Unit = 'percent' | 'bytes' | 'bytesPerSecond' | 'milliseconds' | 'seconds' | 'celsius' | 'none';

const UNITS: [Unit, RegExp][] = [
  ['percent', /(^|_)(percent|pct|percentage)$/],
  ['bytes', /(^|_)bytes$/],
  ['bytesPerSecond', /(^|_)bytes_per_(s|sec|second)$/],
  ['milliseconds', /(^|_)(ms|millis|milliseconds)$/],
  ['seconds', /(^|_)(seconds|secs)$/],
  ['celsius', /(^|_)celsius$/],
];

export function unitOf(column: string): Unit {
  const name = column.toLowerCase();
  return UNITS.find(([, pattern]) => pattern.test(name))?.[0] ?? 'none';
}

/** A column's name without the unit that stands beside its values anyway. */
export function nameWithoutUnit(column: string): string {
  const pattern = UNITS.find(([, candidate]) => candidate.test(column.toLowerCase()))?.[1];
  return pattern ? column.replace(new RegExp(pattern.source, 'i'), '') || column : column;
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

const BYTES = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

export function bytes(value: number): string {
  let size = value;
  let unit = 0;
  while (Math.abs(size) >= 1024 && unit < BYTES.length - 1) {
    size /= 1024;
    unit++;
  }
  const digits = unit === 0 || Math.abs(size) >= 100 ? 0 : 1;
  return `${numberFormat({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(size)} ${BYTES[unit]}`;
}

const SUFFIX: Record<Unit, string> = {
  percent: ' %',
  bytes: '',
  bytesPerSecond: '/s',
  milliseconds: ' ms',
  seconds: ' s',
  celsius: ' °C',
  none: '',
};

/** Whether values grow by factors of 1024. */
export function isBinary(unit: Unit): boolean {
  return unit === 'bytes' || unit === 'bytesPerSecond';
}

function percent(value: number): string {
  return numberFormat({ minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value);
}

export function measure(value: number | null | undefined, unit: Unit): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  if (isBinary(unit)) return bytes(value) + SUFFIX[unit];
  return (unit === 'percent' ? percent(value) : plain(value)) + SUFFIX[unit];
}

/** Values that stand below each other: all with the fraction digits that the largest one needs. */
export function measures(values: (number | null)[], unit: Unit): string[] {
  const largest = Math.max(0, ...values.map((value) => Math.abs(value ?? 0)));
  const whole = values.every((value) => value === null || Number.isInteger(value));
  if (isBinary(unit) || largest >= 1e6) return values.map((value) => measure(value, unit));
  const digits = whole ? 0 : largest >= 1000 ? 0 : largest >= 100 ? 1 : largest >= 1 ? 2 : 4;
  const format = numberFormat({ minimumFractionDigits: digits, maximumFractionDigits: digits });
  return values.map((value) => (value === null ? '–' : format.format(value) + SUFFIX[unit]));
}

/** A round number of bytes, with no more fraction digits than it has. */
function exactBytes(value: number): string {
  const power = value === 0 ? 0 : Math.min(4, Math.max(0, Math.floor(Math.log2(Math.abs(value)) / 10)));
  return `${numberFormat({ maximumFractionDigits: 3 }).format(value / 1024 ** power)} ${BYTES[power]}`;
}

/** The marks of an axis, `step` apart. */
export function axisMarks(marks: number[], step: number, unit: Unit): string[] {
  const largest = Math.max(...marks.map(Math.abs));
  if (isBinary(unit)) return marks.map((mark) => exactBytes(mark) + SUFFIX[unit]);
  if (largest >= 1e6) return marks.map((mark) => measure(mark, unit));
  const digits = Math.min(6, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
  const format = numberFormat({ minimumFractionDigits: digits, maximumFractionDigits: digits });
  return marks.map((mark) => format.format(mark) + SUFFIX[unit]);
}

/** A number in a table: whole as it is, a fraction with six significant digits. */
export function cellNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
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
