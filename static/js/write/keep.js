/* Keeping what is typed: sent a moment later, and again until it is kept. `how` is "leaving" when
   the page may be gone before the answer is here, "opening" when a key was typed into the doorway,
   else "soon". */
import { unsay } from '../shared/unsay.js';
import { when } from '../shared/when.js';
import { meaningOf } from './answer.js';
import { closeDoor, openDoor } from './door.js';
import {
  calm,
  desk,
  field,
  isCurrent,
  isOpen,
  isUnkept,
  isWaitedFor,
  remember,
  say,
  stick,
  typed
} from './editor.js';
import { waitAfter } from './pace.js';
import { renew } from './token.js';

var BEACON = 60000; // bytes; a browser takes no longer farewell
var SLOW = 10000; // milliseconds; a sending that takes longer is said to
var KEYS = ['login', 'password', 'passphrase', 'new_passphrase', 'offered', 'proof'];
var turns = {}; // how often each page was sent, by its name

/* A guest's words are sent when Keep is pressed, and not before. */
export function later(time) {
  window.clearTimeout(desk.editor.timer);
  if (!desk.editor.guest) desk.editor.timer = window.setTimeout(keep, time, 'soon');
}

/* A page drawn again as it was sent may have been sent once more meanwhile. */
export function carryTurns(page) {
  field('turn').value = Math.max(Number(field('turn').value), turns[page] || 0);
}

/* The words, without any key that stands beside them. */
export function parcel() {
  var data = wholeParcel();
  KEYS.forEach(function (name) {
    data.delete(name);
  });
  return data;
}

function wholeParcel() {
  var turn = Number(field('turn').value) + 1;
  turns[desk.editor.page] = turn;
  field('turn').value = turn;
  return new FormData(desk.editor.form);
}

/* Answers when it is done. */
export function keep(how) {
  var ours = desk.editor;
  var canWait = how !== 'leaving';
  if (!isOpen() || (canWait && ours.submitting) || isOnlyHere(ours, how)) return null;
  if (canWait && ours.sending) return keepNext(ours, how);
  window.clearTimeout(ours.timer);
  if (how === 'opening' || isUnkept()) return keepNow(ours, how);
  return nothingToKeep(ours);
}

function isOnlyHere(ours, how) {
  return ours.guest && how !== 'opening';
}

/* Once more, after what is on its way. */
function keepNext(ours, how) {
  if (ours.again !== 'opening') ours.again = how;
  return ours.work;
}

function nothingToKeep(ours) {
  if (ours.tries) say('');
  calm(ours);
  return null;
}

function keepNow(ours, how) {
  var patience = window.setTimeout(saySlow, SLOW, ours);
  ours.sending += 1;
  ours.work = send(ours, how)
    .catch(function () {
      tryAgain(ours, 'offline');
    })
    .then(function () {
      window.clearTimeout(patience);
      ours.sending -= 1;
      return goOn(ours);
    });
  return ours.work;
}

var saySlow = when(isWaitedFor, function () {
  say('slow');
});

function goOn(ours) {
  var next = ours.again;
  if (ours !== desk.editor || ours.sending) return null;
  ours.again = '';
  return next === 'opening' || (next && !ours.tries) ? keep(next) : null;
}

function send(ours, how) {
  var words = typed();
  var body = how === 'opening' ? wholeParcel() : parcel();
  var sent = { words: words, turn: turns[ours.page], how: how };
  return window
    .fetch(ours.form.getAttribute('data-keep-at'), {
      method: 'POST',
      body: body,
      headers: { Accept: 'application/json' },
      keepalive: how === 'leaving' && new Blob([words]).size < BEACON
    })
    .then(function (answer) {
      return answer.text().then(function (text) {
        return hear(ours, sent, answer, text);
      });
    });
}

var sendIfOpen = when(isCurrent, send);

function isJson(answer) {
  return /json/.test(answer.headers.get('Content-Type') || '');
}

var acts = {
  kept: onKept,
  token: function (ours, sent) {
    return freshToken(ours, sent.how);
  },
  door: function (ours, sent, _told, text) {
    openDoor(ours, text, sent.how);
  },
  refused: function (ours, _sent, told) {
    calm(ours); // or nobody would look again when some of it is cut out
    stick(ours, told.said || 'too-large');
  },
  later: function (ours, _sent, told) {
    tryAgain(ours, told.said === 'full' ? 'full' : 'busy');
  }
};

function hear(ours, sent, answer, text) {
  var told = isJson(answer) ? JSON.parse(text) : {};
  var meaning = meaningOf(answer, told, ours.renewed);
  var act = when(isCurrent, acts[meaning]);
  renew(told.token || answer.headers.get('X-Form-Token'));
  return meaning !== 'kept' || isNewest(ours, sent) ? act(ours, sent, told, text) : null;
}

/* Whether no newer sending was quicker; its words are the last that were kept. */
function isNewest(ours, sent) {
  if (sent.turn < ours.heard) return false;
  ours.heard = sent.turn;
  remember(ours, sent.words);
  return true;
}

function onKept(ours, sent, told) {
  field('draft').value = told.draft;
  field('draft_version').value = told.version;
  ours.renewed = false;
  ours.stuck = '';
  letThrough(ours);
  calm(ours);
  closeDoor(ours, sent.how);
  unsay('no-connection');
  if (isWaitedFor(ours)) say(told.said);
}

/* A press that was told to wait may be pressed anew, and waits for new words anew. */
export function letThrough(ours) {
  if (ours.held === 'told') ours.held = '';
}

var tryAgain = when(isWaitedFor, function (ours, why) {
  stick(ours, why);
  later(waitAfter(ours.tries));
  ours.tries += 1;
});

function freshToken(ours, how) {
  ours.renewed = true;
  return window
    .fetch(ours.form.getAttribute('data-keep-at'))
    .then(function (answer) {
      return answer.json();
    })
    .then(function (told) {
      renew(told.token);
      return sendIfOpen(ours, how);
    });
}
