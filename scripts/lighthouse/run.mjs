/* Lighthouse on twelve pages of the site as `make run` serves it, mobile and desktop.

   Prints a table; leaves with 1 where a goal is missed. Each page is looked at ROUNDS times (3), and
   the middle one counts, for the machine's own hiccups are not the site's. On a quiet machine. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { launch } from 'chrome-launcher';
import lighthouse, { desktopConfig } from 'lighthouse';

const ROOT = new URL('../..', import.meta.url).pathname;
const ROUNDS = Number(process.env.ROUNDS || 3);
const PAGES = (process.env.PAGES || '').split(' ').filter(Boolean);
const TWELVE = [
  '/',
  '/now/',
  '/tools/up/',
  '/skills/',
  '/skills/m01/',
  '/tools/t01/',
  '/tools/t03/',
  '/people/',
  '/comfort/',
  '/safety/',
  '/write/let-go/',
  '/keep/'
];
const GOALS = {
  mobile: { performance: 98, accessibility: 100, 'best-practices': 100 },
  desktop: { performance: 100, accessibility: 100, 'best-practices': 100 }
};

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

async function served(port, data) {
  const env = { ...process.env, STEADY_DATA: data, STEADY_PLAIN_HTTP: '1' };
  const python = join(ROOT, '.venv/bin/python');
  const prepared = spawnSync(python, ['manage.py', 'prepare'], { cwd: ROOT, env });
  if (prepared.status !== 0) throw new Error(`The site was not prepared: ${prepared.stderr}`);
  const site = spawn(python, ['manage.py', 'serve', '--port', String(port)], {
    cwd: ROOT,
    env,
    stdio: 'ignore'
  });
  for (let tries = 0; tries < 200; tries += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null);
    if (answer?.ok) return site;
    await wait(100);
  }
  site.kill();
  throw new Error('The site did not answer within twenty seconds.');
}

const LISTED = ['performance', 'accessibility', 'best-practices'];

async function lookedAt(url, form, port) {
  const config = form === 'desktop' ? desktopConfig : undefined;
  const found = await lighthouse(url, { port, onlyCategories: LISTED, logLevel: 'error' }, config);
  return found.lhr;
}

function scores(report) {
  return Object.fromEntries(
    LISTED.map((one) => [one, Math.round(report.categories[one].score * 100)])
  );
}

/* The round whose performance is the middle one. */
function middle(reports) {
  const sorted = [...reports].sort(
    (one, other) => one.categories.performance.score - other.categories.performance.score
  );
  return sorted[Math.floor(sorted.length / 2)];
}

function missed(report) {
  return Object.values(report.audits)
    .filter(
      (audit) =>
        audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode !== 'informative'
    )
    .map((audit) => audit.id);
}

function line(page, form, report) {
  const of = (id) => report.audits[id].displayValue;
  const given = LISTED.map((one) => String(scores(report)[one]).padStart(4)).join('');
  const times = ['first-contentful-paint', 'largest-contentful-paint', 'cumulative-layout-shift'];
  console.log(`${form.padEnd(8)} ${page.padEnd(16)} ${given}   ${times.map(of).join('  ')}`);
}

/* Says what was found of one page. True if every goal is reached. */
function told(page, form, report) {
  line(page, form, report);
  const short = LISTED.filter((one) => scores(report)[one] < GOALS[form][one]);
  if (!short.length) return true;
  console.log(`         under its goal: ${short.join(', ')}; see ${missed(report).join(', ')}`);
  return false;
}

async function inRounds(url, form, port) {
  const reports = [];
  for (let round = 0; round < ROUNDS; round += 1) reports.push(await lookedAt(url, form, port));
  return middle(reports);
}

async function allPages(port, debugging) {
  const met = [];
  console.log(
    '                          perf  acc best   first paint, largest paint, layout shift'
  );
  for (const form of Object.keys(GOALS)) {
    for (const page of PAGES.length ? PAGES : TWELVE) {
      const report = await inRounds(`http://127.0.0.1:${port}${page}`, form, debugging);
      met.push(told(page, form, report));
    }
  }
  return met.every(Boolean);
}

async function main() {
  const data = mkdtempSync(join(tmpdir(), 'steady-'));
  const port = await freePort();
  const site = await served(port, data);
  const chrome = await launch({
    chromePath: process.env.CHROME_PATH,
    chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu']
  });
  try {
    process.exitCode = (await allPages(port, chrome.port)) ? 0 : 1;
  } finally {
    await chrome.kill();
    site.kill();
    rmSync(data, { recursive: true, force: true });
  }
}

await main();
