import { computed, effect, signal } from '@preact/signals';

export type Theme = 'auto' | 'light' | 'dark';

const STORED = 'millrace.theme';
const stored = localStorage.getItem(STORED);
const systemDark = matchMedia('(prefers-color-scheme: dark)');
const systemIsDark = signal(systemDark.matches);
systemDark.addEventListener('change', (event) => (systemIsDark.value = event.matches));

export const theme = signal<Theme>(stored === 'light' || stored === 'dark' ? stored : 'auto');
export const dark = computed(() => (theme.value === 'auto' ? systemIsDark.value : theme.value === 'dark'));

export function setTheme(value: Theme): void {
  theme.value = value;
  localStorage.setItem(STORED, value);
}

effect(() => {
  document.documentElement.dataset['theme'] = dark.value ? 'dark' : 'light';
});

/** Line colours that stand out from the background by 3:1 or more, and from each other by hue and dash. */
const DARK_LINES = ['#4cc2ff', '#ffb454', '#7ee787', '#ff8fa3', '#c9a4ff', '#5eead4', '#f2d16b', '#a5b4fc'];
const LIGHT_LINES = ['#0b6fc2', '#b35400', '#1a7f37', '#c2255c', '#7c3aed', '#0f766e', '#7a6100', '#4f46e5'];

export function lineColor(index: number): string {
  const colors = dark.value ? DARK_LINES : LIGHT_LINES;
  return colors[index % colors.length] as string;
}

const DASHES: number[][] = [[], [7, 3], [2, 2], [10, 3, 2, 3], [14, 4], [4, 4], [8, 2, 2, 2, 2, 2], [1, 3]];

export function lineDash(index: number): number[] {
  return DASHES[index % DASHES.length] as number[];
}

export function cssColor(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
