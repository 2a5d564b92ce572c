// What is sold to a client: an order with live totals, what came of it, and how it goes on.
import assert from 'node:assert/strict';
import { alive } from '../support/browser.mjs';
import { NORA, asOlivia, atWork, quiet, withoutBarriers } from '../support/suite.mjs';

const CLIENT = 'Bergström Möbler AB';
const order = {};

/** The amount in words of the page: "5.00 EUR" with a space that does not break. */
const euro = (amount) => `${amount}\u00a0EUR`;

const total = (page, amount) =>
  page.waitForFunction((text) => document.getElementById('order-total')?.textContent.trim() === text, euro(amount));

const focused = (page, part) =>
  page.waitForFunction((part) => document.activeElement?.id.includes(part), part);

/** Opens the menu of a row and chooses from it. */
async function choose(page, name, item) {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

export const tests = {
  async 'an order is put together and placed by keyboard, with live totals'(world) {
    const opened = await atWork(world, NORA);
    const { page } = opened;
    const { keyboard } = page;
    await page.goto('/p/northwind/orders');
    await alive(page);
    await withoutBarriers(page);
    await page.getByRole('link', { name: 'New order' }).focus();
    await keyboard.press('Enter');
    await page.waitForURL('**/orders/new');
    await page.getByRole('searchbox', { name: 'Search clients' }).focus();
    await keyboard.type('Bergstr');
    const found = page.getByRole('link', { name: CLIENT });
    await found.waitFor();
    await found.focus();
    await keyboard.press('Enter');
    await page.waitForURL('**/orders/new?client=cli_*');
    order.client = new URL(page.url()).searchParams.get('client');

    const search = page.getByRole('searchbox', { name: 'Search the catalogue' });
    await search.focus();
    await keyboard.type('web plus');
    await keyboard.press('Enter');
    await focused(page, '-label');
    await keyboard.type('shop');
    await total(page, '7.50');
    // Two of them, ten percent off.
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await focused(page, '-quantity');
    await keyboard.press('Control+A');
    await keyboard.type('2');
    await total(page, '15.00');
    await keyboard.press('Tab');
    await keyboard.type('10');
    await total(page, '13.50');

    // An add-on for the line above, and a domain whose name has to be one.
    await search.focus();
    await keyboard.type('daily');
    await keyboard.press('Enter');
    await total(page, '16.00');
    await page.getByLabel('Extends').selectOption({ label: 'Line 1: Web Plus · shop' });
    await search.focus();
    await keyboard.type('.com');
    await keyboard.press('Enter');
    await focused(page, '-label');
    await keyboard.type('bergstrom');
    await page.getByText('This is not the name of a host').waitFor();
    await keyboard.type('-test.com');
    await page.getByText('This is not the name of a host').waitFor({ state: 'hidden' });
    await withoutBarriers(page);

    await page.getByText('At once', { exact: true }).click();
    await page.getByRole('button', { name: 'Place order' }).focus();
    await keyboard.press('Enter');
    await page.getByText(/Order \d+ is placed/).waitFor();
    await page.waitForURL('**/orders/ord_*');
    order.path = new URL(page.url()).pathname;
    order.title = await page.locator('h1').textContent();
    await page.getByRole('row', { name: /Web Plus · shop/ }).first().getByText('Active').waitFor();
    await withoutBarriers(page);
    quiet(opened);
  },

  async 'the order is found under its filters and among what the client has'(world) {
    const opened = await atWork(world, NORA);
    const { page } = opened;
    await page.goto('/p/northwind/orders');
    await alive(page);
    for (const kind of ['Services', 'Add-ons', 'Domains']) {
      await page.getByRole('navigation', { name: 'Orders' }).getByRole('link', { name: kind }).click();
      await page.waitForURL(/kind=/);
      await page.getByRole('link', { name: order.title, exact: true }).waitFor();
    }
    await page.getByRole('button', { name: 'Status', exact: true }).click();
    await page.getByLabel('Draft').click();
    await page.waitForURL(/status=draft/);
    await page.getByRole('link', { name: order.title, exact: true }).waitFor({ state: 'hidden' });
    for (const [tab, thing] of [['Services', 'Web Plus · shop'], ['Add-ons', 'Daily backup'], ['Domains', 'bergstrom-test.com']]) {
      await page.goto(`/p/northwind/clients/${order.client}/orders`);
      await alive(page);
      await page.getByRole('link', { name: order.title, exact: true }).first().waitFor();
      await page.getByRole('navigation', { name: 'Clients' }).getByRole('link', { name: tab, exact: true }).click();
      await page.getByRole('row', { name: new RegExp(thing) }).waitFor();
      await withoutBarriers(page);
    }
    quiet(opened);
  },

  async 'a service is suspended, goes on, and gets another price'(world) {
    const opened = await atWork(world, NORA);
    const { page } = opened;
    await page.goto(`/p/northwind/clients/${order.client}/services`);
    await alive(page);
    const name = 'Web Plus · shop';
    const row = page.getByRole('row', { name: new RegExp(name) });
    await choose(page, name, 'Suspend');
    await row.getByText('Suspended').waitFor();
    await choose(page, name, 'Resume');
    await row.getByText('Active').waitFor();
    await choose(page, name, 'Edit…');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Price').fill('a lot');
    await page.keyboard.press('Enter');
    await dialog.getByText('This is not an amount').waitFor();
    await dialog.getByLabel('Price').fill('9');
    await withoutBarriers(page);
    await page.keyboard.press('Enter');
    await row.getByText(euro('16.20')).waitFor();
    quiet(opened);
  },

  async 'a draft is edited, left only when asked, and canceled'(world) {
    const opened = await atWork(world, NORA);
    const { page } = opened;
    await page.goto(`/p/northwind/orders/new?client=${order.client}`);
    await alive(page);
    await page.getByRole('button', { name: 'Place order' }).click();
    await page.getByText('Please fill this in').waitFor();
    await page.getByRole('button', { name: /^Add VPS M: Yearly/ }).click();
    await page.locator('.rail').getByRole('link', { name: 'Plans' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Stay here' }).click();
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.getByText(/is kept as a draft/).waitFor();
    await page.getByRole('link', { name: 'Edit draft' }).click();
    await page.waitForURL('**/edit');
    await page.getByLabel('Quantity').fill('3');
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.waitForURL((url) => !url.pathname.endsWith('/edit'));
    await page.getByRole('row', { name: /VPS M/ }).getByText('3', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Cancel order…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel order' }).click();
    await page.locator('.page-header').getByText('Canceled').waitFor();
    quiet(opened);
  },

  async 'an owner orders on the brand’s own pages, and is asked to pay'(world) {
    const opened = await asOlivia(world);
    const { page } = opened;
    await alive(page);
    await page.locator('.rail').getByRole('link', { name: 'Order', exact: true }).click();
    await page.waitForURL('**/order');
    await page.getByRole('button', { name: 'Order with obligation to pay' }).click();
    await page.getByText('Please fill this in').waitFor();
    const search = page.getByRole('searchbox', { name: 'Search the catalogue' });
    await search.focus();
    await page.keyboard.type('web plus');
    await page.keyboard.press('Enter');
    await focused(page, '-label');
    await page.keyboard.type('campaign');
    await total(page, '7.50');
    const text = await page.locator('main').innerText();
    assert.doesNotMatch(text, /Wholesale|Margin|Discount/, 'what the partner pays is its own');
    await withoutBarriers(page);
    await page.keyboard.press('Enter');
    const said = await page.getByText(/Order \d+ is placed/).textContent();
    await page.waitForURL('**/invoices/ivc_*');
    await page.getByRole('row', { name: /Web Plus · campaign/ }).waitFor();
    await withoutBarriers(page);

    // The partner sees it as any order.
    const partner = await atWork(world, NORA);
    await partner.page.goto('/p/northwind/orders');
    await partner.page.getByRole('link', { name: said.match(/Order \d+/)[0], exact: true }).waitFor();
    quiet(partner);
    quiet(opened);
  },

  async 'who may not order reads why'(world) {
    const opened = await atWork(world, 'julia@northwind.example');
    const { page } = opened;
    await page.goto('/p/northwind/orders');
    await alive(page);
    await page.locator('.refusal').waitFor();
    assert.equal(await page.getByRole('link', { name: 'New order' }).count(), 0);
    assert.equal((await page.request.get('/p/northwind/orders/new')).status(), 403);
    quiet(opened);
  },
};
