// Drives the live page in a real browser. The host that started it serves the page and answers lines on standard output:
// `link` (answers with a new link), `drop` (ends all connections), `end` (ends the job), `restart` (a new server on the
// same port). Arguments: the browser's program, the folder for screenshots, how many rows the first tile has soon.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [executablePath, folder, rows] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

const ask = async (command) => {
  console.log(command);
  const { value, done } = await answers.next();
  assert.ok(!done, `no answer to ${command}`);
  return value;
};

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
const complaints = [];
let bytes = 0;
let frames = 0;

async function open(options) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, ...options });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      bytes += payload.length;
      frames++;
    }),
  );
  await page.goto(await ask('link'));
  await page.locator('.connection[data-state="live"]').waitFor();
  await page.locator('canvas').first().waitFor();
  return page;
}

const epochOf = (page) => page.evaluate(() => Number(document.documentElement.dataset.epoch));
const pixelsOf = (page) =>
  page.evaluate(() => [...document.querySelectorAll('canvas')].map((canvas) => canvas.toDataURL()).join());
const moves = (page, from) =>
  page.waitForFunction((epoch) => Number(document.documentElement.dataset.epoch) > epoch + 5, from);

async function check(name, body) {
  await body();
  console.log(`ok ${name}`);
}

async function accessible(page, name) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }),
  );
  assert.deepEqual(
    violations.map((violation) => `${name}: ${violation.id}: ${violation.nodes.map((node) => node.html).join(' | ')}`),
    [],
  );
}

const shoot = (page, name) => page.screenshot({ path: join(folder, `${name}.png`) });

await check('nothing opens without a link, and a link works once', async () => {
  const link = await ask('link');
  const context = await browser.newContext();
  const stranger = await context.newPage();
  assert.equal((await stranger.goto(new URL('/', link).href)).status(), 401);
  assert.equal((await stranger.goto(link)).status(), 200);
  assert.equal(new URL(stranger.url()).search, '');
  const other = await (await browser.newContext()).newPage();
  assert.equal((await other.goto(link)).status(), 401);
  assert.match(await other.textContent('body'), /used before/);
  await other.context().close();
  await context.close();
});

const dark = await open({ colorScheme: 'dark', locale: 'en' });
const light = await open({ colorScheme: 'light', locale: 'en', reducedMotion: 'reduce' });

await check('charts move', async () => {
  const pixels = await pixelsOf(dark);
  assert.ok(pixels.length > 1000);
  await moves(dark, await epochOf(dark));
  assert.notEqual(await pixelsOf(dark), pixels);
  assert.ok((await dark.locator('.tile').count()) >= 4);
});

await check('frames are small', async () => {
  bytes = 0;
  frames = 0;
  await dark.waitForTimeout(2000);
  console.log(`note ${Math.round(bytes / Math.max(1, frames))} bytes a frame, ${frames} frames for two pages in two seconds`);
  assert.ok(frames > 0 && bytes / frames < 20_000);
});

await check('accessible in dark and light', async () => {
  await accessible(dark, 'dark');
  await accessible(light, 'light');
  await shoot(dark, 'live-dark');
  await shoot(light, 'live-light');
});

await check('the space key pauses and resumes', async () => {
  await dark.locator('main').focus();
  await dark.keyboard.press(' ');
  await dark.locator('.connection[data-state="paused"]').waitFor();
  await dark.waitForTimeout(300);
  const epoch = await epochOf(dark);
  const pixels = await pixelsOf(dark);
  await dark.waitForTimeout(700);
  assert.equal(await epochOf(dark), epoch);
  assert.equal(await pixelsOf(dark), pixels);
  await dark.keyboard.press(' ');
  await moves(dark, epoch);
});

