// A member of the partner's team enters a client's pages, openly and for a while; the client reads
// who was in, why, and what was changed, and may want to be asked first.
import assert from 'node:assert/strict';
import { alive } from '../support/browser.mjs';
import { waitFor } from '../support/portal.mjs';
import { NORA, REFUSED, asOlivia, atWork, brandUrl, demoPassword, quiet, withoutBarriers } from '../support/suite.mjs';

const REASON = 'The newsletter looks broken';

/** Nora on the page of Greenleaf Organics. */
async function asNora(world) {
  const opened = await atWork(world, NORA);
  await opened.page.goto(`/p/northwind/clients/${world.client.split('/').pop()}`);
  await alive(opened.page);
  return opened;
}

/** Fills the dialog and presses its button. */
async function setOut(world, page, button = 'Enter') {
  await page.getByRole('button', { name: 'Enter as client' }).click();
  const dialog = page.getByRole('dialog');
  const reason = dialog.getByLabel('Reason');
  const password = dialog.getByLabel('Your own password');
  await password.waitFor();
  if (await reason.count()) {
    await reason.fill(REASON);
    await dialog.getByLabel('Minutes').fill('15');
  }
  await password.fill(demoPassword(world));
  await dialog.getByRole('button', { name: button, exact: true }).click();
}

export const tests = {
  async 'what is wrong with a visit is said at its field, and nothing typed is lost'(world) {
    await asOlivia(world);
    const nora = await asNora(world);
    const { page } = nora;
    await page.getByRole('button', { name: 'Enter as client' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Minutes').fill('90');
    await dialog.getByRole('button', { name: 'Enter', exact: true }).click();
    await dialog.getByText('At most 60.', { exact: true }).waitFor();
    await dialog.getByLabel('Reason').fill(REASON);
    await dialog.getByLabel('Minutes').fill('15');
    await dialog.getByLabel('Your own password').fill('not my password at all');
    await dialog.getByRole('button', { name: 'Enter', exact: true }).click();
    await dialog.getByText('This is not your current password.').waitFor();
    assert.equal(await dialog.getByLabel('Reason').inputValue(), REASON);
    await withoutBarriers(page);
    quiet(nora, REFUSED);
  },

  async 'a visit begins with a password and ends with one press'(world) {
    // A wrong password is slowed down.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await asOlivia(world);
    const nora = await asNora(world);
    const { page } = nora;
    await setOut(world, page);
    await page.waitForURL(`**${world.client}`);
    await alive(page);
    assert.equal(new URL(page.url()).host, new URL(brandUrl(world)).host);
    const banner = page.locator('.visit-banner');
    await banner.getByText('Nora').waitFor();
    await banner.getByText(REASON).waitFor();

    // What an owner can, but for what is locked.
    await page.goto(`${brandUrl(world)}${world.client}/workspaces`);
    await alive(page);
    await page.getByRole('button', { name: 'Make a workspace' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Made on a visit');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.locator('tr', { hasText: 'Made on a visit' }).waitFor();
    await page.goto(`${brandUrl(world)}${world.client}/people`);
    await alive(page);
    assert.equal(await page.getByRole('button', { name: 'Invite a person' }).getAttribute('aria-disabled'), 'true');
    await page.goto(`${brandUrl(world)}/profile`);
    await page.getByText('You are on a visit.').waitFor();
    await withoutBarriers(page);

    // The address that led in leads nowhere any more, and one press leads home.
    await page.locator('.visit-banner').getByRole('button', { name: 'Return' }).click();
    await page.waitForURL(`**/p/northwind/clients/*`);
    assert.equal(new URL(page.url()).host, new URL(world.portal.url).host);
    await page.goto(`${brandUrl(world)}${world.client}`);
    assert.equal(new URL(page.url()).pathname, '/sign-in');
    quiet(nora, REFUSED);
  },

  async 'the client reads who was in, why, and what was changed'(world) {
    const olivia = await asOlivia(world);
    const { page } = olivia;
    await page.goto(world.client);
    await alive(page);
    await page.locator('.rail a', { hasText: 'Activity' }).click();
    const receipt = page.locator('.visit-receipt').first();
    await receipt.getByText('was in').waitFor();
    await receipt.getByText(REASON).waitFor();
    await receipt.getByText('Made on a visit').waitFor();
    assert.ok(!(await page.content()).includes('Marque'), 'the product is named');
    await withoutBarriers(page);
    const phone = await asOlivia(world, { viewport: { width: 360, height: 740 } });
    await phone.page.goto(`${world.client}/activity`);
    await alive(phone.page);
    const wide = await phone.page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 360, `${wide} px`);
    quiet(olivia, REFUSED);
  },

  async 'a client that wants to be asked is asked, and decides'(world) {
    const olivia = await asOlivia(world);
    await olivia.page.goto(`${world.client}/activity`);
    await alive(olivia.page);
    await olivia.page.getByText('Ask me').click();
    await olivia.page.getByText('Saved.').waitFor();

    const nora = await asNora(world);
    await setOut(world, nora.page, 'Ask to be let in');
    await nora.page.getByRole('dialog').getByText('You asked to be let in').waitFor();
    const asking = () => world.portal.mails().map(({ body }) => /http:\S+\/activity/.exec(body)).find(Boolean);
    await waitFor(asking, 'the request to visit');
    const [link] = asking();
    assert.ok(link.startsWith(brandUrl(world)), link);

    await olivia.page.goto(link);
    await alive(olivia.page);
    await olivia.page.getByText('asks to come in for up to 15 minutes').waitFor();
    await olivia.page.getByRole('button', { name: 'Let in' }).click();
    await olivia.page.getByText('may come in for 15 minutes').waitFor();

    await nora.page.reload();
    await alive(nora.page);
    await setOut(world, nora.page);
    await nora.page.waitForURL(`**${world.client}`);
    await alive(nora.page);

    // The owner ends it: the next press finds nobody signed in.
    await olivia.page.reload();
    await alive(olivia.page);
    await olivia.page.locator('.visit-receipt').getByRole('button', { name: 'End the visit' }).click();
    await olivia.page.getByText('The visit is over.').waitFor();
    await nora.page.goto(`${brandUrl(world)}${world.client}`);
    assert.equal(new URL(nora.page.url()).pathname, '/sign-in');
    quiet(olivia, REFUSED);
  },
};
