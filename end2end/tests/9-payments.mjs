// Money comes in: a bank statement is matched and recorded, and an owner pays by card.
import assert from 'node:assert/strict';
import { alive } from '../support/browser.mjs';
import { sleep } from '../support/portal.mjs';
import { NORA, OLIVIA, atWork, brandUrl, quiet, window, withoutBarriers } from '../support/suite.mjs';
import { KEY, SECRET, startProvider, tellPaid } from '../support/provider.mjs';

const IMPORT = '/p/northwind/invoices/import';

/** The provider is there before the portal, which is told where. */
export async function prepare() {
  const provider = await startProvider();
  return { provider, env: { MARQUE_STRIPE_URL: provider.url }, stop: provider.stop };
}

/** A finalized invoice of Greenleaf over so much before tax: its number, and what is open on it. */
async function invoice(page, price) {
  await page.goto('/p/northwind/clients?q=greenleaf');
  await alive(page);
  await page.getByRole('link', { name: 'Greenleaf Organics' }).first().click();
  await page.getByRole('link', { name: 'Billing' }).click();
  await page.getByRole('button', { name: 'Add a charge' }).click();
  const charge = page.getByRole('dialog', { name: 'Add a charge' });
  await charge.locator('#charge-text').fill('Consulting');
  await charge.locator('#charge-quantity').fill('1');
  await charge.locator('#charge-price').fill(price);
  await charge.getByRole('button', { name: 'Add a charge' }).click();
  await page.getByRole('row', { name: /Consulting/ }).getByText('Not invoiced yet').first().waitFor();
  await page.getByRole('button', { name: 'Invoice now' }).click();
  await page.getByRole('heading', { name: 'Draft invoice' }).waitFor();
  await page.getByRole('button', { name: 'Finalize' }).click();
  await page.getByText('is finalized').waitFor();
  await page.waitForFunction(() => !document.querySelector('h1').textContent.startsWith('Draft'));
  const number = (await page.getByRole('heading', { level: 1 }).textContent()).trim();
  await page.getByRole('button', { name: 'Record payment' }).click();
  const open = await page.getByRole('dialog').locator('#amount').inputValue();
  await page.keyboard.press('Escape');
  return { number, open };
}

