// Messages in the partner's name: a mail server of its own, and its own words.
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { alive } from '../support/browser.mjs';
import { waitFor } from '../support/portal.mjs';
import { NORA, atWork, quiet } from '../support/suite.mjs';

const MAILS = '/p/northwind/configuration/mails';

/** A mail server that takes everything; `taken` are the messages. */
function mailServer() {
  const taken = [];
  const server = createServer((socket) => {
    let waiting = '';
    let data = null;
    const say = (line) => socket.write(`${line}\r\n`);
    say('220 here');
    socket.setEncoding('utf8').on('error', () => {}).on('data', (text) => {
      waiting += text;
      for (let end = waiting.indexOf('\r\n'); end >= 0; end = waiting.indexOf('\r\n')) {
        const line = waiting.slice(0, end);
        waiting = waiting.slice(end + 2);
        if (data !== null && line !== '.') data += `${line}\r\n`;
        else if (line === '.') {
          taken.push(data);
          data = null;
          say('250 mine now');
        } else if (line === 'DATA') {
          data = '';
          say('354 go on');
        } else if (line.startsWith('EHLO')) say('250 here');
        else say(line === 'QUIT' ? '221 bye' : '250 fine');
      }
    });
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve({ taken, port: server.address().port, stop: () => server.close() });
    });
  });
}

export const tests = {
  async 'a mail server is set, tested, told about and removed'(world) {
    const server = await mailServer();
    const opened = await atWork(world, NORA);
    const { page } = opened;
    await page.goto(MAILS);
    await alive(page);
    await page.getByText('No mail server of your own').waitFor();
    await page.getByLabel(/^Server/).fill('127.0.0.1');
    await page.getByLabel(/^Port/).fill(String(server.port));
    await page.getByLabel('Encryption').selectOption('open');
    await page.getByLabel(/^Sender’s address/).fill('nobody');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('This is not an e-mail address').waitFor();
    await page.getByLabel(/^Sender’s address/).fill('hello@northwind.example');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Not in use yet').waitFor();
    await page.getByRole('button', { name: 'Send me a test' }).click();
    await page.getByText('In use', { exact: true }).waitFor();
    assert.match(server.taken[0], /From: .*Northwind.* <hello@northwind.example>/);
    assert.match(server.taken[0], new RegExp(`To: ${NORA}`));

    server.stop();
    await page.getByRole('button', { name: 'Send me a test' }).click();
    await page.getByText('The server cannot be reached, or hung up.').waitFor();
    await page.getByText('Nothing is lost').waitFor();
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('No mail server of your own').waitFor();
    quiet(opened);
  },

  async 'a text is changed beside its preview, tried and taken back'(world) {
    const opened = await atWork(world, NORA);
    const { page } = opened;
    await page.goto(MAILS);
    await alive(page);
    await page.getByRole('link', { name: 'New password of a client’s user: English' }).click();
    const preview = page.getByRole('complementary', { name: 'Preview' });
    await page.getByLabel(/^Subject/).fill('Hey {name}!');
    await preview.getByText('Hey Ana Petrova!').waitFor();
    await page.getByLabel(/^Text/).fill('Dear {nobody}');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Possible are: {brand}, {name}, {minutes}, {link}.').waitFor();
    await page.getByLabel(/^Text/).fill('Here:\n\n[Go on]({link})\n\n> Small {brand}');
    await preview.locator('.mail-button', { hasText: 'Go on' }).waitFor();
    await preview.locator('.mail-note', { hasText: 'Small Northwind Studio' }).waitFor();

    // Nothing typed is lost by leaving.
    await page.getByRole('link', { name: 'E-mails' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Stay here' }).click();
    await page.getByRole('button', { name: 'Send me a test' }).click();
    const mail = await waitFor(
      () => world.portal.mails().find(({ to, body }) => to.includes(NORA) && body.includes('Go on:')),
      'the test to be written',
    );
    assert.match(mail.body, /http:\/\/northwind\.localhost:\d+\/reset\/example/);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Own text').waitFor();
    await page.reload();
    await alive(page);
    assert.equal(await page.getByLabel(/^Subject/).inputValue(), 'Hey {name}!');
    await page.getByRole('button', { name: 'Back to the usual text' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Back to the usual text' }).click();
    await page.getByText('The usual text is back.').waitFor();
    assert.equal(await page.getByLabel(/^Subject/).inputValue(), 'Choose a new password');
    quiet(opened);
  },
};
