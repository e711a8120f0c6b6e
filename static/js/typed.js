/* Words typed on a step, or into a plan that is being changed, remembered while this page is loaded
   and nowhere else: who follows a link out of it, for a moment or for good, finds them again on
   coming back. */
import { each } from './shared/elements.js';
import { onParts, onPress } from './shared/events.js';
import { unfoldAround } from './shared/unfold.js';
import { belongs, forget, isFilled, isTicked, noteFor, noteOf, together } from './typed/memory.js';

var FIELD = /^(text|textarea|radio|checkbox)$/;
var NAMED = '[name]:not([name=""]):not([hidden])';
var SOMEONE_ELSE = '[action^="/account/"], [action^="/space/"]';
var STARTS_ANEW = '[name="move"][value="begin"], [name="move"][value="forget"]';
var LETS_GO = '[formaction], [value="let_go"]';
var typed = {}; // by the step's name; in memory only
var noneSent = {};
var sent = noneSent; // the step whose words were just kept or let go

function nameOf(form) {
  return form.getAttribute('data-step');
}

function fieldsOf(form) {
  return [].filter.call(form.elements, function (field) {
    return FIELD.test(field.type) && field.matches(NAMED) && !field.closest('.doorway');
  });
}

/* "aim_text", a ladder's aim; "version", which version of a plan is being changed. */
function textIn(form, name) {
  var field = form.elements[name];
  return field ? field.value : '';
}

function remember(form) {
  var now = {
    fields: fieldsOf(form).map(noteOf),
    aim: textIn(form, 'aim_text'),
    version: textIn(form, 'version')
  };
  typed[nameOf(form)] = together(typed[nameOf(form)], now, function (name) {
    return form.elements[name];
  });
}

function fill(field, note) {
  if (isTicked(field)) field.checked = note.checked;
  else field.value = note.value;
  if (isFilled(field)) unfoldAround(field);
}

function putBack(form) {
  var kept = typed[nameOf(form)];
  if (!kept) return;
  // Changed elsewhere meanwhile? Then keeping these words shows both.
  if (kept.version) form.elements.version.value = kept.version;
  fieldsOf(form).forEach(function (field) {
    var note = noteFor(field, kept);
    if (note && belongs(field, kept, textIn(form, 'aim_text'))) fill(field, note);
  });
}

/* Kept or let go: remembered no more, unless it turns out that it could not be sent. */
function sendAway(name) {
  sent = { name: name, words: typed[name] };
  delete typed[name];
}

/* Of a form that begins or forgets one, by its address. */
function courseOf(form) {
  return form.getAttribute('action').split('/').filter(Boolean).pop();
}

function settles(form, button) {
  return form.matches('[data-step][data-draft]') || (nameOf(form) && button.matches(LETS_GO));
}

function onSubmit(event) {
  var form = event.target;
  var button = event.submitter;
  if (form.matches(SOMEONE_ELSE)) typed = {};
  if (!button) return;
  if (button.matches(STARTS_ANEW)) forget(typed, courseOf(form));
  else if (settles(form, button)) sendAway(nameOf(form));
}

/* What could not be sent is still on the page, and is remembered like before. */
function onAnswer(event) {
  if (sent.words && !event.detail.successful) typed[sent.name] = sent.words;
  sent = noneSent;
}

function open(form) {
  if (form.elements.finished) forget(typed, nameOf(form).split('/')[0]);
  else if (form.hasAttribute('data-script')) putBack(form);
}

function ready() {
  each('form[data-step]', open);
}

onParts(document, 'input change', { 'form[data-step][data-script]': remember });
document.addEventListener('submit', onSubmit, true);
onPress(
  {
    'a[data-lets-go]': function (link) {
      delete typed[link.getAttribute('data-lets-go')];
    }
  },
  true
);
document.addEventListener('htmx:afterRequest', onAnswer);
document.addEventListener('htmx:load', ready);
ready();
