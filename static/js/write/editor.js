/* The page of writing that is open, and what was last kept of each, by its name; in memory only. */
import { one, wordsFor, write } from '../shared/elements.js';
import { when } from '../shared/when.js';
import { isEmpty, pieceOf, textIn, wordsIn } from './words.js';

var SHORT = 20; // letters that fit beside Keep
var known = {};

/* `form`, `page` (its name), `guest` (nothing is sent by itself), `kept` (words), `tries` and `since` (of what is not kept), `sending`
   and `heard` (how many, and which turn), `stuck` (why it can not be kept), `held` (a press that
   waits for it). Before one is opened, a form that is on no page. */
export var desk = { editor: newEditor(document.createElement('form'), '') };

export function newEditor(form, page) {
  var guest = form.hasAttribute('data-guest');
  return {
    form: form,
    page: page,
    guest: guest,
    stuck: guest ? 'door' : '',
    tries: 0,
    since: 0,
    sending: 0,
    heard: 0,
    again: ''
  };
}

export function isOpen() {
  return desk.editor.form.isConnected;
}

/* Whether this is still the page of writing that is open. */
export function isCurrent(ours) {
  return ours === desk.editor && isOpen();
}

/* Still open, and not on its way to the server as a whole. */
export function isWaitedFor(ours) {
  return isCurrent(ours) && !ours.submitting;
}

/* Listens, while a page of writing is open. */
export function whileOpen(act) {
  return when(isOpen, function (event) {
    return act(event, desk.editor);
  });
}

export function field(name) {
  return desk.editor.form.elements.namedItem(name);
}

export function typed() {
  return wordsIn(new FormData(desk.editor.form));
}

export function isBlank() {
  return isEmpty(new FormData(desk.editor.form), field('entry').value);
}

export function isUnkept() {
  return typed() !== desk.editor.kept && (Boolean(field('draft').value) || !isBlank());
}

export function isKnown(page) {
  return page in known;
}

export function lastKept(page) {
  return known[page];
}

export function remember(ours, words) {
  ours.kept = words;
  known[ours.page] = words;
}

/* Of a page too long for a farewell: what was typed since it was last kept, and where that
   belongs. The exit asks for it, too. */
export function piece(ours) {
  return ours.kept ? pieceOf(textIn(ours.kept), ours.form.elements.text.value) : [];
}

export function say(key) {
  var editor = desk.editor;
  var place = one(document, 'kept-status');
  var isToldToLeave = editor.held === 'told' && editor.stuck;
  var words = wordsFor(place, key) + (isToldToLeave ? ' ' + wordsFor(place, 'leave') : '');
  write(place, words);
  place.toggleAttribute('data-long', words.length > SHORT);
}

/* Nothing waits to be kept, or nothing more can be done for it. */
export function calm(ours) {
  ours.tries = 0;
  ours.since = 0;
}

/* What stands in its way is told, and kept in mind. */
export function stick(ours, why) {
  ours.stuck = why;
  say(why);
}
