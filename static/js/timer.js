/* The timer beside a page of writing: it starts when asked, pauses, and shows how far along only
   to who wants it. */
import { all, each, one, wordsFor, write } from './shared/elements.js';
import { onPress } from './shared/events.js';
import { unfoldAround } from './shared/unfold.js';
import { elapsed, finish, newClock, partOf, startOrPause } from './timer/clock.js';

var LOOK_EVERY = 5000; // milliseconds
var clock = newClock('', 0);
var box = document.createElement('section');
var timer;

function say(key) {
  write(one(box, 'timer-said'), wordsFor(box, key));
}

function progress() {
  return box.querySelector('progress');
}

function tick() {
  var part = partOf(clock, Date.now());
  window.clearTimeout(timer);
  progress().value = part * 100;
  if (part >= 1) end();
  else if (clock.on) {
    timer = window.setTimeout(tick, Math.min(LOOK_EVERY, clock.total - elapsed(clock, Date.now())));
  }
}

function end() {
  finish(clock);
  ['timer-start', 'timer-pause', 'timer-show'].forEach(function (name) {
    one(box, name).hidden = true;
  });
  progress().hidden = true;
  one(box, 'timer-over').hidden = false;
  say('over');
}

/* The pause button says what the next press does. */
function namePause() {
  var pause = one(box, 'timer-pause');
  clock.label = clock.label || pause.textContent;
  pause.textContent = clock.on ? clock.label : wordsFor(pause, 'go-on');
  pause.hidden = !clock.begun;
}

function draw() {
  namePause();
  one(box, 'timer-start').hidden = clock.begun;
  if (clock.begun) unfoldAround(box);
  progress().hidden = !clock.shown;
  one(box, 'timer-show').setAttribute('aria-pressed', String(clock.shown));
}

function press() {
  startOrPause(clock, Date.now());
  draw();
  say(clock.on ? 'begun' : 'paused');
  tick();
  one(box, 'timer-pause').focus();
}

function showOrHide() {
  clock.shown = !clock.shown;
  draw();
  tick();
}

/* A page of writing is named by its editor, or by its step. */
function nameOf(form) {
  return form.getAttribute('data-step') || form.elements.namedItem('page').value;
}

function pageNow() {
  return all('form[data-keep-at], form[data-step]').map(nameOf)[0];
}

/* A page drawn again while its time runs goes on with the same time. */
function take(found) {
  var page = pageNow();
  if (found === box) return;
  window.clearTimeout(timer);
  if (!page || page !== clock.page)
    clock = newClock(page, Number(found.getAttribute('data-timer')));
  box = found;
  draw();
  tick();
}

/* Only now does a press do something; the other scripts may have come before this one. */
function open(found) {
  take(found);
  one(found, 'with-timer').hidden = false;
  one(found, 'without-timer').hidden = true;
}

function ready() {
  each('[data-timer]', open);
}

onPress({
  '[data-timer-start]': press,
  '[data-timer-pause]': press,
  '[data-timer-show]': showOrHide
});
document.addEventListener('htmx:load', ready);
ready();
