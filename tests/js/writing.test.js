/* Writing: what is kept, what goes when there is no time for all of it, and when it is tried. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { meaningOf } from '../../static/js/write/answer.js';
import { dayOf } from '../../static/js/write/day.js';
import { AFTER, untilKept, waitAfter } from '../../static/js/write/pace.js';
import { isEmpty, isKept, pieceOf, textIn, wordsIn } from '../../static/js/write/words.js';

function form(pairs) {
  const data = new FormData();
  for (const [name, value] of pairs) data.append(name, value);
  return data;
}

/* What the server makes of a piece (skills_app/journal). */
function putTogether(before, [middle, where]) {
  const letters = Array.from(before);
  const [start, end, length] = where.split(' ').map(Number);
  assert.equal(length, letters.length);
  return letters.slice(0, start).join('') + middle + letters.slice(length - end).join('');
}

test('tokens, keys and turns make no page look changed', () => {
  const page = [['text', 'a'], ['tags', 'x'], ['tags', 'y']]; // biome-ignore format: as a table
  const same = [...page, ['turn', '7'], ['csrfmiddlewaretoken', 't'], ['passphrase', 'p']];
  assert.equal(wordsIn(form(page)), wordsIn(form(same)));
  assert.notEqual(wordsIn(form(page)), wordsIn(form(page.slice(0, 2))));
  assert.equal(textIn(wordsIn(form(page))), 'a');
  assert.ok(isKept('feelings'));
  assert.ok(!isKept('turn'));
});

test('a new page with a tag alone is worth keeping, an entry is its words', () => {
  const tagged = form([['text', ' '], ['tags', 'calm']]); // biome-ignore format: as a table
  assert.equal(isEmpty(tagged, false), false);
  assert.equal(isEmpty(tagged, true), true);
  assert.equal(isEmpty(form([['title', 'x']]), true), false);
  assert.equal(isEmpty(form([['text', ' \n ']]), false), true);
});

test('a piece put where it belongs makes the new text of the old one', () => {
  const pairs = [
    ['', 'all new'],
    ['the same', 'the same'],
    ['gone', ''],
    ['begins alike', 'begins otherwise'],
    ['ends alike', 'sends alike'],
    ['a b c', 'a B c'],
    ['aaaa', 'aaa'],
    ['aaa', 'aaaa'],
    ['abab', 'ababab'],
    ['one 🌿 leaf', 'one 🌿🌿 leaf'],
    ['🌿', '🍂']
  ];
  for (const [before, after] of pairs) {
    assert.equal(putTogether(before, pieceOf(before, after)), after, `${before} → ${after}`);
  }
});

test('a piece holds no more than what is new, in letters as the server counts them', () => {
  assert.deepEqual(pieceOf('one 🌿 leaf', 'one 🌿 green leaf'), ['green ', '6 4 10']);
  assert.deepEqual(pieceOf('aaa', 'aaaa'), ['a', '3 0 3']);
});

test('what is typed is kept after a rest, and at the latest after eight seconds', () => {
  assert.equal(untilKept(1000, 1000), AFTER);
  assert.equal(untilKept(1000, 7000), AFTER);
  assert.equal(untilKept(1000, 8500), 500);
  assert.equal(untilKept(1000, 20000), 0);
});

test('waits between tries grow, and then stay', () => {
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5, 99].map(waitAfter),
    [2000, 4000, 8000, 15000, 30000, 30000, 30000]
  );
});

test('only an answer that says what was kept counts as kept', () => {
  const ok = { ok: true, status: 200 };
  assert.equal(meaningOf(ok, { said: 'kept' }, false), 'kept');
  assert.equal(meaningOf(ok, {}, false), 'later', 'any page may answer for a site out of reach');
});

test('an old token is renewed once', () => {
  assert.equal(meaningOf({ status: 403 }, {}, false), 'token');
  assert.equal(meaningOf({ status: 403 }, {}, true), 'later');
});

test('a locked space opens its door; what will never be taken is not sent again', () => {
  assert.equal(meaningOf({ status: 423 }, {}, false), 'door');
  assert.equal(meaningOf({ status: 413 }, {}, false), 'refused');
  assert.equal(meaningOf({ status: 409 }, { said: 'elsewhere' }, false), 'refused');
  assert.equal(meaningOf({ status: 503 }, { said: 'full' }, false), 'later');
});

test('the day is that of where somebody sits', () => {
  assert.equal(dayOf(new Date(2026, 0, 9, 23, 59)), '2026-01-09');
  assert.equal(dayOf(new Date(2026, 10, 27)), '2026-11-27');
});
