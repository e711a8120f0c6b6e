/* Guides that go on by themselves, from line to line, once somebody asked for it. */
import { all, each, one, write } from '../shared/elements.js';
import { buzzIn } from './buzz.js';
import { whenCovered } from './followed.js';
import { BUZZ } from './rounds.js';
import { isUnseen, light, litWhile } from './screen.js';

var A_MOMENT = 150; // milliseconds: a status is heard when it changes
var going = null; // the guide that goes on by itself, named by its step
var wentOn = false; // whether the page that comes was asked for by such a guide
var waiting;
var saying; // the line of a guide that is about to be said

var TIMED = '[data-guide][data-every]';

function nameOf(guide) {
  return guide.closest('form').dataset.step;
}

/* Which part of its form has the focus, as a selector; nothing if none has. */
function focusedIn(form) {
  var had = document.activeElement;
  if (!form.contains(had)) return '';
  if (had.matches('[data-guide-start]')) return '[data-guide-start]';
  return had.name ? '[name="' + had.name + '"][value="' + had.value + '"]' : '';
}

/* Who pressed nothing finds the focus where it was, on the new page: so is the form marked. */
function pressNext(guide) {
  var form = guide.closest('form');
  wentOn = true;
  form.setAttribute('data-by-itself', focusedIn(form));
  form.querySelector('[name="move"][value="next"]').click();
}

/* Somebody pressed a button themselves. */
export function pressedByHand(form) {
  wentOn = false;
  form.removeAttribute('data-by-itself');
}

/* The new line is said a moment after it came. A pause in that moment keeps it unsaid. */
export function sayLine() {
  if (wentOn) each('[data-guide]', sayLineOf);
}

function sayLineOf(guide) {
  wentOn = false;
  buzzIn(guide, BUZZ.sip);
  saying = window.setTimeout(function () {
    write(one(guide, 'said'), guide.querySelector('.prompt').textContent.trim());
  }, A_MOMENT);
}

function after(seconds, act) {
  waiting = setTimeout(act, seconds * 1000);
}

function pauseThenNext(guide) {
  guide.classList.add('is-resting');
  after(guide.dataset.rest, function () {
    if (guide.isConnected && going) pressNext(guide);
  });
}

function runGuide(guide) {
  var isRunning = going === nameOf(guide);
  clearTimeout(waiting);
  one(guide, 'when-still').hidden = isRunning;
  one(guide, 'when-running').hidden = !isRunning;
  guide.classList.remove('is-resting');
  light();
  if (isRunning && !isUnseen()) after(guide.dataset.every, pauseThenNext.bind(null, guide));
}

/* A line gets its whole time; nothing goes by that nobody sees. */
function goOnIfThere() {
  each(TIMED, runGuide);
}

export function startOrPause(button) {
  var guide = button.closest('[data-guide]');
  going = going ? null : nameOf(guide);
  clearTimeout(saying);
  write(one(guide, 'said'), button.dataset[going ? 'started' : 'paused']);
  runGuide(guide);
}

export function endGuide() {
  going = null;
}

export function endAndDarken() {
  going = null;
  clearTimeout(waiting);
  light();
}

/* A page has come: the guide goes on if it is still the same. */
export function followGuide() {
  if (all(TIMED).map(nameOf)[0] !== going) going = null;
  clearTimeout(waiting);
  goOnIfThere();
}

litWhile(function () {
  return going;
});
whenCovered(function () {
  going = null;
  clearTimeout(saying);
  goOnIfThere();
});
document.addEventListener('visibilitychange', function () {
  goOnIfThere();
  light();
});
