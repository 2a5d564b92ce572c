// Runs the browser suite against the real program: `MARQUE_BIN` and `CHROMIUM` say where both are.
// The last line is `N passed, N failed`.
import { mkdirSync, readdirSync } from 'node:fs';
import { startBrowser } from './support/browser.mjs';
import { startPortal } from './support/portal.mjs';

const folder = new URL('./tests/', import.meta.url);
const only = process.argv[2];
const pictures = new URL('./test-results/', import.meta.url);
mkdirSync(pictures, { recursive: true });

const browser = await startBrowser();
let passed = 0;
let failed = 0;
for (const file of readdirSync(folder).filter((name) => name.endsWith('.mjs')).sort()) {
  if (only && !file.includes(only)) continue;
  const { tests, prepare } = await import(new URL(file, folder));
  // What a file needs beside the portal, and how the portal is told of it.
  const own = await prepare?.();
  // Every file has a portal of its own: what one does, another does not see.
  const portal = await startPortal(own?.env);
  const world = { portal, browser, own, open: [] };
  for (const [name, test] of Object.entries(tests)) {
    const started = performance.now();
    try {
      await test(world);
      passed += 1;
      console.log(`ok      ${name} (${Math.round(performance.now() - started)} ms)`);
    } catch (error) {
      failed += 1;
      console.log(`FAILED  ${name}\n        ${String(error.stack ?? error).replaceAll('\n', '\n        ')}`);
      await photograph(world, name);
    }
    for (const { context } of world.open.splice(0)) await context.close();
  }
  if (failed) console.log(portal.log().split('\n').slice(-20).join('\n'));
  await portal.stop();
  await own?.stop();
}
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);

async function photograph({ open }, name) {
  for (const [place, { page }] of open.entries()) {
    const path = new URL(`${name.replaceAll(/\W+/g, '-')}-${place}.png`, pictures).pathname;
    await page.screenshot({ path, fullPage: true }).catch(() => {});
  }
}
