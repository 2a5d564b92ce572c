// A client's own people on their partner's host: invited with one box, they find one section; what
// is not theirs is not there by address either; blocking ends it at once.
import assert from 'node:assert/strict';
import { get } from 'node:http';
import { alive, signIn } from '../support/browser.mjs';
import { waitFor } from '../support/portal.mjs';
import {
  NORA, REFUSED, asOlivia, barriers, brandUrl, demoPassword, quiet, window, withoutBarriers,
} from '../support/suite.mjs';

const PASSWORD = 'copper lantern on a hill';

/** The status of an address on a host; names below `localhost` are known to the browser alone. */
export async function status(world, { context }, path, url = brandUrl(world)) {
  const cookie = (await context.cookies()).find(({ name }) => name === '__Host-s');
  const headers = { host: new URL(url).host, cookie: `__Host-s=${cookie.value}` };
  const options = { host: '127.0.0.1', port: world.portal.port, path, headers };
  return new Promise((resolve, reject) => {
    get(options, (answer) => resolve(answer.resume().statusCode)).once('error', reject);
  });
}

export const tests = {
  async 'an owner sees the brand, the plan and what is locked'(world) {
    const opened = await asOlivia(world);
    const { page } = opened;
    await alive(page);
    await page.getByRole('heading', { name: 'Hello, Olivia' }).waitFor();
    await page.getByText('2 of 3 used').waitFor();
    await page.getByText('The plan “Growth” does not include it.').first().waitFor();
    assert.ok(!(await page.content()).includes('Marque'), 'the product is named');
    quiet(opened, REFUSED);
  },

  async 'a designer is invited with one box and finds one section'(world) {
    const owner = await asOlivia(world);
    const { page } = owner;
    await page.goto(`${world.client}/people`);
    await alive(page);
    await page.getByRole('button', { name: 'Invite a person' }).click();
    await page.getByLabel('E-mail', { exact: true }).fill('dee@studio.example');
    await page.getByRole('button', { name: 'Designer' }).click();
    // The very menu, while boxes are ticked: content goes, and the mirror locks it.
    const mirror = page.getByRole('complementary', { name: 'Their menu' });
    const line = mirror.locator('details', { hasText: 'Content' });
    assert.equal(await line.getAttribute('data-locked'), null);
    await page.getByLabel('Content: View').uncheck();
    await page.getByLabel('Content: Edit').uncheck();
    await page.waitForFunction(() =>
      [...document.querySelectorAll('.mirror-line[data-locked]')].some((it) => it.textContent.includes('Content')));
    await line.locator('summary').click();
    await line.getByText('The box is not ticked').first().waitFor();
    await page.getByRole('button', { name: 'Send invitation' }).click();
    await page.getByText('The invitation is on its way.').waitFor();
    quiet(owner, REFUSED);

    const mail = await waitFor(
      () => world.portal.mails().find(({ to }) => to.includes('dee@studio.example')),
      'the invitation',
    );
    const link = /http:\/\/\S+\/invitation\/[\w-]+/.exec(mail.body)[0];
    assert.ok(link.startsWith(brandUrl(world)), link);
    const designer = await window(world, brandUrl(world));
    await designer.page.goto(link);
    await designer.page.getByLabel('Your name').fill('Dee Dee');
    await designer.page.getByLabel('New password').fill(PASSWORD);
    await designer.page.locator('form[method=post] button[type=submit]').last().click();
    await designer.page.waitForURL('**/c/cli_*');
    await alive(designer.page);
    const rail = designer.page.locator('.rail .rail-item');
    const names = (await rail.allTextContents()).map((name) => name.trim());
    assert.deepEqual(names.slice(0, 2), ['Home', 'Design']);
    assert.ok(!names.includes('Content') && !names.includes('People'), names.join());

    // By address neither: locked sections and the owners' pages are refused, the panel is not there.
    const client = new URL(designer.page.url()).pathname;
    assert.equal(await status(world, designer, `${client}/sections/design`), 200);
    assert.equal(await status(world, designer, `${client}/sections/content`), 403);
    assert.equal(await status(world, designer, `${client}/sections/content/open`), 403);
    assert.equal(await status(world, designer, `${client}/people`), 403);
    for (const path of ['/p/northwind', '/p/northwind/plans', '/operator', `${client}/billing`]) {
      assert.equal(await status(world, designer, path), 404, path);
    }
    world.designer = await designer.context.storageState();
    quiet(designer, REFUSED);
  },

  async 'a cookie of one host is worthless on another'(world) {
    const owner = await asOlivia(world);
    assert.equal(await status(world, owner, '/profile'), 200);
    assert.equal(await status(world, owner, '/profile', brandUrl(world, 'bluewave')), 303);
    assert.equal(await status(world, owner, '/profile', world.portal.url), 303);
    assert.equal(await status(world, owner, '/profile', 'http://nobody.localhost'), 421);
  },

  async 'blocking ends what is open, and says so on the brand’s own page'(world) {
    const designer = await window(world, brandUrl(world), { storageState: world.designer });
    await designer.page.goto(world.client);
    await alive(designer.page);
    const nora = await window(world);
    await signIn(nora.page, NORA, demoPassword(world));
    await nora.page.goto(`/p/northwind/clients/${world.client.split('/').pop()}`);
    await alive(nora.page);
    await nora.page.getByRole('button', { name: /More|Actions/ }).last().click();
    await nora.page.getByRole('menuitem', { name: /Block/ }).click();
    await nora.page.getByRole('dialog').getByRole('button', { name: /Block/ }).click();
    await nora.page.getByText('Blocked').first().waitFor();

    await designer.page.goto(world.client);
    assert.equal(new URL(designer.page.url()).pathname, '/sign-in');
    await signIn(designer.page, 'dee@studio.example', PASSWORD);
    await designer.page.getByRole('heading', { name: /is paused/ }).first().waitFor();
    await designer.page.getByRole('link', { name: /Write to/ }).waitFor();
    assert.equal(await status(world, designer, `${world.client}/sections/design`), 403);

    await nora.page.getByRole('button', { name: 'Unblock' }).click();
    await nora.page.getByText('Active').first().waitFor();
    await designer.page.goto(world.client);
    await alive(designer.page);
    await designer.page.locator('.rail a', { hasText: 'Design' }).waitFor();
  },

  async 'a smaller plan is taken knowingly, and says on both sides what is over it'(world) {
    const nora = await window(world);
    const { page } = nora;
    await signIn(page, NORA, demoPassword(world));
    await page.goto(`/p/northwind/clients/${world.client.split('/').pop()}`);
    await alive(page);
    const assign = async (plan, knowingly) => {
      await page.getByRole('button', { name: 'Assign plan…' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('radio', { name: new RegExp(`^${plan}`) }).check();
      const button = dialog.getByRole('button', { name: 'Assign plan', exact: true });
      const box = dialog.getByLabel('Assign it all the same');
      if (knowingly) {
        await dialog.getByText('Workspaces: 2 used, 1 allowed').waitFor();
        await dialog.getByText('Nothing is deleted.').waitFor();
        assert.equal(await button.getAttribute('aria-disabled'), 'true', 'it is to be accepted first');
        await box.check();
        // What was accepted was accepted for this plan alone.
        await dialog.getByRole('radio', { name: /^Pro/ }).check();
        await box.waitFor({ state: 'detached' });
        await dialog.getByRole('radio', { name: new RegExp(`^${plan}`) }).check();
        assert.ok(!(await box.isChecked()));
        await withoutBarriers(page);
        await box.check();
      }
      // A smaller plan would wait for the end of what is paid.
      const now = dialog.locator('input[type=radio][value=now]');
      if (await now.count()) await now.check({ force: true });
      await button.click();
      await page.getByText(`Greenleaf Organics is on the plan ${plan}`).first().waitFor();
    };
    await assign('Starter', true);
    await page.getByText('Over the limits of the plan Starter').waitFor();
    const feed = page.locator('.feed li').first();
    await feed.getByText('Team users per workspace: 3 used, 2 allowed').waitFor();

    world.sessions.clear();
    const owner = await asOlivia(world);
    await owner.page.goto(world.client);
    await alive(owner.page);
    await owner.page.getByText('More than the plan allows').waitFor();
    await withoutBarriers(owner.page);
    await owner.page.goto(`${world.client}/workspaces`);
    await alive(owner.page);
    await owner.page.getByRole('button', { name: 'Make a workspace' }).click();
    const form = owner.page.getByRole('dialog');
    await form.getByLabel('Name').fill('One more');
    await form.locator('button[type=submit]').click();
    await form.getByText('Workspaces: 2 of 1 are taken on the plan “Starter”.').waitFor();
    quiet(owner, REFUSED);
    quiet(nora, REFUSED);

    await assign('Growth', false);
    await page.getByText('Over the limits of the plan').waitFor({ state: 'detached' });
  },

  async 'no barriers on the clients’ own pages, and nothing wider than a phone'(world) {
    world.sessions.clear();
    const opened = await asOlivia(world);
    const paths = ['', '/people', '/workspaces', '/contacts', '/sections/design', '/sections/email'];
    const found = [];
    for (const path of paths) {
      await opened.page.goto(world.client + path);
      await alive(opened.page);
      found.push(...(await barriers(opened.page, path)));
    }
    assert.deepEqual(found, []);
    const phone = await asOlivia(world, { viewport: { width: 360, height: 740 } });
    for (const path of paths) {
      await phone.page.goto(world.client + path);
      await alive(phone.page);
      const wide = await phone.page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 360, `${path}: ${wide} px`);
    }
    quiet(opened, REFUSED);
  },
};
