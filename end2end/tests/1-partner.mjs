// The main job, from the operator's first click to a partner at work: sign in by invitation, import
// the real list, make a plan, put clients on it, block and unblock, search, another language.
import assert from 'node:assert/strict';
import { alive, signIn } from '../support/browser.mjs';
import { waitFor } from '../support/portal.mjs';
import { OPERATOR, demoPassword, quiet, window } from '../support/suite.mjs';

const PASSWORD = 'copper lantern on a hill';
const companies = new URL('../data/companies.csv', import.meta.url).pathname;

/** A window in which the invited administrator is signed in. */
async function atWork(world, options) {
  const opened = await window(world, world.portal.url, { storageState: world.session, ...options });
  await opened.page.goto('/p/hanging-gardens');
  await alive(opened.page);
  return opened;
}

/** Presses Tab until the input with this id has the focus. */
async function tabTo(page, id) {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate(() => document.activeElement?.id)) === id) return;
  }
  assert.fail(`Tab never reached #${id}`);
}

export const tests = {
  async 'the operator creates a partner and its administrator joins by invitation'(world) {
    const operator = await window(world);
    await signIn(operator.page, OPERATOR, world.password ?? demoPassword(world));
    await operator.page.waitForURL('**/operator');
    await operator.page.goto('/operator/partners/new');
    await alive(operator.page);
    await operator.page.getByLabel('Name', { exact: true }).fill('Hanging Gardens');
    await operator.page.getByLabel('Short name').fill('hanging-gardens');
    await operator.page.getByLabel('E-mail').fill('ada@gardens.example');
    await operator.page.getByRole('button', { name: 'Create partner' }).click();
    const mail = await waitFor(
      () => world.portal.mails().find(({ to }) => to.includes('ada@gardens.example')),
      'the invitation',
    );
    quiet(operator);

    const invited = await window(world);
    const link = /https?:\/\/\S+\/invitation\/[\w-]+/.exec(mail.body)[0];
    await invited.page.goto(new URL(link).pathname);
    await invited.page.getByLabel('Your name').fill('Ada Lovelace');
    await invited.page.getByLabel('New password').fill('short');
    await invited.page.getByRole('button', { name: 'Join the team' }).click();
    await invited.page.getByText('At least 15 characters').last().waitFor();
    assert.equal(await invited.page.getByLabel('Your name').inputValue(), 'Ada Lovelace');
    await invited.page.getByLabel('New password').fill(PASSWORD);
    await invited.page.getByRole('button', { name: 'Join the team' }).click();
    await invited.page.waitForURL('**/p/hanging-gardens');
    await alive(invited.page);
    await invited.page.getByText('Hanging Gardens').first().waitFor();
    world.session = await invited.context.storageState();
    // The one complaint is the browser's about the refused form's status.
    invited.complaints = invited.complaints.filter((text) => !text.includes('422'));
    quiet(invited);
  },

  async 'an invitation works once'(world) {
    const late = await window(world);
    const mail = world.portal.mails().find(({ to }) => to.includes('ada@gardens.example'));
    await late.page.goto(new URL(/https?:\/\/\S+\/invitation\/[\w-]+/.exec(mail.body)[0]).pathname);
    await late.page.getByText('This link has expired, was used already or was revoked').waitFor();
  },

  async 'sign-in needs no script and loads no program'(world) {
    const guest = await window(world, world.portal.url, { javaScriptEnabled: false });
    const loaded = [];
    guest.page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
    await signIn(guest.page, 'ada@gardens.example', PASSWORD);
    await guest.page.waitForURL('**/p/hanging-gardens');
    const before = loaded.slice(0, loaded.lastIndexOf('/p/hanging-gardens'));
    assert.ok(!before.some((path) => /\.(wasm|js)$/.test(path)), before.join(' '));
  },

  async 'a wrong password is told at its field, and the address stays'(world) {
    const guest = await window(world);
    await signIn(guest.page, 'ada@gardens.example', 'not the password');
    await guest.page.getByText('E-mail or password is not right.').waitFor();
    assert.equal(await guest.page.getByLabel('E-mail').inputValue(), 'ada@gardens.example');
    assert.equal(await guest.page.getByLabel('Password').inputValue(), '');
  },

  async 'a list of 503 companies is imported with its columns as fields'(world) {
    const { page, complaints } = await atWork(world);
    await page.goto('/p/hanging-gardens/clients/import');
    await alive(page);
    await page.locator('input[type=file]').setInputFiles(companies);
    await page.getByRole('button', { name: 'Read the file' }).click();
    await page.waitForURL('**/clients/import/imp_*');
    await alive(page);
    const security = page.getByRole('combobox', { name: /the column Security/ });
    assert.equal(await security.inputValue(), 'field:company');
    const step = async () => (await page.locator('[aria-current=step]').textContent()).trim();
    assert.equal(await step(), 'Columns');
    await page.getByRole('button', { name: 'Check without importing' }).click();
    await page.getByRole('button', { name: 'Import 503 clients' }).waitFor();
    assert.equal(await step(), 'Check');
    await page.getByRole('button', { name: 'Import 503 clients' }).click();
    await page.getByText('The clients are in').waitFor({ timeout: 60_000 });
    assert.equal(await page.locator('.stepper [data-done]').count(), 4);
    await page.getByRole('link', { name: 'Show the clients' }).click();
    await page.getByText('503 clients').first().waitFor();
    quiet({ complaints });
  },

  async 'a plan is made with the keyboard only, contacts unlimited'(world) {
    const { page, complaints } = await atWork(world);
    await page.goto('/p/hanging-gardens/plans');
    await alive(page);
    await page.getByRole('link', { name: 'Add plan' }).first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/plans/new');
    const name = page.getByRole('textbox', { name: 'Name', exact: true });
    await name.waitFor();
    await name.focus();
    await page.keyboard.type('Growth');
    await tabTo(page, 'price');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('49.90');
    await tabTo(page, 'contacts');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    assert.ok(await page.getByRole('switch', { name: /Contacts, unlimited/ }).isChecked());
    await page.getByText('Unlimited contacts').first().waitFor();
    await page.keyboard.press('Control+S');
    await page.getByText('Growth can be assigned now.').waitFor();
    await page.goto('/p/hanging-gardens/plans');
    await page.getByRole('link', { name: 'Growth' }).first().waitFor();
    quiet({ complaints });
  },

  async 'forty clients are put on the plan at once'(world) {
    const { page, complaints } = await atWork(world);
    await page.goto('/p/hanging-gardens/clients');
    await alive(page);
    const boxes = page.locator('tbody input[type=checkbox]');
    await boxes.nth(0).click();
    await boxes.nth(39).click({ modifiers: ['Shift'] });
    await page.getByText('40 selected').first().waitFor();
    await page.getByRole('button', { name: 'Assign plan…' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Growth').first().click();
    await dialog.getByText('40 clients will change.').waitFor();
    await dialog.getByRole('button', { name: 'Assign to 40 clients' }).click();
    await page.getByText('40 clients have the plan now').first().waitFor();
    await page.goto('/p/hanging-gardens/plans');
    await page.getByRole('link', { name: '40', exact: true }).waitFor();
    quiet({ complaints });
  },

  async 'all that match a search are counted when they are chosen'(world) {
    const { page, complaints } = await atWork(world);
    await page.goto('/p/hanging-gardens/clients?q=e');
    await alive(page);
    await page.getByText('50+ clients').first().waitFor();
    await page.locator('thead input[type=checkbox]').click();
    const bar = page.getByRole('toolbar', { name: 'Selection' });
    await bar.getByRole('button', { name: 'Select all that match' }).click();
    const count = bar.getByText(/^\d+ selected$/).filter({ hasNotText: '50 selected' });
    await count.waitFor();
    assert.ok(parseInt(await count.textContent(), 10) > 50);
    quiet({ complaints });
  },

  async 'the list is where it was when one comes back to it'(world) {
    for (const options of [{}, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }]) {
      const { page, complaints } = await atWork(world, options);
      await page.goto('/p/hanging-gardens/clients?sort=name');
      await alive(page);
      const rows = page.locator('tbody tr');
      for (const shown of [50, 100]) {
        await page.waitForFunction((shown) => document.querySelectorAll('tbody tr').length >= shown, shown);
        await rows.nth(shown - 1).scrollIntoViewIfNeeded();
      }
      await page.waitForFunction(() => document.querySelectorAll('tbody tr').length >= 150);
      const row = rows.nth(120);
      await row.scrollIntoViewIfNeeded();
      const name = await row.getByRole('link').first().textContent();
      const before = await row.boundingBox();
      await row.getByRole('link').first().click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
      await page.goBack();
      // The last that happens to a page that is arrived at.
      await page.waitForFunction(() => document.activeElement?.matches('h1'));
      await page.waitForFunction(
        ([name, y]) => {
          const row = [...document.querySelectorAll('tbody tr')].find((row) => row.textContent.includes(name));
          return row && Math.abs(row.getBoundingClientRect().y - y) < 2;
        },
        [name, before.y],
      );
      quiet({ complaints });
    }
  },

  async 'a client is added, found in any case, blocked and unblocked'(world) {
    const { page, complaints } = await atWork(world);
    await page.goto('/p/hanging-gardens/clients/new');
    await alive(page);
    await page.getByLabel(/^E-mail/).fill('nobody');
    await page.getByRole('button', { name: /Save|Add client/ }).last().click();
    await page.getByText('Please fill this in.').first().waitFor();
    await page.getByText('This is not an e-mail address').waitFor();
    assert.equal(await page.getByLabel(/^E-mail/).inputValue(), 'nobody');
    await page.getByLabel(/^E-mail/).fill('office@shturk.example');
    await page.getByLabel(/^Company/).fill('Щърк ЕООД');
    await page.getByRole('button', { name: /Save|Add client/ }).last().click();
    await page.getByRole('heading', { name: 'Щърк ЕООД' }).waitFor();

    await page.goto('/p/hanging-gardens/clients?q=%D0%A9%D0%AA%D0%A0%D0%9A');
    await alive(page);
    await page.getByRole('link', { name: 'Щърк ЕООД' }).click();
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Block…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Note').fill('Two invoices open');
    await dialog.getByRole('button', { name: 'Block', exact: true }).click();
    await page.getByText('Щърк ЕООД is blocked').first().waitFor();
    await page.locator('.status', { hasText: 'Blocked' }).first().waitFor();
    await page.getByRole('button', { name: 'Unblock' }).first().click();
    await page.getByText('Щърк ЕООД is unblocked').first().waitFor();
    quiet({ complaints });
  },

  async 'the palette jumps to a client'(world) {
    const { page, complaints } = await atWork(world);
    await page.keyboard.press('Control+K');
    await page.keyboard.type('щърк');
    await page.getByRole('option', { name: /Щърк ЕООД/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Щърк ЕООД' }).waitFor();
    quiet({ complaints });
  },

  async 'two keys lead to a place'(world) {
    const { page, complaints } = await atWork(world);
    for (const [key, path] of [['p', 'plans'], ['o', 'orders'], ['i', 'invoices'], ['s', 'configuration'], ['c', 'clients']]) {
      await page.keyboard.press('g');
      await page.keyboard.press(key);
      await page.waitForURL(`**/p/hanging-gardens/${path}`);
    }
    quiet({ complaints });
  },

  async 'an edited form asks before it is left, and survives a reload'(world) {
    const { page } = await atWork(world);
    await page.goto('/p/hanging-gardens/configuration');
    await alive(page);
    await page.getByLabel('City').fill('Babylon');
    await page.getByText('1 change').first().waitFor();
    await page.getByRole('link', { name: 'Plans' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Stay here' }).click();
    assert.equal(await page.getByLabel('City').inputValue(), 'Babylon');
    page.on('dialog', (dialog) => dialog.accept());
    await page.reload();
    await alive(page);
    await page.waitForFunction(() => document.querySelector('#city')?.value === 'Babylon');
    await page.getByRole('button', { name: 'Save' }).last().click();
    await page.getByText('Saved').first().waitFor();
  },

  async 'Back and Forward ask before an edited form is left'(world) {
    const { page } = await atWork(world);
    const rail = page.getByRole('navigation', { name: 'Main' }).first();
    const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
    const city = page.getByLabel('City');
    await rail.getByRole('link', { name: 'Configuration' }).click();
    await city.waitFor();
    await rail.getByRole('link', { name: 'Plans' }).click();
    await page.waitForURL('**/plans');
    await page.goBack();
    const was = await city.inputValue();
    await city.click();
    await city.fill('Uruk');
    await page.getByText('1 change').first().waitFor();

    await page.evaluate(() => history.back());
    await dialog.getByRole('button', { name: 'Stay here' }).click();
    await dialog.waitFor({ state: 'hidden' });
    assert.equal(new URL(page.url()).pathname, '/p/hanging-gardens/configuration');
    assert.equal(await city.inputValue(), 'Uruk');

    await page.evaluate(() => history.forward());
    await dialog.getByRole('button', { name: 'Leave without saving' }).click();
    await page.waitForURL('**/plans');
    await page.getByRole('heading', { level: 1, name: 'Plans' }).waitFor();
    await page.goBack();
    await city.waitFor();
    assert.equal(await city.inputValue(), was, 'what was left is gone');
  },

  async 'a stale save says in sight what somebody else changed'(world) {
    const [first, second] = [await atWork(world), await atWork(world)];
    await first.page.goto('/p/hanging-gardens/clients');
    const href = await first.page.locator('a[href*="/cli_"]').first().getAttribute('href');
    for (const { page } of [first, second]) {
      await page.goto(`${href}/edit`);
      await alive(page);
    }
    await first.page.getByLabel('Phone').fill('+1 555 0100');
    await first.page.keyboard.press('Control+S');
    await first.page.waitForURL(`**${href}`);
    await second.page.getByLabel('Phone').fill('+1 555 0199');
    await second.page.keyboard.press('Control+S');
    const news = second.page.getByText('Somebody else changed this in the meantime');
    await news.waitFor();
    await second.page.waitForFunction(() => document.activeElement?.className === 'news');
    await second.page.getByRole('button', { name: 'Take this value' }).click();
    assert.equal(await second.page.getByLabel('Phone').inputValue(), '+1 555 0100');
  },

  async 'what cannot be undone is asked first'(world) {
    const { page, complaints } = await atWork(world);
    await page.goto('/p/hanging-gardens/configuration/fields');
    await alive(page);
    const row = page.locator('.row-item', { hasText: 'CIK' });
    const dialog = page.getByRole('dialog', { name: 'Remove the field CIK?' });
    for (const answer of ['Cancel', 'Remove']) {
      await row.getByRole('button', { name: /CIK/ }).last().click();
      await page.getByRole('menuitem', { name: 'Remove' }).click();
      await dialog.getByRole('button', { name: answer }).click();
      await dialog.waitFor({ state: 'hidden' });
      if (answer === 'Cancel') assert.equal(await row.count(), 1);
    }
    await row.waitFor({ state: 'detached' });
    quiet({ complaints });
  },

  async 'a domain of one\'s own says what to set'(world) {
    const { page, complaints } = await atWork(world);
    await page.goto('/p/hanging-gardens/configuration/domains');
    await alive(page);
    await page.getByRole('link', { name: 'hanging-gardens.localhost' }).waitFor();
    await page.getByRole('button', { name: 'Add a domain' }).click();
    const form = page.getByRole('dialog', { name: 'Add a domain' });
    await form.getByLabel('Domain').fill('https://gardens.example/');
    await form.getByRole('button', { name: 'Add a domain' }).click();
    await form.getByText('This is not the name of a host').waitFor();
    await form.getByLabel('Domain').fill('Clients.Gardens.example.');
    await form.getByRole('button', { name: 'Add a domain' }).click();
    const card = page.locator('.domain', { hasText: 'clients.gardens.example' });
    await card.getByText('Pending').waitFor();
    await card.getByText('_portal-check.clients.gardens.example').waitFor();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await card.getByRole('button', { name: 'Copy the value of the TXT record' }).click();
    await page.getByText('Copied.').waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /^[0-9a-f]{32}$/);
    await card.getByRole('button', { name: 'Remove' }).click();
    const dialog = page.getByRole('dialog', { name: 'Remove clients.gardens.example?' });
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('heading', { name: 'No domain of your own yet' }).waitFor();
    // The one complaint is the browser's about the refused form's status.
    quiet({ complaints: complaints.filter((text) => !text.includes('422')) });
  },

  async 'both passwords are told what is wrong with them at once'(world) {
    const { page } = await atWork(world);
    await page.goto('/profile');
    await alive(page);
    await page.getByLabel('Current password').fill('not the password');
    await page.getByLabel('New password').fill('short');
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.locator('#new-error', { hasText: 'At least 15 characters' }).waitFor();
    await page.locator('#current-error', { hasText: 'not your current password' }).waitFor();
  },

  async 'the language changes everywhere and stays'(world) {
    const { page, complaints } = await atWork(world);
    await page.goto('/profile');
    await alive(page);
    await page.getByRole('combobox', { name: 'Language' }).selectOption('bg');
    await page.getByRole('button', { name: 'Save' }).first().click();
    await page.getByRole('heading', { name: 'Профил' }).waitFor();
    await page.goto('/p/hanging-gardens/clients');
    await alive(page);
    await page.getByText('504 клиенти').first().waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'bg');
    await page.goto('/profile');
    await alive(page);
    await page.getByRole('combobox', { name: 'Език' }).selectOption('en');
    await page.getByRole('button', { name: 'Запазване' }).first().click();
    await page.getByRole('heading', { name: 'Profile' }).waitFor();
    quiet({ complaints });
  },

  async 'signing out ends the session'(world) {
    const { page } = await window(world);
    await signIn(page, 'ada@gardens.example', PASSWORD);
    await page.waitForURL('**/p/hanging-gardens');
    await alive(page);
    await page.getByRole('button', { name: /Ada Lovelace/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL('**/sign-in*');
    await page.goto('/p/hanging-gardens');
    await page.waitForURL(/\/sign-in\?next=/);
  },
};