export const tests = {
  async 'a bank statement is matched with invoices and recorded once'(world) {
    const opened = await atWork(world, NORA);
    const { page } = opened;
    const one = await invoice(page, '40');
    const two = await invoice(page, '60');
    await page.goto('/p/northwind/invoices');
    await alive(page);
    await page.getByRole('link', { name: 'Bank statement' }).click();
    await page.getByRole('heading', { name: 'Bank statement', level: 1 }).waitFor();
    await withoutBarriers(page);
    const csv = [
      'Account;DE89370400440532013000',
      'Date;Payer;Reference;Amount',
      `20.11.2026;Greenleaf Organics;Invoice ${one.number};${one.open.replace('.', ',')}`,
      `21.11.2026;Somebody;${two.number} first part;1,00`,
      '21.11.2026;Stranger;Hello;5,00',
      '21.11.2026;Power;Bill;-20,00',
      '??;Bank;Balance;1,00',
    ].join('\r\n');
    const file = { name: 'statement.csv', mimeType: 'text/csv', buffer: Buffer.from(csv, 'latin1') };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByRole('button', { name: 'Read' }).click();
    await page.getByText('Exact').waitFor();
    await page.getByText('Likely').waitFor();
    await page.getByText('Line 7').waitFor();
    await withoutBarriers(page);
    await page.getByRole('button', { name: 'Record 1 payment' }).waitFor();
    // A row that is given to an invoice by hand, and too much of it.
    await page.getByLabel('Invoice for line 5').fill('nothing');
    await page.getByLabel('Record the row on line 5').check();
    await page.getByText('No open invoice has this number').waitFor();
    await page.getByLabel('Record the row on line 5').uncheck();
    await page.getByLabel('Record the row on line 4').check();
    await page.getByRole('button', { name: 'Record 2 payments' }).click();
    await page.getByText('2 payments are recorded').waitFor();
    await page.getByText('Already recorded').first().waitFor();
    assert.equal(await page.getByText('Already recorded').count(), 2);
    await withoutBarriers(page);
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `wider than ${width}`);
    }
    await page.goto(`/p/northwind/invoices?q=${one.number}`);
    await page.getByRole('row', { name: new RegExp(one.number) }).getByText('Paid').waitFor();
    quiet(opened, /status of 422/);
  },

  async 'columns that nobody knows are chosen'(world) {
    const opened = await atWork(world, NORA);
    const { page } = opened;
    await page.goto(IMPORT);
    await alive(page);
    await page.getByLabel('Or paste the rows').fill('2026-11-20;x;12,50;Hello\n2026-11-21;y;2,50;There');
    await page.getByRole('button', { name: 'Read' }).click();
    await page.getByText('The headings of this file are not known').waitFor();
    await withoutBarriers(page);
    await page.locator('#column-date').selectOption({ index: 1 });
    await page.locator('#column-amount').selectOption({ index: 3 });
    await page.locator('#column-reference').selectOption({ index: 4 });
    await page.locator('#read-columns').click();
    await page.getByText('There').waitFor();
    quiet(opened, /status of 422/);
  },

  async 'keys are set, tested and never shown'(world) {
    const opened = await atWork(world, NORA);
    const { page } = opened;
    await page.goto('/p/northwind/configuration/billing');
    await alive(page);
    await page.locator('#secret_key').fill('sk_test_unknown00');
    await page.locator('#webhook_secret').fill(SECRET);
    await page.getByRole('button', { name: 'Test and save' }).click();
    await page.getByText('Stripe does not know this key').waitFor();
    await withoutBarriers(page);
    await page.locator('#secret_key').fill(KEY);
    await page.getByRole('button', { name: 'Test and save' }).click();
    await page.getByText('On: Suite Cards').waitFor();
    assert.equal(await page.locator('#secret_key').inputValue(), '');
    await withoutBarriers(page);
    quiet(opened, /status of 422/);
  },

  async 'an owner pays by card, and the page says so when the money is there'(world) {
    const opened = await atWork(world, NORA);
    const { number } = await invoice(opened.page, '25');
    const owner = await atWork(world, OLIVIA, { url: brandUrl(world) });
    const { page } = owner;
    await page.goto('/');
    await alive(page);
    await page.getByRole('link', { name: 'Invoices' }).first().click();
    await page.getByRole('link', { name: number, exact: true }).click();
    await page.getByRole('button', { name: 'Pay by card' }).click();
    await page.getByRole('heading', { name: 'Pay here' }).waitFor();
    const session = world.own.provider.sessions.at(-1);
    await page.getByRole('link', { name: 'Done' }).click();
    await page.getByText('Your payment is being confirmed').waitFor();
    await withoutBarriers(page);
    for (let times = 0; times < 2; times += 1) {
      assert.equal(await tellPaid(world.portal, 'northwind', session), 200);
    }
    await page.getByText('Your payment has arrived').waitFor();
    await page.locator('.page-header').getByText('Paid').waitFor();
    await withoutBarriers(page);
    quiet(owner, /status of 422/);
  },

  async 'whoever holds an invoice’s link pays it by card, signed out and without a script'(world) {
    const opened = await atWork(world, NORA);
    const { number } = await invoice(opened.page, '15');
    const find = () => world.portal.mails().find(({ raw }) => raw.includes(number));
    for (let tries = 0; !find() && tries < 100; tries += 1) await sleep(100);
    const [link] = /http:\S+\/invoice\/[\w-]{64}/.exec(find().body);
    const outside = await window(world, brandUrl(world), { javaScriptEnabled: false });
    const { page } = outside;
    await page.goto(link);
    await page.getByRole('button', { name: 'Pay by card' }).click();
    await page.getByRole('heading', { name: 'Pay here' }).waitFor();
    const session = world.own.provider.sessions.at(-1);
    assert.ok(session.success_url.startsWith(link), session.success_url);
    await page.getByRole('link', { name: 'Done' }).click();
    await page.getByText('Your payment is not confirmed yet').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Pay by card' }).count(), 0);
    assert.equal(await tellPaid(world.portal, 'northwind', session, 'pi_link'), 200);
    await page.goto(link);
    await page.getByText('paid').first().waitFor();
    assert.equal(await page.getByRole('button', { name: 'Pay by card' }).count(), 0);
    quiet(outside, /status of 422/);
  },
};
