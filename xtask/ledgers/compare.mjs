// Compares what is found of random statements: natively, by `marque verify`, and as WebAssembly.
//   node compare.mjs FOLDER WASM MARQUE
// The last line is `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, wasm, marque] = process.argv.slice(2);
const { instance } = await WebAssembly.instantiate(readFileSync(wasm));
const { take, verify, give } = instance.exports;

/** What the WebAssembly finds. */
function inWasm(bytes) {
  for (const byte of bytes) take(byte);
  const told = new Uint8Array(verify());
  for (let at = 0; at < told.length; at += 1) told[at] = give(at);
  return new TextDecoder().decode(told);
}

/** What is wrong with the lines of the command, held against what was found natively. */
function wrongAtTerminal(file, verdicts) {
  const { stdout, stderr, status } = spawnSync(marque, ['verify', file], { encoding: 'utf8' });
  const lines = stdout.trimEnd().split('\n');
  // The last one is about the signature, which never holds here.
  if (!lines.pop().startsWith('BROKEN')) return `the signature: ${stderr}`;
  if (status === 0) return 'it says that all holds';
  if (lines.length !== verdicts.length) return `${lines.length} lines, not ${verdicts.length}: ${stderr}`;
  const at = lines.findIndex((line, place) => !says(line, verdicts[place]));
  return at < 0 ? null : `${lines[at]}\n  is not\n${verdicts[at]}`;
}

/** Whether a line at the terminal says the same as a verdict. */
function says(line, verdict) {
  const [, mark, kind, about, flaw] = /^(\w+) (\w+)(?:\((\w+)\))?(?: (.*))?$/.exec(verdict);
  const begins = { Whole: 'statement of', Event: `${about} `, Closing: `what is owed at the end in ${about}` }[kind];
  const told = line.slice(9);
  const ends = flaw ? told.endsWith(`: ${flaw}`) : !/: [A-Z]\w+( \{.*\})?$/.test(told);
  return line.slice(0, 9).trim() === mark && told.startsWith(begins) && ends;
}

let passed = 0;
let failed = 0;
const seen = new Map();
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
for (const name of files) {
  const file = join(folder, name);
  const natively = readFileSync(file.replace('.json', '.txt'), 'utf8');
  const verdicts = natively.split('\n');
  const wrong = inWasm(readFileSync(file)) === natively ? wrongAtTerminal(file, verdicts) : 'WebAssembly finds something else';
  if (wrong) {
    failed += 1;
    console.log(`FAILED  ${name}: ${wrong}`);
  } else {
    passed += 1;
  }
  for (const verdict of verdicts) {
    const flaw = /^BROKEN \S+ (\w+)/.exec(verdict)?.[1] ?? 'holds';
    seen.set(flaw, (seen.get(flaw) ?? 0) + 1);
  }
}
// A comparison that never met a kind of flaw says nothing of it.
const flaws = [
  'UnknownFormat', 'OutOfOrder', 'AnotherMonth', 'WrongTable', 'WrongCount', 'CountedTwice', 'WrongLevel',
  'FellTooSoon', 'WrongRate', 'WrongAmount', 'WrongOriginal', 'Uncountable', 'holds',
];
for (const flaw of flaws.filter((flaw) => !seen.has(flaw))) {
  failed += 1;
  console.log(`FAILED  nowhere was found: ${flaw}`);
}
console.log([...seen].map(([flaw, times]) => `${flaw} ${times}`).join(', '));
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
