// Starts the real program on a database of its own, and reads the mail it writes.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const program = process.env.MARQUE_BIN ?? 'marque';

/** A port that was free a moment ago. */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** A running portal with the demo data and these variables, at `url`; `stop()` ends it and removes what it wrote. */
export async function startPortal(more = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'end2end-'));
  const port = await freePort();
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    MARQUE_ADDR: `127.0.0.1:${port}`,
    MARQUE_DATA_DIR: folder,
    ...more,
  };
  const seeded = spawnSync(program, ['seed', '--demo'], { env, encoding: 'utf8' });
  if (seeded.status !== 0) throw new Error(`seed failed: ${seeded.stderr}${seeded.stdout}`);
  const log = [];
  const child = spawn(program, ['serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => log.push(text));
  }
  const url = `http://localhost:${port}`;
  await waitFor(async () => (await fetch(`${url}/readyz`)).ok, `the portal to start\n${log.join('')}`);
  return {
    url,
    port,
    signIns: seeded.stdout,
    log: () => log.join(''),
    /** Runs another command of the program on the same database. */
    run: (...command) => spawnSync(program, command, { env, encoding: 'utf8' }),
    mails: () => mailsIn(join(folder, 'mail')),
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await Promise.race([ended, sleep(5000)]);
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The texts of all mails written so far, soft line breaks undone. */
function mailsIn(folder) {
  let names = [];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.eml')).sort();
  } catch {
    return [];
  }
  return names.map((name) => {
    const raw = readFileSync(join(folder, name), 'utf8');
    const [top] = raw.split(/\r?\n\r?\n/);
    return { to: /^To:\s*(.*)$/im.exec(top)?.[1] ?? '', body: plain(raw), raw };
  });
}

/** The plain text of a message or a part of one: of several parts it comes first. */
function plain(part) {
  const [head, ...rest] = part.trimStart().split(/\r?\n\r?\n/);
  const body = rest.join('\n\n');
  const boundary = /boundary="([^"]+)"/i.exec(head)?.[1];
  if (boundary) return plain(body.split(`--${boundary}`)[1]);
  if (/quoted-printable/i.test(head)) {
    return body
      .replace(/=\r?\n/g, '')
      .replace(/(=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replace(/=/g, ''), 'hex').toString('utf8'));
  }
  return /base64/i.test(head) ? Buffer.from(body, 'base64').toString('utf8') : body;
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks until `ready` says yes, for at most fifteen seconds. */
export async function waitFor(ready, what) {
  for (let tries = 0; tries < 150; tries += 1) {
    try {
      const answer = await ready();
      if (answer) return answer;
    } catch {
      // Not yet.
    }
    await sleep(100);
  }
  throw new Error(`waited in vain for ${what}`);
}
