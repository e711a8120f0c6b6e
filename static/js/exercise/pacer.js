/* The breathing pacer. Nothing starts unasked, and everything pauses. */
import { ignore } from '../shared/attempt.js';
import { all, one, write } from '../shared/elements.js';
import { onSight } from '../shared/sight.js';
import { buzzIn } from './buzz.js';
import { elapsed, measure, pauseOrGoOn } from './clock.js';
import { whenCovered } from './followed.js';
import { isSafe, secondsIn } from './rhythm.js';
import { turnAt } from './rounds.js';
import { light, litWhile } from './screen.js';
import { hush, isLate, toneAt, wake } from './sound.js';
import { areTurnsSaid, switchTurns } from './turns.js';
import { fillWindow, giveBack } from './whole.js';

var SOONEST = 4; // milliseconds between looks at the clock
var AT_REST = { to: 0.35, time: 2 };
var reduced = window.matchMedia('(prefers-reduced-motion: reduce)');
var runs = new WeakMap(); // by its box, from start to stop

function writeIn(box, name, text) {
  write(one(box, name), text);
}

/* Tells the server of a press, as the form would. */
export function tellServer(form, move) {
  var body = new FormData(form);
  body.set('move', move);
  return fetch(form.action, {
    method: 'POST',
    body: body,
    headers: { Accept: 'application/json' }
  }).catch(ignore);
}

/* Every pacer on the page that is running. */
export function runningPacers() {
  return all('[data-pacer]')
    .map(function (box) {
      return runs.get(box);
    })
    .filter(function (run) {
      return run && run.on;
    });
}

function isAnyRunning() {
  return runningPacers().length > 0;
}

/* Another page took the place of the one that had the window. */
export function leaveNoWindowEmpty() {
  if (!all('[data-whole]').length) giveBack();
}

/* --- one turn after the other --- */

/* Without movement the seconds of a turn are counted instead. */
function countsSeconds(box) {
  var isStill = reduced.matches || box.closest('[data-motion="still"]') !== null;
  return isStill && !('uncounted' in box.dataset);
}

function breathe(box, to, time) {
  box.style.setProperty('--breath-time', time + 's');
  box.style.setProperty('--breath', to);
}

function move(box, turn) {
  if (turn.phase.side === undefined) return breathe(box, turn.phase.to, turn.left);
  box.style.setProperty('--breath-time', turn.left + 's');
  box.dataset.at = turn.phase.side;
  return box;
}

/* What a turn is known by without looking, each for those who switched it on: a soft tone, a
   buzz of its own, a word for a screen reader. */
function mark(run, phase) {
  if (areTurnsSaid()) writeIn(run.box, 'said', phase.cue);
  buzzIn(run.box, phase.buzz);
  toneAt(run, phase.tone);
}

/* A turn that was missed is not told; nothing is said, so that the next is heard, be it the same. */
function markUnlessLate(run, turn) {
  if (run.asked || !isLate(turn.since * 1000)) mark(run, turn.phase);
  else if (areTurnsSaid()) writeIn(run.box, 'said', '');
  run.asked = false;
}

function take(run, turn) {
  if (run.turn === turn.number) return;
  run.turn = turn.number;
  writeIn(run.box, 'cue', turn.phase.cue);
  markUnlessLate(run, turn);
  move(run.box, turn);
  if ('counted' in run.box.dataset && !countsSeconds(run.box)) {
    writeIn(run.box, 'count', String((turn.round % 5) + 1));
  }
}

/* Seconds until something is to be done. */
function untilNext(run, turn) {
  if (!countsSeconds(run.box)) return turn.left;
  writeIn(run.box, 'count', String(Math.floor(turn.since) + 1));
  return Math.min(turn.left, 1 - (turn.since % 1));
}

function follow(run, turn) {
  take(run, turn);
  run.timer = setTimeout(tick, Math.max(untilNext(run, turn) * 1000, SOONEST), run);
}

function tick(run) {
  var now = elapsed(run, performance.now());
  clearTimeout(run.timer);
  if (!run.box.isConnected) forget(run);
  else if (run.on && now >= run.total) stop(run, run.box.dataset.cueEnd);
  else if (run.on) follow(run, turnAt(run.phases, now));
}

