/* A page of writing is opened: where it stands, and on which day. */
import { showAll } from '../shared/elements.js';
import { dayOf } from './day.js';
import { desk, field, isKnown, lastKept, newEditor, piece, remember, typed } from './editor.js';
import { carryTurns, later } from './keep.js';
import { AFTER } from './pace.js';
import { wordsIn } from './words.js';

export function localDay() {
  return dayOf(new Date());
}

/* As the server sent it: someone may have typed before this script was there. */
function untouched(form) {
  var asItCame = form.cloneNode(true);
  asItCame.reset();
  return asItCame;
}

function isUnsent(form) {
  return !form.hasAttribute('data-unkept') && !field('entry').value && !field('draft').value;
}

/* A new page comes with the day of the server. Where somebody sits it may be another one. A day
   that was chosen before this script was there stays. */
function startOnLocalDay(form, asItCame) {
  var day = field('on');
  if (!isUnsent(form) || day.value !== day.defaultValue) return;
  day.value = localDay();
  asItCame.elements.namedItem('on').value = day.value;
}

function openNew(form, asItCame) {
  startOnLocalDay(form, asItCame);
  remember(desk.editor, form.hasAttribute('data-unkept') ? '' : wordsIn(new FormData(asItCame)));
}

function open(form) {
  var page = form.elements.page.value;
  desk.editor = newEditor(form, page);
  form.piece = piece.bind(null, desk.editor);
  carryTurns(page);
  field('here').value = localDay();
  showAll('[data-keep-at] [data-site-day]', false);
  if (isKnown(page)) remember(desk.editor, lastKept(page));
  else openNew(form, untouched(form));
  if (desk.editor.kept !== typed()) later(AFTER);
}

export function take(form) {
  if (desk.editor.form === form) return;
  window.clearTimeout(desk.editor.timer);
  window.clearTimeout(desk.editor.waker);
  open(form);
}
