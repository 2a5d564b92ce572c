// The leak meter on the real program, with all its files: zero traces, and it says so on its page.
import assert from 'node:assert/strict';
import { alive } from '../support/browser.mjs';
import { NORA, atWork } from '../support/suite.mjs';

export const tests = {
  'no brand shows anybody else': async ({ portal }) => {
    const { status, stdout, stderr } = portal.run('leaks');
    assert.equal(status, 0, stdout + stderr);
    assert.match(stdout, /^northwind: 100 of 100/m);
    assert.match(stdout, /^bluewave: 100 of 100/m);
  },

  'the meter is asked on its page': async (world) => {
    const { page } = await atWork(world, NORA);
    await page.goto('/p/northwind/configuration/leaks');
    await alive(page);
    await page.locator('#measure').click();
    await page.getByText('Measured: 100 of 100.').waitFor({ timeout: 60_000 });
    await page.reload();
    assert.equal(await page.locator('.leaks-figure strong').textContent(), '100');
  },
};
