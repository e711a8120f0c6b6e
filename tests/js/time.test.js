/* Time beside the page: the timer of a page of writing, and the word before a space locks. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { LOOK_AGAIN, noticeOf, planOf } from '../../static/js/lock/notice.js';
import { elapsed, finish, newClock, partOf, startOrPause } from '../../static/js/timer/clock.js';

test('a timer stands still until it is started, and while it is paused', () => {
  const clock = newClock('step', 10);
  assert.equal(elapsed(clock, 99999), 0);
  startOrPause(clock, 100000);
  assert.equal(elapsed(clock, 160000), 60000);
  startOrPause(clock, 160000);
  assert.equal(elapsed(clock, 900000), 60000);
  startOrPause(clock, 900000);
  assert.equal(elapsed(clock, 960000), 120000);
  assert.equal(partOf(clock, 960000), 0.2);
});

test('it is over once, and stays so', () => {
  const clock = newClock('step', 1);
  startOrPause(clock, 0);
  assert.equal(partOf(clock, 70000), 1);
  finish(clock);
  assert.equal(clock.on, false);
  assert.equal(partOf(clock, 0), 1);
});

test('the word stands there a minute before, or sooner where that is long', () => {
  assert.equal(noticeOf(1), 25);
  assert.equal(noticeOf(2), 50);
  assert.equal(noticeOf(30), 60);
});

test('with time to spare nothing is said, until the word is due', () => {
  assert.deepEqual(planOf({ left: 300, more: true }, 30), { say: '', again: 240 });
});

test('the word comes, and is looked after: another tab may have been used', () => {
  assert.deepEqual(planOf({ left: 60, more: true }, 30), { say: 'soon', again: LOOK_AGAIN });
  assert.deepEqual(planOf({ left: 4, more: true }, 30), { say: 'soon', again: 4 });
});

test('nothing new is said where a press would not keep it open', () => {
  assert.deepEqual(planOf({ left: 40, more: false }, 30), { again: LOOK_AGAIN });
});

test('a locked space is told of no more', () => {
  assert.deepEqual(planOf({ left: 0, more: false }, 30), { say: '' });
});
