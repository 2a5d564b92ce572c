// Draws `docs/brands.png` anew: the sign-in pages of the demo's two brands, light and dark.
//   MARQUE_BIN=… CHROMIUM=… node end2end/picture.mjs
import { writeFileSync } from 'node:fs';
import { openWindow, startBrowser } from './support/browser.mjs';
import { startPortal } from './support/portal.mjs';

const PAGE = { width: 1000, height: 760 };
// Shown smaller than it is, with a line between the pages.
const SHOWN = { width: 720, height: 547, gap: 8 };
const portal = await startPortal();
const browser = await startBrowser();
const shots = [];
for (const slug of ['northwind', 'bluewave']) {
  for (const colorScheme of ['light', 'dark']) {
    const { page, context } = await openWindow(browser, portal.url.replace('://', `://${slug}.`), {
      viewport: PAGE,
      colorScheme,
    });
    await page.goto('/sign-in', { waitUntil: 'networkidle' });
    shots.push((await page.screenshot()).toString('base64'));
    await context.close();
  }
}
await portal.stop();

const { page } = await openWindow(browser, 'about:blank', {
  viewport: { width: 2 * SHOWN.width + SHOWN.gap, height: 2 * SHOWN.height + SHOWN.gap },
});
const images = shots.map((shot) => `<img src="data:image/png;base64,${shot}">`).join('');
await page.setContent(`<style>
  body { display: grid; grid-template-columns: 1fr 1fr; gap: ${SHOWN.gap}px; margin: 0; background: white }
  img { display: block; width: ${SHOWN.width}px; height: ${SHOWN.height}px }
</style>${images}`);
writeFileSync(new URL('../docs/brands.png', import.meta.url), await page.screenshot());
await browser.close();
