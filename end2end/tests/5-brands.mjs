// Two partners on one portal, each with a brand of its own: made in the browser, seen by their
// clients, and never anybody else's.
import assert from 'node:assert/strict';
import { alive, signIn } from '../support/browser.mjs';
import { waitFor } from '../support/portal.mjs';
import { OPERATOR, REFUSED, brandUrl, demoPassword, quiet, window, withoutBarriers } from '../support/suite.mjs';
import { status } from './4-office.mjs';

const PASSWORD = 'copper lantern on a hill';
const BRANDS = [
  { slug: 'acme', name: 'Acme Studio', product: 'Acme Desk', light: '#b4232a', dark: '#ff8a7a', client: 'Bakery Blanc' },
  { slug: 'bolt', name: 'Bolt & Partners', product: 'Bolt Rooms', light: '#0b5d3b', dark: '#6fe0b0', client: 'Cycle Works' },
];
const THEMES = ['light', 'dark'];

const address = (brand, who) => `${who}@${brand.slug}.example`;

/** A logo of the brand's name, drawn by the browser itself. */
async function logo(world, { product }, colour) {
  const { page, context } = await window(world);
  await page.setContent(`<b style="font:700 44px serif;color:${colour};padding:4px;white-space:nowrap">${product}</b>`);
  const buffer = await page.locator('b').screenshot({ omitBackground: true });
  await context.close();
  world.open.pop();
  return { name: 'logo.png', mimeType: 'image/png', buffer };
}

/** Follows the newest message to an address, and joins with the usual password. */
async function join(world, brand, email, name) {
  const mail = await waitFor(
    () => world.portal.mails().findLast(({ to }) => to.includes(email)),
    `the invitation of ${email}`,
  );
  const link = /https?:\/\/\S+\/invitation\/[\w-]+/.exec(mail.body)[0];
  const opened = await window(world, new URL(link).origin);
  await opened.page.goto(link);
  await opened.page.getByLabel('Your name').fill(name);
  await opened.page.getByLabel('New password').fill(PASSWORD);
  await opened.page.locator('form[method=post] button[type=submit]').last().click();
  await opened.page.waitForURL((url) => !url.pathname.startsWith('/invitation'));
  await alive(opened.page);
  return { ...opened, link, mail };
}

/** A window of the partner's administrator. */
async function asPartner(world, brand) {
  const opened = await window(world, world.portal.url, { storageState: brand.administrator });
  await opened.page.goto(`/p/${brand.slug}`);
  await alive(opened.page);
  return opened;
}

/** A window of somebody of the partner's client, on the brand's host. */
async function asUser(world, brand, who, options) {
  const opened = await window(world, brandUrl(world, brand.slug), { storageState: brand[who], ...options });
  await opened.page.goto(brand.home);
  await alive(opened.page);
  return opened;
}

/** The logo of the rail that is in sight in a theme. */
async function logoInRail(page, theme) {
  await page.evaluate((theme) => { document.documentElement.dataset.theme = theme; }, theme);
  const image = page.locator('.rail .brand-head-logo img:visible');
  assert.equal(await image.count(), 1, `${theme}: one logo in sight`);
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.rail .brand-head-logo img')].some((it) => it.checkVisibility() && it.complete && it.naturalWidth > 0));
  const found = await image.evaluate((it) => ({
    alt: it.alt,
    src: it.src,
    box: [it.clientWidth, it.clientHeight],
    told: ['width', 'height'].map((side) => Number(it.getAttribute(side))),
  }));
  await page.evaluate(() => { delete document.documentElement.dataset.theme; });
  return found;
}

/** Asks a use case from a page, as a script of its own could. */
function ask(page, name, data) {
  return page.evaluate(async ([name, data]) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`/fn/${name}`, { method: 'POST', headers, body: JSON.stringify(data) });
    return answer.status;
  }, [name, data]);
}

