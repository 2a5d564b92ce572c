// What a partner earns: four clients order and pay, the level rises, every amount says why, the
// statement is worked out again in the browser and on the command line, and a slider looks ahead.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alive } from '../support/browser.mjs';
import { NORA, OPERATOR, atWork, withoutBarriers } from '../support/suite.mjs';

/** Calls a server function as the page does. */
const call = (page, path, body) => page.evaluate(async ([path, body]) => {
  const answer = await fetch(`/fn/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
  return text ? JSON.parse(text) : null;
}, [path, body]);

/** A client orders a month of something, and pays. */
async function buys(page, client) {
  const at = 'northwind';
  const { offers } = await call(page, 'orders/options', { at, client });
  const offer = offers.find(({ kind, term, retail }) => kind === 'service' && term === 1 && retail.currency === 'EUR');
  const line = { item: offer.item, term: 1, label: '', quantity: '1', discount: '', extends: null };
  const draft = { client, currency: 'EUR', begins: 'when_paid', note: '', lines: [line] };
  const order = await call(page, 'orders/save', { at, wish: { order: null, draft, place: offer.retail } });
  const [invoice] = order.invoices[0];
  const { page: { rows } } = await call(page, 'invoices/list', {
    at, query: { search: '', filter: null, payer: null, client, after: null },
  });
  const { open } = rows.find(({ id }) => id === invoice);
  await call(page, 'payments/record', {
    at,
    draft: {
      invoice,
      direction: 'received',
      amount: (open.minor / 100).toFixed(2),
      method: 'bank_transfer',
      reference: '',
      on: new Date().toISOString().slice(0, 10),
    },
  });
}

export const tests = {
  'an amount says why it is what it is': async (world) => {
    const { page, complaints } = await atWork(world, NORA);
    const { rows } = await call(page, 'clients/list', { at: 'northwind', query: {} });
    const clients = rows.filter(({ status }) => status === 'active').slice(0, 4);
    for (const { id } of clients) await buys(page, id);
    await page.goto('/p/northwind/commission');
    await alive(page);
    assert.match(await page.locator('.commission-name').textContent(), /^(Bronze|Silver|Gold)$/);
    const why = page.locator('.commission-why').first();
    await why.focus();
    await page.keyboard.press('Enter');
    const dialog = page.locator('#why');
    await dialog.locator('.description-list').waitFor();
    assert.match(await dialog.textContent(), /\d+ \/ 10000\./);
    assert.ok(await dialog.locator('.commission-counted li').count() >= 4);
    await withoutBarriers(page);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    assert.deepEqual(complaints, []);
  },

  'a statement is worked out again by whoever holds it': async (world) => {
    const { page, complaints } = await atWork(world, NORA);
    const month = new Date().toISOString().slice(0, 7);
    await page.goto(`/p/northwind/commission/statements/${month}`);
    await alive(page);
    await page.getByText('and all of it holds').waitFor();
    await withoutBarriers(page);
    assert.deepEqual(complaints, []);
    const nothing = await page.request.get(`/p/northwind/commission/statements/${month}/json`);
    assert.equal(nothing.status(), 404, 'the month is not over');
    const csv = await page.request.get(`/p/northwind/commission/statements/${month}/csv`);
    assert.match(await csv.text(), /,accrual,/);
    // A month that is over, if an empty one, is signed.
    const last = new Date();
    last.setUTCMonth(last.getUTCMonth() - 1, 1);
    const over = last.toISOString().slice(0, 7);
    const json = await page.request.get(`/p/northwind/commission/statements/${over}/json`);
    const file = join(mkdtempSync(join(tmpdir(), 'end2end-')), 'statement.json');
    writeFileSync(file, await json.body());
    assert.equal(world.portal.run('verify', file).status, 0);
    const signed = JSON.parse(readFileSync(file, 'utf8'));
    signed.statement.opening.number += 1;
    writeFileSync(file, JSON.stringify(signed));
    assert.notEqual(world.portal.run('verify', file).status, 0);
  },

  'a slider looks ahead without asking anybody': async (world) => {
    const { page, complaints } = await atWork(world, NORA);
    await page.goto('/p/northwind/commission/what-if');
    await alive(page);
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    const before = await page.locator('#outcome').textContent();
    await page.locator('#wins').focus();
    for (let pressed = 0; pressed < 20; pressed += 1) await page.keyboard.press('ArrowRight');
    await page.locator('#outcome').getByText('Platinum').first().waitFor();
    assert.notEqual(await page.locator('#outcome').textContent(), before);
    assert.deepEqual(asked, []);
    await withoutBarriers(page);
    assert.deepEqual(complaints, []);
  },

  'the operator sets a table for days to come': async (world) => {
    const { page, complaints } = await atWork(world, OPERATOR);
    await page.goto('/operator/commission');
    await alive(page);
    await withoutBarriers(page);
    await page.locator('#valid-from').fill('2020-01-01');
    await page.locator('#level-name-0').fill('Copper');
    await page.getByRole('button', { name: 'Set the table' }).click();
    await page.locator('#valid-from-error').getByText('after today').waitFor();
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    await page.locator('#valid-from').fill(tomorrow);
    await page.getByRole('button', { name: 'Set the table' }).click();
    await page.getByText('Version 2, from').waitFor();
    assert.deepEqual(complaints, []);
  },
};
