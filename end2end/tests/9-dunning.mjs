// Reminders, invoices by mail, and paying by a link: for somebody signed out, and for who is blocked.
import assert from 'node:assert/strict';
import { alive, signIn } from '../support/browser.mjs';
import { waitFor } from '../support/portal.mjs';
import { NORA, OLIVIA, atWork, brandUrl, demoPassword, quiet, window, withoutBarriers } from '../support/suite.mjs';

/** Asks a function of the portal in the name of whoever is signed in in a window. */
async function ask({ portal }, page, name, data) {
  const answer = await page.request.post(`/fn/${name}`, { data, headers: { origin: portal.url } });
  assert.ok(answer.ok(), `${name}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
}

export const tests = {
  async 'a partner says when it reminds, and what is wrong stands at its field'(world) {
    const opened = await atWork(world, NORA);
    const { page } = opened;
    await page.goto('/p/northwind/configuration/reminders');
    await alive(page);
    await withoutBarriers(page);
    await page.getByRole('button', { name: 'Add a step' }).click();
    const step = page.getByRole('group', { name: 'Step 4' });
    await step.getByLabel('Name').fill('Block');
    await step.getByLabel('Days').fill('5');
    await step.getByLabel('What happens').selectOption('block');
    await page.getByRole('button', { name: 'Save' }).click();
    await step.locator('[aria-invalid="true"]').waitFor();
    // To the end, where the bar for saving covers no field.
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await withoutBarriers(page);
    await step.getByLabel('Days').fill('30');
    await page.keyboard.press('Enter');
    await page.getByText('Saved').first().waitFor();
    await page.reload();
    await alive(page);
    assert.equal(await page.getByRole('group', { name: 'Step 4' }).getByLabel('Days').inputValue(), '30');
    quiet(opened, /status of (403|404|422)/);
  },

  async 'an invoice is mailed, and its link shows anybody how to pay'(world) {
    const { page } = await atWork(world, NORA);
    await page.goto('/p/northwind/clients?q=greenleaf');
    await alive(page);
    const href = await page.getByRole('link', { name: 'Greenleaf Organics' }).first().getAttribute('href');
    world.client = /cli_\w+/.exec(href)[0];
    const at = 'northwind';
    const draft = { text: 'Consulting', quantity: '1', price: '250', currency: 'EUR' };
    await ask(world, page, 'charges/add', { at, client: world.client, draft });
    const id = await ask(world, page, 'invoices/draft', { at, client: world.client });
    const { version } = await ask(world, page, 'invoices/details', { at, id });
    const { summary } = await ask(world, page, 'invoices/finalize', { at, id, seen: version });
    const mail = await waitFor(
      () => world.portal.mails().find(({ raw }) => raw.includes(summary.number)),
      `the mail of ${summary.number}`,
    );
    const [link] = /http:\S+\/invoice\/[\w-]{64}/.exec(mail.body);
    assert.ok(link.startsWith(brandUrl(world)), link);
    assert.ok(mail.raw.includes('application/pdf'), 'the invoice travels along');

    const outside = await window(world, brandUrl(world));
    await outside.page.goto(link);
    await outside.page.getByText(summary.number).first().waitFor();
    await outside.page.getByRole('heading', { name: 'How to pay' }).waitFor();
    await withoutBarriers(outside.page);
    assert.ok(!/marque/i.test(await outside.page.content()), 'no name but the brand’s');
    // By the browser: names below `localhost` are known to it alone.
    const get = (url) => outside.page.evaluate(async (url) => {
      const answer = await fetch(url);
      return { status: answer.status, type: answer.headers.get('content-type') };
    }, url);
    assert.deepEqual(await get(`${link}/pdf`), { status: 200, type: 'application/pdf' });
    const forged = await get(`${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`);
    assert.equal(forged.status, 404);
    const elsewhere = await page.request.get(new URL(link).pathname);
    assert.equal(elsewhere.status(), 404, 'only on the host of the brand');
    await outside.page.setViewportSize({ width: 390, height: 844 });
    const over = await outside.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${over} pixels too wide`);
    quiet(outside, /status of (403|404|422)/);
  },

  async 'who is blocked for not paying is led to pay, and let in when it has'(world) {
    const { page } = await atWork(world, NORA);
    const at = 'northwind';
    const client = await ask(world, page, 'clients/details', { at, id: world.client });
    const reason = { kind: 'non_payment', note: '' };
    await ask(world, page, 'clients/block', { at, id: world.client, reason, seen: client.version });
    const blocked = await window(world, brandUrl(world));
    await signIn(blocked.page, OLIVIA, demoPassword(world));
    const pay = blocked.page.getByRole('link', { name: 'View and pay the invoice' });
    await pay.waitFor();
    await alive(blocked.page);
    await withoutBarriers(blocked.page);
    await pay.click();
    await blocked.page.getByRole('heading', { name: 'How to pay' }).waitFor();

    const query = { search: '', filter: 'open', payer: null, client: world.client, after: null };
    const open = await ask(world, page, 'invoices/list', { at, query });
    for (const { id } of open.page.rows) {
      const invoice = await ask(world, page, 'invoices/details', { at, id });
      const amount = (invoice.summary.open.minor / 100).toFixed(2);
      const on = new Date().toISOString().slice(0, 10);
      const draft = { invoice: id, direction: 'received', amount, method: 'bank_transfer', reference: '', on };
      await ask(world, page, 'payments/record', { at, draft });
    }
    await blocked.page.goto('/');
    await blocked.page.getByRole('link', { name: 'Invoices' }).first().waitFor();
    quiet(blocked, /status of (403|404|422)/);
  },
};
