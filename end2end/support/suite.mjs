// What the suites share: windows that are closed after their test, the people of the demo at work
// in them, and what must hold of every page.
import assert from 'node:assert/strict';
import { openWindow, signIn, violations } from './browser.mjs';

export const OPERATOR = 'operator@example.com';
export const NORA = 'nora@northwind.example';
export const OLIVIA = 'olivia@greenleaf.example';

/** What the browser says of an answer that refuses something. */
export const REFUSED = /status of 4\d\d/;

/** The password of everybody in the demo, as `seed` prints it. */
export function demoPassword({ portal }) {
  const found = /password:?\s+"?([a-z][a-z ]+[a-z])"?/i.exec(portal.signIns);
  assert.ok(found, `no password in:\n${portal.signIns}`);
  return found[1];
}

/** The host of a brand. */
export const brandUrl = ({ portal }, slug = 'northwind') => portal.url.replace('://', `://${slug}.`);

/** A window that is closed after the test. */
export async function window(world, url = world.portal.url, options) {
  const opened = await openWindow(world.browser, url, options);
  world.open.push(opened);
  return opened;
}

/** A window of somebody of the demo on a host, signed in there once for the whole file. */
export async function atWork(world, email, { url = world.portal.url, ...options } = {}) {
  world.sessions ??= new Map();
  const key = `${email} ${url}`;
  const opened = await window(world, url, { storageState: world.sessions.get(key), ...options });
  if (!world.sessions.has(key)) {
    await signIn(opened.page, email, demoPassword(world));
    await opened.page.waitForURL((to) => to.pathname !== '/sign-in');
    world.sessions.set(key, await opened.context.storageState());
  }
  return opened;
}

/** Olivia in the office of Greenleaf Organics, whose address is `world.client`. */
export async function asOlivia(world, options) {
  const opened = await atWork(world, OLIVIA, { url: brandUrl(world), ...options });
  if (!world.client) {
    await opened.page.waitForURL('**/c/cli_*');
    world.client = new URL(opened.page.url()).pathname;
  }
  return opened;
}

/** The browser had nothing to complain of, but what is expected. */
export function quiet({ complaints }, expected) {
  const rest = complaints.filter((text) => !expected?.test(text));
  assert.deepEqual(rest, [], 'the browser complains');
}

/** What keeps people from using the page as it stands, in either theme. */
export async function barriers(page, where = new URL(page.url()).pathname) {
  const found = [];
  for (const theme of ['light', 'dark']) {
    for (const violation of await violations(page, theme)) found.push(`${where} (${theme}): ${violation}`);
  }
  return found;
}

/** Nothing does. */
export async function withoutBarriers(page, where) {
  const found = await barriers(page, where);
  assert.deepEqual(found, [], found.join('\n'));
}
