// The dictionaries must have the same keys and placeholders, and every key must be used.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import test from 'node:test';

const source = new URL('../src/', import.meta.url);
const dictionary = (name) => JSON.parse(readFileSync(new URL(`i18n/${name}.json`, source), 'utf8'));
const english = dictionary('en');
const chinese = dictionary('zh');
const placeholders = (text) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

test('both dictionaries have the same keys', () => {
  assert.deepEqual(Object.keys(chinese).sort(), Object.keys(english).sort());
});

test('both dictionaries have the same placeholders', () => {
  for (const [key, text] of Object.entries(english)) {
    assert.deepEqual(placeholders(chinese[key]), placeholders(text), key);
  }
});

test('every key is used', () => {
  const code = readdirSync(source)
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(new URL(name, source), 'utf8'))
    .join('\n');
  const unused = Object.keys(english).filter((key) => !code.includes(`'${key}'`));
  assert.deepEqual(unused, []);
});
