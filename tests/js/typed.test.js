/* Words on a step: what is remembered, and where it is put back. */
import assert from 'node:assert/strict';
import test from 'node:test';
import {
  belongs,
  forget,
  isFilled,
  noteFor,
  noteOf,
  together
} from '../../static/js/typed/memory.js';

const text = (name, value) => ({ type: 'text', name, value, checked: false });
const box = (name, value, checked) => ({ type: 'checkbox', name, value, checked });

test('what stands on another page of a ladder stays remembered', () => {
  const earlier = {
    fields: [noteOf(text('rung_1', 'a')), noteOf(text('aim_text', 'out'))],
    aim: 'out'
  };
  const now = { fields: [noteOf(text('rung_1', 'b'))], aim: '', version: '3' };
  const kept = together(earlier, now, (name) => name === 'rung_1');
  assert.deepEqual(
    kept.fields.map((note) => note.value),
    ['b', 'out']
  );
  assert.equal(kept.aim, 'out');
  assert.equal(kept.version, '3');
});

test('a first page needs nothing before it', () => {
  const kept = together(undefined, { fields: [], aim: '', version: '' }, () => true);
  assert.deepEqual(kept.fields, []);
});

test('letting go of a skill lets go of all its steps, and of no other', () => {
  const memory = { 'm01/1': 1, 'm01/2/own': 1, 'm011/1': 1 };
  forget(memory, 'm01');
  assert.deepEqual(Object.keys(memory), ['m011/1']);
});

test('each box of a group is known by its value, a text by its name', () => {
  const kept = { fields: [noteOf(box('when', 'am', false)), noteOf(box('when', 'pm', true))] };
  assert.equal(noteFor(box('when', 'pm', false), kept).checked, true);
  assert.equal(noteFor(box('when', 'night', false), kept), undefined);
  const words = { fields: [noteOf(text('text', 'before'))] };
  assert.equal(noteFor(text('text', 'now'), words).value, 'before');
});

test('rungs go back to their own ladder alone', () => {
  assert.equal(belongs(text('rung_1'), { aim: 'out' }, 'out'), true);
  assert.equal(belongs(text('rung_1'), { aim: 'out' }, 'in'), false);
  assert.equal(belongs(text('hard_2'), { aim: undefined }, ''), false);
  assert.equal(belongs(text('note'), { aim: 'out' }, 'in'), true);
});

test('a fold opens for a ticked box or a text, not for an empty one', () => {
  assert.equal(isFilled(text('text', 'x')), true);
  assert.equal(isFilled(text('text', '')), false);
  assert.equal(isFilled(box('a', '1', true)), true);
  assert.equal(isFilled(box('a', '1', false)), false);
});