await check('a tile shows its rows and its SQL', async () => {
  const tile = dark.locator('.tile').first();
  await tile.getByRole('tab', { name: 'Table' }).click();
  await tile.locator('tbody tr[aria-rowindex]').first().waitFor();
  assert.ok((await tile.locator('tbody tr[aria-rowindex]').count()) < 60);
  await dark.waitForFunction(
    (wanted) => Number(document.querySelector('table[aria-rowcount]').getAttribute('aria-rowcount')) > wanted,
    Number(rows),
  );
  await tile.locator('.scroll').evaluate((box) => (box.scrollTop = 60_000));
  await dark.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll('tr[aria-rowindex]')].some((row) => Number(row.getAttribute('aria-rowindex')) > wanted),
    Number(rows),
  );
  await accessible(dark, 'table');
  await tile.getByRole('tab', { name: 'Table' }).press('ArrowRight');
  assert.match(await tile.locator('pre').innerText(), /SELECT/);
  await accessible(dark, 'sql');
  await tile.getByRole('tab', { name: 'Chart' }).click();
  await tile.locator('canvas').waitFor();
});

await check('the arrow keys follow the edges of the graph', async () => {
  const label = () => light.evaluate(() => document.activeElement?.matches('.node') ? document.activeElement.querySelector('title').textContent : '');
  await light.locator('.node[tabindex="0"]').focus();
  const start = await label();
  await light.keyboard.press('ArrowRight');
  const next = await label();
  assert.notEqual(next, start);
  await light.keyboard.press('Enter');
  await light.locator('.details').waitFor();
  await light.keyboard.press('ArrowLeft');
  assert.equal(await label(), start);
  await accessible(light, 'graph details');
  await light.locator('.pipeline').scrollIntoViewIfNeeded();
  await shoot(light, 'pipeline-light');
  await light.getByRole('button', { name: 'Table' }).click();
  assert.ok((await light.locator('.nodeTable tbody tr').count()) > 5);
  await accessible(light, 'graph as table');
});

await check('why the run stands where it stands', async () => {
  await light.getByRole('button', { name: 'Why?' }).click();
  const text = light.locator('.why pre');
  await text.filter({ hasText: /\w/ }).waitFor();
  const asked = light.waitForResponse((answer) => answer.url().endsWith('/why'));
  assert.equal((await asked).status(), 200);
  await accessible(light, 'why');
  await light.locator('.pipeline').scrollIntoViewIfNeeded();
  await shoot(light, 'why-light');
  await light.getByRole('button', { name: 'Table' }).click();
});

await check('Chinese, and the theme by hand', async () => {
  await light.getByLabel('Language').selectOption('zh');
  await light.getByLabel('主题').selectOption('dark');
  assert.equal(await light.evaluate(() => document.documentElement.lang), 'zh-CN');
  assert.equal(await light.evaluate(() => document.documentElement.dataset.theme), 'dark');
  await light.evaluate(() => scrollTo(0, 0));
  await moves(light, await epochOf(light));
  await accessible(light, 'Chinese');
  await shoot(light, 'live-chinese');
});

await check('fits a narrow screen', async () => {
  await light.setViewportSize({ width: 390, height: 844 });
  await moves(light, await epochOf(light));
  assert.ok(await light.evaluate(() => document.documentElement.scrollWidth <= 390));
  await shoot(light, 'live-narrow');
});

await check('a lost connection comes back by itself', async () => {
  const epoch = await epochOf(dark);
  await ask('drop');
  await dark.locator('.connection[data-state="waiting"]').waitFor();
  await dark.locator('.connection[data-state="live"]').waitFor();
  await moves(dark, epoch);
  const pixels = await pixelsOf(dark);
  await moves(dark, await epochOf(dark));
  assert.notEqual(await pixelsOf(dark), pixels);
});

await check('the end is shown', async () => {
  await ask('end');
  await dark.locator('.connection[data-state="ended"]').waitFor();
});

assert.deepEqual(complaints, []);
console.log('ok no complaints in the console');

await check('after a restart it asks for a new link', async () => {
  await ask('restart');
  await dark.getByRole('alert').waitFor({ timeout: 60_000 });
});

await browser.close();
process.exit(0);
