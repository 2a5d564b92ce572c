// Money: what a client owes becomes an invoice, is paid in parts, and partly taken back.
import assert from 'node:assert/strict';
import { alive } from '../support/browser.mjs';
import { NORA, OLIVIA, OPERATOR, atWork, brandUrl, quiet, withoutBarriers } from '../support/suite.mjs';

async function greenleaf(page) {
  await page.goto('/p/northwind/clients?q=greenleaf');
  await alive(page);
  await page.getByRole('link', { name: 'Greenleaf Organics' }).first().click();
  await page.getByRole('heading', { name: 'Greenleaf Organics' }).waitFor();
}

export const tests = {
  async 'what a client owes is invoiced, paid in parts and partly taken back'(world) {
    const opened = await atWork(world, NORA);
    const { page } = opened;
    await greenleaf(page);
    await page.getByRole('link', { name: 'Billing' }).click();
    await page.getByRole('heading', { name: 'Charges of the month' }).waitFor();
    await withoutBarriers(page);

    await page.getByRole('button', { name: 'Add a charge' }).click();
    const charge = page.getByRole('dialog', { name: 'Add a charge' });
    await charge.locator('#charge-text').fill('Consulting');
    await charge.locator('#charge-quantity').fill('3');
    await charge.locator('#charge-price').fill('ninety');
    await charge.getByRole('button', { name: 'Add a charge' }).click();
    await charge.getByText('This is not an amount').waitFor();
    assert.equal(await charge.locator('#charge-text').inputValue(), 'Consulting', 'nothing typed is lost');
    await charge.locator('#charge-price').fill('90');
    await charge.getByRole('button', { name: 'Add a charge' }).click();
    await page.getByRole('row', { name: /Consulting/ }).getByText('Not invoiced yet').waitFor();

    await page.getByRole('button', { name: 'Invoice now' }).click();
    await page.getByRole('heading', { name: 'Draft invoice' }).waitFor();
    await withoutBarriers(page);
    await page.getByRole('button', { name: 'Finalize' }).click();
    await page.getByText('is finalized').waitFor();
    const title = page.getByRole('heading', { level: 1 });
    await page.waitForFunction(() => !document.querySelector('h1').textContent.startsWith('Draft'));
    const number = await title.textContent();
    assert.match(number, /\d{5}$/);

    const href = await page.getByRole('link', { name: 'PDF' }).getAttribute('href');
    const pdf = await page.request.get(href);
    assert.equal(pdf.status(), 200);
    assert.equal(pdf.headers()['content-type'], 'application/pdf');
    assert.equal((await pdf.body()).subarray(0, 5).toString(), '%PDF-');
    const xml = await page.request.get(href.replace(/pdf$/, 'cii'));
    assert.ok((await xml.text()).includes(number), 'the e-invoice has the number');

    await page.getByRole('button', { name: 'Record payment' }).click();
    const pay = page.getByRole('dialog', { name: 'Record payment' });
    await pay.locator('#amount').fill('99999');
    await pay.getByRole('button', { name: 'Record payment' }).click();
    await pay.locator('[aria-invalid="true"]').waitFor();
    await withoutBarriers(page);
    await pay.locator('#amount').fill('100');
    await pay.getByRole('button', { name: 'Record payment' }).click();
    await page.getByRole('heading', { name: 'Payments' }).waitFor();
    await page.getByRole('button', { name: 'Record payment' }).click();
    await pay.getByRole('button', { name: 'Record payment' }).click();
    await page.locator('.page-header').getByText('Paid').waitFor();

    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Credit' }).click();
    const credit = page.getByRole('dialog', { name: 'Credit' });
    await credit.getByLabel('Consulting').fill('90');
    await credit.getByRole('button', { name: 'Credit', exact: true }).click();
    await credit.getByText('Please fill this in').waitFor();
    await credit.locator('#credit-reason').fill('One hour less');
    await withoutBarriers(page);
    await credit.getByRole('button', { name: 'Credit', exact: true }).click();
    await page.getByText('The credit note is made').waitFor();
    await page.getByRole('heading', { name: 'Belongs together' }).waitFor();

    await page.goto('/p/northwind/invoices');
    await alive(page);
    await page.getByLabel('Search by number or client').fill(number);
    await page.waitForFunction(() => location.search.includes('q='));
    await page.getByRole('row', { name: new RegExp(number) }).first().waitFor();
    await withoutBarriers(page);
    quiet(opened, /status of 422/);
    world.invoice = number;
  },

  async 'an owner of the client reads its invoices on the pages of the brand'(world) {
    const opened = await atWork(world, OLIVIA, { url: brandUrl(world) });
    const { page } = opened;
    await page.goto('/');
    await alive(page);
    await page.getByRole('link', { name: 'Invoices' }).first().click();
    await page.getByRole('heading', { name: 'Invoices', level: 1 }).waitFor();
    await withoutBarriers(page);
    await page.getByRole('link', { name: world.invoice, exact: true }).click();
    await page.getByRole('heading', { name: world.invoice }).waitFor();
    await page.getByText('Consulting').waitFor();
    await withoutBarriers(page);
    const href = await page.getByRole('link', { name: 'PDF' }).getAttribute('href');
    const type = await page.evaluate((href) => fetch(href).then((answer) => answer.headers.get('content-type')), href);
    assert.equal(type, 'application/pdf');
    quiet(opened, /status of 422/);
  },

  async 'the operator says who it is, and a rate of tax'(world) {
    const opened = await atWork(world, OPERATOR);
    const { page } = opened;
    await page.goto('/operator/billing');
    await alive(page);
    await withoutBarriers(page);
    await page.getByRole('button', { name: 'Set a rate' }).click();
    const dialog = page.getByRole('dialog', { name: 'Set a rate' });
    await dialog.locator('#rate-country').selectOption('EE');
    await dialog.locator('#rate-rate').fill('25');
    await dialog.locator('#rate-since').fill('2001-01-01');
    await dialog.getByRole('button', { name: 'Set a rate' }).click();
    await dialog.locator('[aria-invalid="true"]').waitFor();
    await dialog.locator('#rate-since').fill('2031-01-01');
    await dialog.getByRole('button', { name: 'Set a rate' }).click();
    await page.getByRole('row', { name: /Estonia/ }).filter({ hasText: 'To come' }).waitFor();
    quiet(opened, /status of 422/);
  },
};
