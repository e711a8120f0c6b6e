/* Which answers take the page's place, so that nothing typed is swept away by a failure. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { isWholePage, mayBeShown, whyNotSent } from '../../static/js/page/verdict.js';

const PAGE = { status: 200, kind: 'text/html; charset=utf-8', text: '<h1>', isSent: false };

function shown(changes) {
  return mayBeShown({ ...PAGE, isTouched: false, ...changes });
}

test('pages are shown, and nothing else is', () => {
  assert.equal(shown({}), true);
  assert.equal(shown({ kind: 'application/json' }), false);
  assert.equal(shown({ kind: '' }), false);
});

test('a page that was asked for may say that it is not there', () => {
  assert.equal(shown({ status: 404 }), true);
  assert.equal(shown({ status: 500 }), true);
});

test('a failed sending leaves the form where it is', () => {
  for (const status of [400, 413, 429, 500, 502, 503]) {
    assert.equal(shown({ status, isSent: true }), false, String(status));
  }
});

test('unless the answer carries the form again', () => {
  for (const status of [403, 409, 422]) {
    assert.equal(shown({ status, isSent: true }), true, String(status));
  }
  assert.equal(shown({ status: 503, isSent: true, text: '<form data-draft="entry">' }), true);
  assert.equal(shown({ status: 429, isSent: true, text: '<form data-again="wait">' }), true);
});

test('what is gone is told unless there are words that would go with it', () => {
  assert.equal(shown({ status: 404, isSent: true }), true);
  assert.equal(shown({ status: 404, isSent: true, isTouched: true }), false);
});

test('each failure has its words', () => {
  assert.equal(whyNotSent(413), 'too-much');
  assert.equal(whyNotSent(429), 'too-often');
  assert.equal(whyNotSent(500), 'not-sent');
});

test('a whole page is known by its main part', () => {
  assert.equal(isWholePage('<main class="x" id="page" tabindex="-1">'), true);
  assert.equal(isWholePage('<p>id="page"</p>'), false);
});
