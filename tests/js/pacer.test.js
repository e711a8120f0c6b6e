/* The pacer's sums: what a round is made of, where one is after a time, and what pauses do. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { elapsed, measure, pauseOrGoOn } from '../../static/js/exercise/clock.js';
import { isSafe, secondsIn } from '../../static/js/exercise/rhythm.js';
import { fullRounds, lengthOf, phasesOf, turnAt } from '../../static/js/exercise/rounds.js';

const BREATH = { in: '4', hold: '0', out: '6', cueIn: 'In', cueHold: 'Stay', cueOut: 'Out' };
const SAFE = [2, 6, 3, 9, 0, 2, 6, 14]; // in, out, resting, the whole

function cues(data) {
  return phasesOf(data).map((phase) => phase.cue);
}

test('a phase of no length is none', () => {
  assert.deepEqual(cues(BREATH), ['In', 'Out']);
  assert.deepEqual(cues({ ...BREATH, hold: '1.5' }), ['In', 'Stay', 'Out']);
});

test('a sip opens the shape for the last fifth', () => {
  const [first, sip] = phasesOf({ ...BREATH, sip: '1', cueSip: 'A little more' });
  assert.equal(first.to, 0.8);
  assert.deepEqual([sip.cue, sip.time, sip.to], ['A little more', 1, 1]);
  assert.equal(phasesOf(BREATH)[0].to, 1);
});

test('a square has four equal sides, each with a buzz more', () => {
  const sides = phasesOf({ side: '4', cueSide0: 'Along', cueSide3: 'Up' });
  assert.deepEqual(
    sides.map((side) => [side.side, side.time, side.buzz.length]),
    [
      [0, 4, 1],
      [1, 4, 3],
      [2, 4, 5],
      [3, 4, 7]
    ]
  );
  assert.equal(sides[3].cue, 'Up');
});

test('a sitting is made of full breaths, and of one at least', () => {
  assert.equal(lengthOf(phasesOf(BREATH)), 10);
  assert.equal(fullRounds(64, 10), 60);
  assert.equal(fullRounds(66, 10), 70);
  assert.equal(fullRounds(2, 10), 10);
});

test('where one is follows from the time alone', () => {
  const phases = phasesOf(BREATH);
  const told = (time) => {
    const turn = turnAt(phases, time);
    return [turn.phase.cue, turn.number, turn.round, turn.since, turn.left];
  };
  assert.deepEqual(told(0), ['In', 0, 0, 0, 4]);
  assert.deepEqual(told(3), ['In', 0, 0, 3, 1]);
  assert.deepEqual(told(4), ['Out', 1, 0, 0, 6]);
  assert.deepEqual(told(27), ['Out', 9, 2, 3, 3]);
  assert.deepEqual(told(30), ['In', 12, 3, 0, 4]);
});

test('no two turns have one number, and what was gone through adds up', () => {
  const phases = phasesOf({ ...BREATH, in: '3.3', hold: '0.7', out: '5.1' });
  const length = lengthOf(phases);
  for (let time = 0; time < 60; time += 0.37) {
    const turn = turnAt(phases, time);
    assert.ok(Math.abs(turn.since + turn.left - turn.phase.time) < 1e-9, String(time));
    assert.ok(turn.since >= -1e-9 && turn.left > 0, String(time));
    assert.equal(turn.round, Math.floor(time / length));
  }
});

test('a pause stands still, and what was breathed before it counts', () => {
  const run = { box: { dataset: BREATH }, on: true };
  measure(run, 60, 1000);
  assert.equal(elapsed(run, 6000), 5);
  pauseOrGoOn(run, 6000);
  assert.equal(elapsed(run, 99000), 5);
  pauseOrGoOn(run, 99000);
  assert.equal(elapsed(run, 100000), 6);
  assert.equal(run.total, 60);
});

test('another rhythm begins anew, for the time that is left', () => {
  const run = { box: { dataset: { ...BREATH } }, on: true };
  measure(run, 60, 0);
  Object.assign(run.box.dataset, { in: '5', out: '7' });
  measure(run, run.total - elapsed(run, 20000), 20000);
  assert.equal(run.total, 36);
  assert.equal(elapsed(run, 20000), 0);
  assert.equal(run.turn, -1);
});

test('a typed rhythm is followed while it is safe', () => {
  assert.equal(secondsIn('4,5'), 4.5);
  assert.equal(isSafe({ in: 4, out: 6, hold: 1 }, SAFE), true);
  assert.equal(isSafe({ in: 5, out: 4, hold: 0 }, SAFE), false, 'out is never shorter than in');
  assert.equal(isSafe({ in: 4, out: 6, hold: 3 }, SAFE), false, 'resting too long');
  assert.equal(isSafe({ in: 6, out: 8, hold: 1 }, SAFE), false, 'too long as a whole');
  assert.equal(isSafe({ in: Number.NaN, out: 6, hold: 0 }, SAFE), false, 'no number');
});