export const tests = {
  async 'two partners publish their brands in the browser'(world) {
    const operator = await window(world);
    await signIn(operator.page, OPERATOR, demoPassword(world));
    await operator.page.waitForURL('**/operator');
    for (const brand of BRANDS) {
      await operator.page.goto('/operator/partners/new');
      await alive(operator.page);
      await operator.page.getByLabel('Name', { exact: true }).fill(brand.name);
      await operator.page.getByLabel('Short name').fill(brand.slug);
      await operator.page.getByLabel('E-mail').fill(address(brand, 'admin'));
      await operator.page.getByRole('button', { name: 'Create partner' }).click();
      await operator.page.waitForURL('**/operator/partners/prt_*');
      const admin = await join(world, brand, address(brand, 'admin'), `Ada of ${brand.slug}`);
      brand.administrator = await admin.context.storageState();

      const { page } = admin;
      await page.goto(`/p/${brand.slug}/configuration/brand`);
      await alive(page);
      for (const [slot, colour] of [['Logo', brand.light], ['Logo for dark pages', brand.dark]]) {
        const file = await logo(world, brand, colour);
        const input = page.getByLabel(`Upload: ${slot}`, { exact: true });
        await input.setInputFiles(file);
        await page.locator('.picture', { has: input }).locator('.picture-shown img').waitFor();
      }
      await page.getByLabel('Product name').fill(brand.product);
      await page.getByLabel('On light pages', { exact: true }).fill(brand.light);
      await page.getByLabel('On dark pages', { exact: true }).fill(brand.dark);
      await page.getByLabel('Title', { exact: true }).fill(`Welcome to ${brand.product}`);
      // The preview follows at once, the portal's page with the logo at its head.
      const preview = page.locator('.brand-preview');
      await preview.locator('h1', { hasText: `Welcome to ${brand.product}` }).waitFor();
      await preview.getByText('Portal', { exact: true }).click();
      const head = preview.locator('.sample-rail .brand-head-logo img');
      await head.waitFor();
      const light = await head.getAttribute('src');
      await preview.getByText('Dark', { exact: true }).click();
      await page.waitForFunction((light) =>
        document.querySelector('.sample-rail .brand-head-logo img')?.getAttribute('src') !== light, light);
      await page.getByRole('button', { name: 'Save' }).last().click();
      await page.getByText('Saved. Publish it when you are ready.').first().waitFor();
      await page.getByRole('button', { name: 'Publish' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
      await page.getByText('Published. Your clients see it now.').first().waitFor();
      quiet(admin, REFUSED);
    }
    quiet(operator, REFUSED);
    for (const brand of BRANDS) {
      const guest = await window(world, brandUrl(world, brand.slug), { colorScheme: 'light' });
      await guest.page.goto('/sign-in');
      await guest.page.getByRole('heading', { name: `Welcome to ${brand.product}` }).waitFor();
      const colour = await guest.page.evaluate(() =>
        getComputedStyle(document.documentElement).getPropertyValue('--brand').trim());
      assert.equal(colour, brand.light);
      const image = guest.page.getByRole('img', { name: brand.product });
      assert.ok(await image.evaluate((it) => it.complete && it.naturalWidth > 0), 'the logo is there');
      const html = await guest.page.content();
      for (const word of ['Marque', 'operator', ...BRANDS.filter((other) => other !== brand).map(({ slug }) => slug)]) {
        assert.ok(!html.toLowerCase().includes(word.toLowerCase()), `${word} on ${brand.slug}'s page`);
      }
      quiet(guest, REFUSED);
    }
  },

  async 'a designer is invited with one box and finds design alone'(world) {
    for (const brand of BRANDS) {
      const admin = await asPartner(world, brand);
      const { page } = admin;
      const at = `/p/${brand.slug}`;
      await page.goto(`${at}/plans/new`);
      await alive(page);
      await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Studio');
      for (const section of ['Design', 'Content']) await page.getByLabel(section, { exact: true }).check();
      await page.getByRole('button', { name: 'Add plan' }).first().click();
      await page.getByText('Studio can be assigned now.').waitFor();
      await page.goto(`${at}/clients/new`);
      await alive(page);
      await page.getByLabel(/^Company/).fill(brand.client);
      await page.getByLabel(/^E-mail/).fill(address(brand, 'office'));
      await page.getByLabel('Plan', { exact: true }).selectOption({ label: 'Studio' });
      await page.getByRole('button', { name: /Save|Add client/ }).last().click();
      await page.getByRole('heading', { name: brand.client }).waitFor();
      brand.client_page = new URL(page.url()).pathname;
      brand.id = brand.client_page.split('/').pop();
      brand.home = `/c/${brand.id}`;

      await page.goto(`${brand.client_page}/people`);
      await alive(page);
      for (const who of ['owner', 'designer']) {
        await page.getByRole('button', { name: 'Invite a person' }).click();
        const form = page.getByRole('dialog');
        await form.getByLabel('E-mail', { exact: true }).fill(address(brand, who));
        if (who === 'owner') {
          await form.getByRole('radio', { name: /^Owner/ }).check();
        } else {
          await form.getByRole('radio', { name: /^Member/ }).check();
          const ticked = form.locator('.permission-grid input:checked');
          while (await ticked.count()) await ticked.first().uncheck();
          await form.getByLabel('Design: Edit').check();
          assert.equal(await ticked.count(), 2, 'to see and to edit design');
        }
        await form.getByRole('button', { name: 'Send invitation' }).click();
        await page.getByRole('row', { name: new RegExp(address(brand, who)) }).or(page.getByText(address(brand, who))).first().waitFor();
        await form.waitFor({ state: 'hidden' });
      }
      quiet(admin, REFUSED);

      const owner = await join(world, brand, address(brand, 'owner'), 'Olga Owner');
      brand.owner = await owner.context.storageState();
      const designer = await join(world, brand, address(brand, 'designer'), 'Dee Dee');
      for (const joined of [owner, designer]) {
        assert.ok(joined.link.startsWith(brandUrl(world, brand.slug)), joined.link);
        assert.ok(joined.mail.body.includes(brand.product), 'the message names the brand');
        assert.ok(!/marque|operator/i.test(joined.mail.body), joined.mail.body);
        quiet(joined, REFUSED);
      }
      // Once more by the door that is used every day.
      await designer.page.getByRole('button', { name: /Dee Dee/ }).click();
      await designer.page.getByRole('menuitem', { name: 'Sign out' }).click();
      await designer.page.waitForURL('**/sign-in*');
      await signIn(designer.page, address(brand, 'designer'), PASSWORD);
      await designer.page.waitForURL(`**${brand.home}`);
      await alive(designer.page);
      brand.designer = await designer.context.storageState();
      const rail = await designer.page.locator('.rail .rail-item').allTextContents();
      const names = rail.map((name) => name.trim());
      assert.deepEqual(names.slice(0, 2), ['Home', 'Design']);
      assert.ok(!names.includes('Content') && !names.includes('People'), names.join());
      assert.equal(await status(world, designer, `${brand.home}/sections/design`, brandUrl(world, brand.slug)), 200);
      for (const section of ['content', 'email', 'add_ons', 'statistics']) {
        const path = `${brand.home}/sections/${section}`;
        assert.equal(await status(world, designer, path, brandUrl(world, brand.slug)), 403, path);
      }
      quiet(designer, REFUSED);
    }
  },

  async 'the logo heads the clients’ pages, in its size from the start, light and dark'(world) {
    for (const brand of BRANDS) {
      const opened = await asUser(world, brand, 'designer', { colorScheme: 'light' });
      // Before the picture of the other theme takes the place of the first.
      const shifted = await opened.page.evaluate(() => new Promise((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          const isHead = ({ node }) => (node?.closest ? node : node?.parentElement)?.closest('.rail');
          for (const { value, sources } of list.getEntries()) sum += sources.some(isHead) ? value : 0;
        }).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(sum), 300);
      }));
      assert.equal(shifted, 0, `${brand.slug}: the rail moved`);
      const [light, dark] = [await logoInRail(opened.page, 'light'), await logoInRail(opened.page, 'dark')];
      assert.notEqual(light.src, dark.src);
      for (const { alt, src, box, told } of [light, dark]) {
        assert.equal(alt, brand.product);
        assert.ok(src.startsWith(`${brandUrl(world, brand.slug)}/brand/`), src);
        assert.deepEqual(box, told, 'the room is known before the picture is there');
        assert.ok(box[0] <= 144 && box[1] <= 28, `${box}`);
      }
      quiet(opened, REFUSED);
    }
  },

  async 'no owner reaches billing, add-ons or deletion, by address either'(world) {
    for (const brand of BRANDS) {
      const host = brandUrl(world, brand.slug);
      const owner = await asUser(world, brand, 'owner');
      for (const path of [
        '/billing', '/order', '/orders', '/services', '/add-ons', '/plan', '/close', '/delete', '/edit',
      ]) {
        assert.equal(await status(world, owner, brand.home + path, host), 404, path);
      }
      for (const section of ['add_ons', 'add_ons/open']) {
        assert.equal(await status(world, owner, `${brand.home}/sections/${section}`, host), 403, section);
      }
      for (const path of [`/p/${brand.slug}`, `/p/${brand.slug}/plans`, brand.client_page, '/operator']) {
        assert.equal(await status(world, owner, path, host), 404, path);
        assert.equal(await status(world, owner, path, world.portal.url), 303, path);
      }
      const at = brand.slug;
      for (const [name, data] of [
        ['clients/close', { at, id: brand.id, name: brand.client, seen: 1 }],
        ['clients/assign_plan', { at, wish: { client: brand.id, plan: brand.id.replace('cli', 'pln'), seen: 1 } }],
        ['plans/list', { at, archived: false }],
        ['partners/company', { at }],
      ]) {
        assert.equal(await ask(owner.page, name, data), 404, name);
      }
      quiet(owner, REFUSED);
    }
  },

  async 'each host knows its own cookies alone'(world) {
    const [acme, bolt] = BRANDS;
    for (const [own, other] of [[acme, bolt], [bolt, acme]]) {
      const opened = await asUser(world, own, 'owner');
      const to = (brand, path) => status(world, opened, path, brandUrl(world, brand.slug));
      assert.equal(await to(own, '/profile'), 200);
      assert.equal(await to(other, '/profile'), 303);
      assert.equal(await to(other, own.home), 303);
      assert.equal(await to(own, other.home), 404, 'what is another brand’s does not exist');
      // Nor does the other's password open this door.
      const guest = await window(world, brandUrl(world, other.slug));
      await signIn(guest.page, address(own, 'owner'), PASSWORD);
      await guest.page.getByText('E-mail or password is not right.').waitFor();
    }
  },

  async 'no barriers on the pages of either brand'(world) {
    for (const brand of BRANDS) {
      const guest = await window(world, brandUrl(world, brand.slug));
      await guest.page.goto('/sign-in');
      await withoutBarriers(guest.page, `${brand.slug} sign-in`);
      const owner = await asUser(world, brand, 'owner');
      await withoutBarriers(owner.page, `${brand.slug} home`);
      for (const section of ['design', 'email']) {
        await owner.page.goto(`${brand.home}/sections/${section}`);
        await alive(owner.page);
        await withoutBarriers(owner.page, `${brand.slug} ${section}`);
      }
      quiet(owner, REFUSED);
      quiet(guest, REFUSED);
    }
  },

  async 'whoever is blocked at work is told so by their own brand'(world) {
    for (const brand of BRANDS) {
      const designer = await asUser(world, brand, 'designer');
      const admin = await asPartner(world, brand);
      await admin.page.goto(brand.client_page);
      await alive(admin.page);
      await admin.page.getByRole('button', { name: 'More actions' }).click();
      await admin.page.getByRole('menuitem', { name: 'Block…' }).click();
      await admin.page.getByRole('dialog').getByRole('button', { name: 'Block', exact: true }).click();
      await admin.page.getByText(`${brand.client} is blocked`).first().waitFor();
      quiet(admin, REFUSED);

      // Every session ended: the next press leads to the door, and behind it is nothing else.
      await designer.page.locator('.rail a', { hasText: 'Design' }).click();
      await designer.page.waitForURL(({ pathname }) => pathname === '/sign-in');
      await designer.page.getByRole('heading', { name: `Welcome to ${brand.product}` }).waitFor();
      await designer.page.getByLabel('E-mail').fill(address(brand, 'designer'));
      await designer.page.getByLabel('Password').fill(PASSWORD);
      await designer.page.getByRole('button', { name: 'Sign in' }).click();
      await designer.page.getByRole('heading', { name: /is paused/ }).first().waitFor();
      await alive(designer.page);
      assert.equal((await logoInRail(designer.page, 'light')).alt, brand.product);
      assert.ok(!(await designer.page.content()).includes('Marque'), 'the product is named');
      const host = brandUrl(world, brand.slug);
      assert.equal(await status(world, designer, `${brand.home}/sections/design`, host), 403);
      await withoutBarriers(designer.page, `${brand.slug} paused`);
      quiet(designer, REFUSED);
    }
  },

  async 'the sign-in page is light, and there at once'(world) {
    for (const brand of BRANDS) {
      const guest = await window(world, brandUrl(world, brand.slug));
      const network = await guest.context.newCDPSession(guest.page);
      await network.send('Network.enable');
      let bytes = 0;
      network.on('Network.loadingFinished', ({ encodedDataLength }) => { bytes += encodedDataLength; });
      await guest.page.goto('/sign-in', { waitUntil: 'networkidle' });
      const painted = await guest.page.evaluate(() => new Promise((resolve) => {
        new PerformanceObserver((list) => {
          resolve(list.getEntriesByName('first-contentful-paint')[0]?.startTime);
        }).observe({ type: 'paint', buffered: true });
      }));
      console.log(`        ${brand.slug}: first contentful paint after ${Math.round(painted)} ms, ${bytes} bytes`);
      assert.ok(bytes > 0 && bytes < 30_000, `${brand.slug}: ${bytes} bytes`);
      quiet(guest, REFUSED);
    }
  },
};
