// One real Chromium; every page is watched: what it complains of fails the test that saw it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function startBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
}

/** A window of its own, with a list of everything the browser complains of. */
export async function openWindow(browser, url, options = {}) {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    reducedMotion: 'reduce',
    ...options,
  });
  // axe is put in past the policy of the page, which would refuse it as a script of the page.
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) {
      complaints.push(`${message.type()} at ${page.url()}: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => complaints.push(`uncaught at ${page.url()}: ${error.message}`));
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/csp') complaints.push(`policy report at ${page.url()}`);
  });
  page.setDefaultTimeout(10_000);
  return { context, page, complaints };
}

/** Waits until the page has come to life. */
export async function alive(page) {
  await page.waitForFunction(() => document.documentElement.dataset.alive === 'true');
}

/** Everything axe finds wrong with the page as it stands, in one theme. */
export async function violations(page, theme) {
  await page.evaluate((theme) => { document.documentElement.dataset.theme = theme; }, theme);
  await page.evaluate(axeSource);
  const found = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return violations.map(({ id, help, nodes }) => {
      const node = nodes[0];
      return `${id}: ${help} (${nodes.length}×) ${node.html.slice(0, 160)} ${node.failureSummary?.slice(0, 200) ?? ''}`;
    });
  });
  await page.evaluate(() => { delete document.documentElement.dataset.theme; });
  return found;
}

export async function signIn(page, email, password) {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
