// What the operator sells and partners earn: an item with prices, a margin, a price of one's own.
import assert from 'node:assert/strict';
import { alive } from '../support/browser.mjs';
import { NORA, OPERATOR, atWork, quiet, withoutBarriers } from '../support/suite.mjs';

const PRICES = '/p/northwind/catalogue';

/** The row of an item that is charged so often. */
const row = (page, name, term) => page
  .getByRole('row').filter({ hasText: name }).filter({ has: page.getByRole('cell', { name: term, exact: true }) });

export const tests = {
  async 'the operator adds an item with its prices by keyboard'(world) {
    const opened = await atWork(world, OPERATOR);
    const { page } = opened;
    const { keyboard } = page;
    await page.goto('/operator/catalogue');
    await alive(page);
    await withoutBarriers(page);
    await page.getByRole('link', { name: 'Add item' }).focus();
    await keyboard.press('Enter');
    await page.getByRole('heading', { name: 'New item' }).waitFor();
    // The focus is in the name.
    await page.waitForFunction(() => document.activeElement?.id === 'name');
    await keyboard.type('VPS Tiny');
    await keyboard.press('Enter');
    await page.getByText('Please fill this in').waitFor();
    await page.waitForFunction(() => document.activeElement?.id === 'class');
    await keyboard.type('Cloud');
    await keyboard.press('Tab');
    await keyboard.type('One core for small things');
    await page.getByLabel('Monthly, EUR').focus();
    await keyboard.type('2,50');
    await keyboard.press('Tab');
    await keyboard.type('two');
    await keyboard.press('Control+s');
    await page.getByText('This is not an amount').waitFor();
    await withoutBarriers(page);
    await page.waitForFunction(() => document.activeElement?.id === 'price-1-USD');
    await keyboard.press('Control+a');
    await keyboard.type('2.75');
    await keyboard.press('Control+s');
    await page.getByRole('heading', { name: 'VPS Tiny' }).waitFor();
    await page.getByText('Price history').waitFor();
    assert.equal(await page.getByLabel('Monthly, EUR').inputValue(), '2.50');
    await withoutBarriers(page);
    quiet(opened);
  },

  async 'a price that changes leaves its history, and a taken name is told'(world) {
    const opened = await atWork(world, OPERATOR);
    const { page } = opened;
    await page.goto('/operator/catalogue');
    await page.getByRole('link', { name: 'VPS Tiny' }).click();
    await page.getByText('Price history').waitFor();
    await alive(page);
    await page.getByLabel('Monthly, EUR').fill('3');
    await page.getByLabel('Yearly, EUR').fill('30');
    await page.getByText('2 changes').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('VPS Tiny is saved.').waitFor();
    const lines = await page.locator('.price-history > li').allTextContents();
    assert.equal(lines.length, 4);
    assert.ok(lines.some((line) => line.includes('2.50\u00a0EUR → 3.00\u00a0EUR')), lines.join('\n'));
    assert.ok(lines.every((line) => line.includes('Olga Hansen')));
    await page.getByLabel('Name', { exact: false }).first().fill('VPS S');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('This is taken already').waitFor();
    await page.getByRole('button', { name: 'Discard' }).click();
    // Archived at once, and taken back.
    await page.getByRole('button', { name: 'Archive' }).click();
    await page.getByText('VPS Tiny cannot be ordered any more').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Archive' }).waitFor();
    const rest = opened.complaints.filter((text) => !/status of 422/.test(text));
    assert.deepEqual(rest, [], 'the browser complains');
  },

  async 'classes are named, moved and added'(world) {
    const opened = await atWork(world, OPERATOR);
    const { page } = opened;
    await page.goto('/operator/catalogue');
    await alive(page);
    await page.getByRole('button', { name: 'Classes' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Another class').fill('Mail');
    await dialog.getByRole('button', { name: 'Add class' }).click();
    await dialog.getByRole('button', { name: 'Move Mail up' }).click();
    await dialog.getByRole('listitem').nth(3).getByText('Mail').waitFor();
    await dialog.getByRole('button', { name: 'Rename Cloud VPS' }).click();
    await page.keyboard.type('Machines');
    await page.keyboard.press('Enter');
    await dialog.getByText('Machines').waitFor();
    await withoutBarriers(page);
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.locator('.table-group', { hasText: 'Machines' }).first().waitFor();
    quiet(opened);
  },

  async 'a margin shows at once what clients pay, and holds once it is saved'(world) {
    const opened = await atWork(world, NORA);
    const { page } = opened;
    await page.goto(PRICES);
    await alive(page);
    await withoutBarriers(page);
    const plus = row(page, 'Web Plus', 'Monthly');
    await plus.getByText('7.50\u00a0EUR').waitFor();
    await page.getByLabel('Shared hosting').fill('50');
    await plus.getByText('9.00\u00a0EUR').waitFor();
    await page.getByLabel('Shared hosting').fill('a lot');
    await page.keyboard.press('Enter');
    await page.getByText('This is not a percentage').waitFor();
    await page.getByLabel('Shared hosting').fill('12.5');
    await page.keyboard.press('Enter');
    await page.getByText('The margins are saved.').waitFor();
    await page.reload();
    await alive(page);
    await plus.getByText('6.75\u00a0EUR').waitFor();
    // A price of one's own stands before any margin.
    await row(page, 'Web Start', 'Monthly').getByText('4.49\u00a0EUR').waitFor();
    quiet(opened);
  },

  async 'a price below the operator’s is warned of, saved and taken back'(world) {
    const opened = await atWork(world, NORA);
    const { page } = opened;
    await page.goto(PRICES);
    await alive(page);
    const pro = row(page, 'Web Pro', 'Monthly');
    await pro.getByRole('button').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Retail price').fill('15');
    await dialog.getByText(/You earn 3.00\u00a0EUR .*25%/).waitFor();
    await dialog.getByLabel('Retail price').fill('11');
    await dialog.getByText('You lose 1.00\u00a0EUR').waitFor();
    await withoutBarriers(page);
    await page.keyboard.press('Enter');
    await pro.getByText('Below wholesale').waitFor();
    await pro.getByText('11.00\u00a0EUR').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await pro.getByText('13.50\u00a0EUR').waitFor();
    quiet(opened);
  },

  async 'who may not set prices reads why'(world) {
    const opened = await atWork(world, 'julia@northwind.example');
    const { page } = opened;
    await page.goto(PRICES);
    await alive(page);
    await page.locator('.refusal').waitFor();
    assert.equal(await page.getByRole('button', { name: /^Price of/ }).count(), 0);
    assert.equal((await page.request.get('/operator/catalogue')).status(), 404);
    quiet(opened);
  },
};
