/* Leaving: which keys are Shift alone, what counts as typed, and how much of it is sent. */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { LENGTHS, parcel } from '../../static/js/exit/parcel.js';
import { forgetTaps, keyDown, keyUp, SHIFTS, taps } from '../../static/js/exit/taps.js';
import { isTyped, wordsIn } from '../../static/js/exit/words.js';

const SHIFT = { key: 'Shift' };
const counts = () => true;

function field(type, name, value, checked = false) {
  return { type, name, value, checked };
}

function press(down = SHIFT, mayCount = counts) {
  keyDown(down, mayCount);
  return keyUp(SHIFT);
}

function sent(drafts, longest) {
  return Object.fromEntries(parcel(drafts, longest));
}

beforeEach(forgetTaps);

test('three presses of Shift alone are counted, each when it is let go', () => {
  assert.deepEqual([press(), press(), press()], [true, true, true]);
  assert.equal(taps.count, SHIFTS);
  assert.equal(SHIFTS, 3);
});

test('Shift with another key down is no press', () => {
  for (const key of ['ctrlKey', 'altKey', 'metaKey']) {
    assert.equal(press({ ...SHIFT, [key]: true }), false, key);
  }
  assert.equal(taps.count, 0);
});

test('holding it down is one press', () => {
  keyDown(SHIFT, counts);
  keyDown({ ...SHIFT, repeat: true }, counts);
  keyDown({ ...SHIFT, repeat: true }, counts);
  assert.equal(keyUp(SHIFT), true);
  assert.equal(taps.count, 1);
});

test('a capital in between begins anew', () => {
  press();
  keyDown(SHIFT, counts);
  forgetTaps(); // the letter's own keydown
  assert.equal(keyUp({ key: 'A' }), false);
  assert.equal(keyUp(SHIFT), false);
  assert.equal(taps.count, 0);
});

test('where Shift is used for typing, or was turned off, nothing counts', () => {
  assert.equal(
    press(SHIFT, () => false),
    false
  );
  assert.equal(taps.count, 0);
});

test('another key that is let go says nothing', () => {
  keyDown(SHIFT, counts);
  assert.equal(keyUp({ key: 'Control' }), false);
  assert.equal(keyUp(SHIFT), true);
});

test('texts, choices and ticked boxes are typed', () => {
  assert.ok(isTyped(field('textarea', 'text', '')));
  assert.ok(isTyped(field('text', 'title', 'x')));
  assert.ok(isTyped(field('hidden', 'page', '1')));
  assert.ok(isTyped(field('select-one', 'kind', 'a')));
  assert.ok(isTyped(field('checkbox', 'tags', 'a', true)));
  assert.ok(isTyped(field('radio', 'number', '1', true)));
});

test('keys, buttons, files and boxes left empty are not', () => {
  for (const name of ['csrfmiddlewaretoken', 'login', 'passphrase', 'new_passphrase', 'offered']) {
    assert.equal(isTyped(field('text', name, 'secret')), false, name);
  }
  for (const type of ['password', 'file', 'submit', 'button', 'reset', 'image']) {
    assert.equal(isTyped(field(type, 'other', 'x')), false, type);
  }
  assert.equal(isTyped(field('checkbox', 'tags', 'a')), false);
  assert.equal(isTyped(field('radio', 'number', '1')), false);
  assert.equal(isTyped(field('text', '', 'x')), false, 'without a name it would not be sent');
});

test('a form is its name and its pairs; only a long text brings its piece', () => {
  const form = {
    getAttribute: () => 'entry',
    elements: [field('text', 'title', 'A day'), field('textarea', 'text', 'x'.repeat(1000))],
    piece: () => ['x', '999 0 999']
  };
  assert.deepEqual(wordsIn(form), [
    ['form', 'entry'],
    ['title', 'A day'],
    ['text', 'x'.repeat(1000), 'x', '999 0 999']
  ]);
  form.elements[1].value = 'short';
  assert.deepEqual(wordsIn(form)[2], ['text', 'short']);
});

test('several drafts go in one message, each under its own name', () => {
  const first = [['form', 'entry'], ['text', 'one']]; // biome-ignore format: as a table
  const second = [['form', 'plan'], ['text', 'two']]; // biome-ignore format: as a table
  assert.deepEqual(sent([first, second], 100), {
    'draft-form': 'entry',
    'draft-text': 'one',
    'draft1-form': 'plan',
    'draft1-text': 'two'
  });
});

test('too long a text goes as its piece, and where that belongs', () => {
  const drafts = [[['text', 'abcdefghij', 'j', '9 0 9']]];
  assert.deepEqual(sent(drafts, 10), { 'draft-text': 'abcdefghij' });
  assert.deepEqual(sent(drafts, 9), { 'draft-text': 'j', 'draft-between': '9 0 9' });
});

test('without a piece, or with one as long, it is cut and says so', () => {
  assert.deepEqual(sent([[['text', 'abcdefghij']]], 4), { 'draft-text': 'abcd', 'draft-cut': '1' });
  assert.deepEqual(sent([[['text', 'abcdefghij', 'fghij', '5 0 5']]], 4), {
    'draft-text': 'fghi',
    'draft-between': '5 0 5',
    'draft-cut': '1'
  });
});

test('a browser that takes nothing is asked with less and less, but not for ever', () => {
  assert.deepEqual(LENGTHS.slice(0, 4), [1e6, 6e4, 3e4, 15e3]);
  assert.ok(LENGTHS.every((length, n) => n === 0 || length < LENGTHS[n - 1]));
  assert.ok(LENGTHS[LENGTHS.length - 1] < 9);
});
