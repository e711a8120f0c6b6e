/* Going on takes what the server says it takes: a key, if something was open. */
import { all, one } from '../shared/elements.js';
import { send, tell } from './server.js';
import { field, lift, say } from './sheet.js';
import { state, tellTabs } from './state.js';

var REFUSED = { 403: tokenIsOld, 423: needsKey };

/* With the press it came by, as a browser would send it. */
function parcel(form, button) {
  var data = new FormData(form);
  var extra = { csrfmiddlewaretoken: state.answer.token, whose: state.answer.whose };
  data.delete('csrfmiddlewaretoken');
  if (state.answer.locked) extra.key = '1';
  if (button) extra[button.name] = button.value;
  Object.keys(extra).forEach(function (name) {
    if (extra[name]) data.append(name, extra[name]);
  });
  return data;
}

/* A sheet that the server drew has no page under it, and a token of its own. */
function answerToDrawn() {
  return { token: field('csrfmiddlewaretoken').value };
}

export function goOn(form, button) {
  say('');
  if (!state.at) state.answer = answerToDrawn();
  if (state.answer) return ask(form, button);
  return tell().then(function (isHeard) {
    if (isHeard) ask(form, button);
    else say('no-connection');
  });
}

function ask(form, button) {
  return send(form.action, parcel(form, button)).then(hear, function () {
    say('no-connection');
  });
}

function hear(said) {
  var refused = REFUSED[said.status] || sayTrouble;
  return said.ok ? said.json().then(come) : refused(said);
}

function sayTrouble() {
  say('trouble');
}

/* The next press comes with a new one. */
function tokenIsOld() {
  if (!state.at) window.location.reload();
  state.answer = null;
  sayTrouble();
}

function needsKey(said) {
  return said.text().then(function (html) {
    askForKey(said, html);
  });
}

function askForKey(said, html) {
  state.answer.token = said.headers.get('X-Form-Token') || state.answer.token;
  state.answer.locked = true;
  one(document, 'cover-door').innerHTML = html;
  document.dispatchEvent(new Event('doorway'));
  field('without').hidden = false;
  (field('login') || field('passphrase')).focus();
}

function come(said) {
  if (!said.back) return window.location.replace('/');
  if (!state.at) return window.location.reload();
  tellTabs({ token: said.token, key: state.answer.locked });
  return back(said.token);
}

/* To the page, whose forms need the new token. */
export function back(token) {
  if (!state.at) return;
  lift();
  all('#page input[name="csrfmiddlewaretoken"]').forEach(function (input) {
    input.value = token;
  });
  document.dispatchEvent(new CustomEvent('uncover'));
}
