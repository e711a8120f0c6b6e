/* Going on to another page with words that are not kept yet, or leaving the site with them. */
import { all, one } from '../shared/elements.js';
import { desk, isBlank, isCurrent, isUnkept, piece, say, typed, whileOpen } from './editor.js';
import { keep, parcel } from './keep.js';

var HELD = 4000; // milliseconds; no longer does the next page wait for these words to be kept

function isSaid(address, words) {
  return window.navigator.sendBeacon(address, words);
}

function isPieceSaid(address, words, changed) {
  words.set('text', changed[0]);
  words.set('between', changed[1]);
  return isSaid(address, words);
}

function isSaidAtAll(address, words, changed) {
  return isSaid(address, words) || (changed.length && isPieceSaid(address, words, changed));
}

/* Not twice the same. */
function hasNews() {
  var now = typed();
  return !desk.editor.guest && [desk.editor.kept, desk.editor.gone].indexOf(now) < 0 && !isBlank();
}

/* A page that is leaving by the exit is empty by now; its words went with the exit's beacon. */
export var farewell = whileOpen(function () {
  if (hasNews()) sayAll(desk.editor);
});

function sayAll(ours) {
  var address = ours.form.getAttribute('data-keep-at');
  var words = parcel();
  var changed = piece(ours);
  ours.gone = typed();
  if (!isSaidAtAll(address, words, changed)) keep('leaving');
}

/* While the page itself is being sent, nothing waits for that. */
export function keepOnTheWay() {
  return keep(desk.editor.submitting ? 'leaving' : 'soon');
}

/* "I need a moment" never waits, not even for words that can not be kept: help comes first. They
   are sent along as it goes. */
function isForHelp(detail) {
  return all('.exit-bar__moment').some(function (moment) {
    return moment.getAttribute('href') === detail.path;
  });
}

/* Told already? Then the second press goes on. */
function waits(detail) {
  var leavesPage = detail.target.id === 'page' && detail.elt !== desk.editor.form;
  return leavesPage && !isForHelp(detail) && desk.editor.held !== 'told' && isUnkept();
}

export var holdBack = whileOpen(function (event, ours) {
  if (!waits(event.detail)) return;
  event.preventDefault();
  hold(ours, event.detail.issueRequest);
});

/* Their words first, if they can be kept. */
function hold(ours, goOn) {
  ours.goOn = goOn; // should several be pressed meanwhile, the last one counts
  if (ours.held) return;
  ours.held = 'waiting';
  Promise.race([
    keepOnTheWay(),
    new Promise(function (over) {
      window.setTimeout(over, HELD, 'slow');
    })
  ]).then(function (slow) {
    if (isCurrent(ours) && ours.goOn) release(ours, slow);
  });
}

function release(ours, slow) {
  ours.stuck = isUnkept() ? ours.stuck || slow : '';
  ours.held = '';
  if (ours.stuck) tell(ours);
  else ours.goOn(true);
}

function tell(ours) {
  ours.held = 'told';
  say(ours.stuck);
  one(document, 'kept-status').scrollIntoView({ block: 'nearest' });
}
