// What holds on every page: no barrier, no complaint of the browser, nothing wider than the phone.
import assert from 'node:assert/strict';
import { alive } from '../support/browser.mjs';
import { OPERATOR, atWork, barriers, quiet, window } from '../support/suite.mjs';

const PANEL = [
  '/p/northwind',
  '/p/northwind/clients',
  '/p/northwind/clients?q=zzzzzz',
  '/p/northwind/clients/new',
  '/p/northwind/clients/import',
  '/p/northwind/orders',
  '/p/northwind/orders?kind=domain&status=draft',
  '/p/northwind/orders/new',
  '/p/northwind/invoices/import',
  '/p/northwind/plans',
  '/p/northwind/plans/new',
  '/p/northwind/catalogue',
  '/p/northwind/configuration',
  '/p/northwind/configuration/fields',
  '/p/northwind/configuration/team',
  '/p/northwind/configuration/mails',
  '/p/northwind/configuration/mails/client_invitation/en',
  '/p/northwind/configuration/reminders',
  '/p/northwind/configuration/brand',
  '/p/northwind/configuration/domains',
  '/p/northwind/configuration/leaks',
  '/profile',
];
const OFFICE = [
  '/operator',
  '/operator/partners/new',
  '/operator/catalogue',
  '/operator/catalogue?show=archived',
  '/operator/catalogue/new',
];
// Plain pages, on which no script runs.
const OUTSIDE = ['/sign-in', '/reset', '/reset/unknown', '/invitation/unknown', '/nowhere'];

const administrator = (world) => /\S+@northwind\S*/.exec(world.portal.signIns)[0];

/** The pages of the first client, plan and order, found as a person would. */
async function deeper(page) {
  const found = [];
  for (const [list, kind] of [['clients', 'cli_'], ['plans', 'pln_'], ['orders', 'ord_']]) {
    await page.goto(`/p/northwind/${list}`);
    found.push(await page.locator(`a[href*="/${kind}"]`).first().getAttribute('href'));
  }
  const of_client = ['edit', 'orders', 'services', 'add-ons', 'domains'].map((view) => `${found[0]}/${view}`);
  return [...found, ...of_client];
}

/** Has the portal speak another language to the person of this window. */
async function speak({ portal }, page, lang) {
  const ask = async (name, data) => {
    const answer = await page.request.post(`/fn/auth/${name}`, { data, headers: { origin: portal.url } });
    assert.ok(answer.ok(), `${name}: ${answer.status()}`);
    return answer.json();
  };
  const { name } = await ask('me', {});
  await ask('edit_profile', { draft: { name, lang } });
}

/** Every page of one person, `look` at each. */
async function tour(world, opened, paths, look) {
  for (const path of paths) {
    await opened.page.goto(path);
    if (!OUTSIDE.includes(path)) await alive(opened.page);
    await look(path);
  }
  // What leads nowhere is told by its status, which the browser reports.
  quiet(opened, /status of 4(04|22)/);
}

async function withoutBarriers(world, opened, paths) {
  const found = [];
  await tour(world, opened, paths, async (path) => {
    found.push(...(await barriers(opened.page, path)));
  });
  assert.deepEqual(found, [], found.join('\n'));
}

export const tests = {
  async 'no barrier on any page of the panel, light and dark'(world) {
    const opened = await atWork(world, administrator(world));
    await withoutBarriers(world, opened, [...PANEL, ...(await deeper(opened.page))]);
  },

  async 'no barrier on any page of the operator, light and dark'(world) {
    await withoutBarriers(world, await atWork(world, OPERATOR), OFFICE);
  },

  async 'no barrier on any page outside, light and dark'(world) {
    await withoutBarriers(world, await window(world), OUTSIDE);
  },

  async 'nothing is wider than a phone in any language'(world) {
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    const opened = await atWork(world, administrator(world), phone);
    const paths = [...PANEL, ...(await deeper(opened.page))];
    const wide = [];
    // English comes last: it is what the other tests read.
    for (const lang of ['es', 'pt-BR', 'bg', 'en']) {
      await speak(world, opened.page, lang);
      await tour(world, opened, paths, async (path) => {
        const width = await opened.page.evaluate(() => document.documentElement.scrollWidth);
        if (width > 390) wide.push(`${path} (${lang}): ${width} px`);
      });
    }
    assert.deepEqual(wide, []);
  },

  async 'every page comes to life by a click as well as by its address'(world) {
    const opened = await atWork(world, administrator(world));
    await opened.page.goto('/p/northwind');
    await alive(opened.page);
    const rail = opened.page.getByRole('navigation', { name: 'Main' }).first();
    for (const name of ['Clients', 'Plans', 'Configuration', 'Dashboard']) {
      await rail.getByRole('link', { name }).click();
      await opened.page.getByRole('heading', { level: 1 }).first().waitFor();
      // The same document: a click does not load the page anew.
      assert.ok(await opened.page.evaluate(() => document.documentElement.dataset.alive));
    }
    assert.deepEqual(opened.complaints, []);
  },

  async 'everybody who asks for a page at the same time is answered'(world) {
    const { page } = await atWork(world, administrator(world));
    for (const path of await deeper(page)) {
      const ask = async () => (await page.request.get(path)).status();
      const answers = await Promise.all(Array.from({ length: 40 }, ask));
      assert.deepEqual(answers.filter((status) => status !== 200), [], path);
    }
  },

  async 'another partner is as unknown as nobody'(world) {
    const opened = await atWork(world, administrator(world));
    const bodies = [];
    for (const slug of ['nobody-at-all', 'another-one']) {
      const answer = await opened.page.request.get(`/p/${slug}/clients`);
      assert.equal(answer.status(), 404);
      bodies.push((await answer.text()).replaceAll(slug, '').replaceAll(/nonce="[^"]*"/g, ''));
    }
    assert.equal(bodies[0].length, bodies[1].length);
  },
};