function quieten(run) {
  hush(run);
  buzzIn(run.box, 0);
}

/* Its page has gone. */
function forget(run) {
  quieten(run);
  light();
}

/* --- starting, pausing, stopping --- */

function show(box, isRunning) {
  if (isRunning) fillWindow(box);
  else giveBack();
  var isActive = box.contains(document.activeElement);
  one(box, 'pacer-start').hidden = isRunning;
  one(box, 'pacer-pause').hidden = !isRunning;
  one(box, 'pacer-stop').hidden = !isRunning;
  if (isActive) one(box, isRunning ? 'pacer-pause' : 'pacer-start').focus();
}

/* The pause button says what the next press does. */
function namePause(run, isOn) {
  var button = one(run.box, 'pacer-pause');
  run.label = run.label || button.textContent;
  button.textContent = isOn ? run.label : button.dataset.goOn;
}

/* The example on the comfort page follows what is typed there, as long as that is safe. */
function followTyped(data, fields) {
  var rhythm = {
    in: secondsIn(fields.breath_in.value),
    out: secondsIn(fields.breath_out.value),
    hold: 'heldOff' in data ? 0 : secondsIn(fields.hold_seconds.value)
  };
  if (isSafe(rhythm, data.safe.split(' ').map(Number))) Object.assign(data, rhythm);
}

export function start(box) {
  var run = { box: box, on: true };
  var form = box.closest('form');
  runs.set(box, run);
  if (box.matches('form [data-safe]')) followTyped(box.dataset, form.elements);
  measure(run, Number(box.dataset.seconds), performance.now());
  show(box, true);
  namePause(run, true);
  wake(run);
  writeIn(box, 'said', box.dataset.sayStart);
  tick(run);
  light();
  if (box.matches('form [data-tell]')) tellServer(form, 'began');
}

function stop(run, cue) {
  clearTimeout(run.timer);
  namePause(run, true);
  run.on = false;
  runs.delete(run.box);
  quieten(run);
  delete run.box.dataset.at;
  breathe(run.box, AT_REST.to, AT_REST.time);
  writeIn(run.box, 'count', '');
  writeIn(run.box, 'cue', cue);
  writeIn(run.box, 'said', run.box.dataset.sayEnd);
  show(run.box, false);
  light();
}

/* Where one is, is told at once, though the turn was before. */
function goOn(run) {
  run.turn = -1;
  run.asked = true;
  writeIn(run.box, 'said', run.box.dataset.sayStart);
  wake(run);
}

function rest(run) {
  quieten(run);
  writeIn(run.box, 'said', run.box.dataset.sayPause);
  writeIn(run.box, 'cue', run.box.dataset.cuePaused);
}

function pause(run) {
  pauseOrGoOn(run, performance.now());
  run.box.getAnimations({ subtree: true }).forEach(function (moving) {
    moving[run.on ? 'play' : 'pause']();
  });
  namePause(run, run.on);
  if (run.on) goOn(run);
  else rest(run);
  tick(run);
  light();
}

/* Does it with the run of a box, if there is one. */
function withRun(box, act) {
  if (runs.has(box)) act(runs.get(box), '');
}

/* What a button within a pacer does to the one that is going on. */
function toRun(act) {
  return function (button) {
    withRun(button.closest('[data-pacer]'), act);
  };
}

export var pressPause = toRun(pause);
export var pressStop = toRun(stop);

/* Its rhythm was changed: it goes on with the new one, for the time that is left. */
export function keepPace(box) {
  withRun(box, function (run) {
    var now = performance.now();
    measure(run, run.total - elapsed(run, now), now);
    tick(run);
  });
}

export function sayTurns(box) {
  switchTurns();
  withRun(box, function (run) {
    if (run.on) writeIn(box, 'said', areTurnsSaid() ? one(box, 'cue').textContent : '');
  });
}

/* Seen again: the shape takes up where the breath is by now. */
function takeUp(run) {
  wake(run);
  run.turn = -1;
  tick(run);
}

litWhile(isAnyRunning);
whenCovered(function () {
  runningPacers().forEach(pause);
});
onSight({
  visible: function () {
    runningPacers().forEach(takeUp);
  }
});
