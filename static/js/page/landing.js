/* Where a reader starts on a page that has come: at what it points out (an error, a card), else at
   what is new under a heading that stayed (another way, the next lines, an answer), else at its
   heading. htmx settles at once (see its settings), so that this never takes the focus from a field
   that somebody has begun to type in. */

import { all, each, textOf } from '../shared/elements.js';
import { focus } from '../shared/focus.js';
import { where } from './request.js';
import { toTheTop } from './top.js';

var before = { heading: null, step: null }; // of the page before

function heading() {
  return all('#page h1').map(textOf).join();
}

function stepOf(form) {
  return form.getAttribute('data-step').split('/').slice(0, 2).join('/');
}

function step() {
  return all('#page [data-step]').map(stepOf)[0];
}

export function noteThePage() {
  before = { heading: heading(), step: step() };
}

function landsAfter(sent) {
  var move = sent.parameters && sent.parameters.move;
  return '[data-lands-after~="' + window.CSS.escape(move || '') + '"]';
}

/* Under a heading that stayed, what the press has changed is named: else it would sound as if
   nothing had happened. Another step is told by its number; whatever else, by what the page
   gives for this move, or by what is new on it. */
function whatIsNew(sent) {
  if (!before.heading || before.heading !== heading()) return [];
  var isSameStep = before.step === step();
  return [landsAfter(sent)].concat(isSameStep ? [] : '.step__where', '[data-lands]');
}

function firstOf(page, places) {
  var found = places.map(function (what) {
    return page.querySelector(what);
  });
  return found.concat(page).filter(Boolean)[0];
}

/* A page that came by itself (a guide that goes on) leaves the focus where it was. */
function staysPut(page, form) {
  var same = form.getAttribute('data-by-itself');
  var again = same && page.querySelector(same);
  focus(again);
  return Boolean(again) || (same === '' && document.activeElement !== document.body);
}

/* What is longer than the window is read from its first line. */
function bringIntoView(pointed) {
  var isLong = pointed.offsetHeight > window.innerHeight / 2;
  pointed.scrollIntoView({ block: isLong ? 'start' : 'center' });
}

/* What was said above a heading is heard with it. */
function describe(heading) {
  each('#page #said-above', function (said) {
    heading.setAttribute('aria-describedby', said.id);
  });
}

function land(page, sent) {
  if (staysPut(page, sent.elt)) return toTheTop();
  focus(firstOf(page, ['[autofocus]'].concat(whatIsNew(sent), 'h1')));
  var pointed = document.activeElement || page;
  if (pointed.matches('h1')) describe(pointed);
  if (pointed.matches('[autofocus]')) return bringIntoView(pointed);
  return toTheTop();
}

document.addEventListener('htmx:afterSettle', function (event) {
  var detail = event.detail;
  if (detail.target.id !== 'page') return;
  where.here = detail.pathInfo.responsePath || detail.pathInfo.finalRequestPath;
  land(detail.target, detail.requestConfig);
});
