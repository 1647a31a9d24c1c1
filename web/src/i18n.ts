import { computed, signal } from '@preact/signals';
import en from './i18n/en.json';
import zh from './i18n/zh.json';

export type Language = 'en' | 'zh';
export type Key = keyof typeof en;

const dictionaries: Record<Language, Record<Key, string>> = { en, zh };
const STORED = 'millrace.language';

function preferred(): Language {
  const stored = localStorage.getItem(STORED);
  if (stored === 'en' || stored === 'zh') return stored;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export const language = signal<Language>(preferred());

export function setLanguage(value: Language): void {
  language.value = value;
  localStorage.setItem(STORED, value);
}

/** The BCP 47 name, for Intl and for the document. */
export const locale = computed(() => (language.value === 'zh' ? 'zh-CN' : 'en'));

export function t(key: Key, values: Record<string, string | number> = {}): string {
  return dictionaries[language.value][key].replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in values ? String(values[name]) : whole,
  );
}
