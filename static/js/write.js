/* Writing: what is typed is kept a moment later, sealed, and nothing of it in this browser.
   Also the page whose words are only let go. The timer beside it is timer.js. */
(function (win, doc) {
  'use strict';

  var AFTER = 1500; // milliseconds without a key, then what is typed is kept
  var AT_LATEST = 8000; // the same for someone who never pauses
  var WAITS = [2000, 4000, 8000, 15000, 30000]; // between tries while nothing goes through
  var BEACON = 60000; // characters; a browser takes no longer farewell
  var FADE = 1600;
  var KEPT = ['title', 'text', 'tags', 'on', 'kind', 'feelings', 'own_feelings', 'number', 'prompt'];
  var KEYS = ['login', 'password', 'passphrase', 'new_passphrase', 'offered'];
  var reduced = win.matchMedia('(prefers-reduced-motion: reduce)');
  var editor = null;
  var known = {}; // what was last kept of each opened page, by its name; in memory only

  function one(place, name) {
    return place.querySelector('[data-' + name + ']');
  }

  function field(name) {
    return editor.form.elements.namedItem(name);
  }

  function typed(form) {
    var data = new FormData(form || editor.form);
    return JSON.stringify(KEPT.map(function (name) {
      return name === 'text' || name === 'title' ? data.get(name) : data.getAll(name);
    }));
  }

  function isEmpty() {
    return !(field('text').value.trim() || field('title').value.trim());
  }

  function say(key) {
    var text = key ? one(editor.form, 'kept-status').getAttribute('data-' + key) || '' : '';
    var place = one(editor.form, 'kept-status');
    if (place.textContent !== text) place.textContent = text;
  }

  function isOpen() {
    return editor && editor.form.isConnected && !editor.submitting;
  }

  function later(time) {
    win.clearTimeout(editor.timer);
    editor.timer = win.setTimeout(keep, time);
  }

  function onInput(event) {
    if (!isOpen() || !editor.form.contains(event.target)) return;
    if (KEPT.indexOf(event.target.name) < 0) return;
    editor.since = editor.since || Date.now();
    if (editor.tries) return; // a try is on its way already
    later(Math.max(0, Math.min(AFTER, editor.since + AT_LATEST - Date.now())));
  }

  function parcel(opening) {
    var turn = field('turn');
    turn.value = Number(turn.value) + 1;
    var data = new FormData(editor.form);
    if (!opening) KEYS.forEach(function (name) { data.delete(name); });
    return data;
  }

  /* Sends what is typed. `how` is "leaving" when the page may be gone before the answer is here,
     "opening" when a key was typed into the doorway. Answers when it is done. */
  function keep(how) {
    if (!isOpen()) return;
    var ours = editor;
    var words = typed();
    win.clearTimeout(ours.timer);
    if (how !== 'opening' && (words === ours.kept || (isEmpty() && !field('draft').value))) {
      ours.since = 0;
      if (ours.tries) say('');
      ours.tries = 0;
      return;
    }
    if (ours.sending && how !== 'leaving') {
      ours.again = true;
      return ours.work;
    }
    ours.sending = true;
    ours.work = win.fetch(ours.form.getAttribute('data-keep-at'), {
      method: 'POST',
      body: parcel(how === 'opening'),
      headers: { Accept: 'application/json' },
      keepalive: how === 'leaving' && words.length < BEACON
    }).then(function (answer) {
      return answer.text().then(function (text) { heard(ours, words, how, answer, text); });
    }, function () {
      tryAgain(ours, 'offline');
    }).then(function () {
      ours.sending = false;
      if (ours === editor && ours.again) {
        ours.again = false;
        if (!ours.tries) return keep();
      }
    });
    return ours.work;
  }

  function heard(ours, words, how, answer, text) {
    var told = /json/.test(answer.headers.get('Content-Type') || '') ? JSON.parse(text) : {};
    renew(told.token || answer.headers.get('X-Form-Token'));
    if (answer.ok) known[ours.page] = ours.kept = words;
    if (ours !== editor || !ours.form.isConnected) return;
    if (answer.ok) {
      field('draft').value = told.draft;
      field('draft_version').value = told.version;
      ours.tries = 0;
      ours.since = 0;
      closeDoor(ours, how);
      say(told.said);
    } else if (answer.status === 423) {
      openDoor(ours, text, how);
    } else if (answer.status === 403 && !ours.renewed) {
      freshToken(ours, how);
    } else if (answer.status === 413 || answer.status === 409) {
      ours.since = 0;
      say(told.said || 'too-large');
    } else {
      tryAgain(ours, told.said === 'full' ? 'full' : 'busy');
    }
  }

  function tryAgain(ours, key) {
    if (ours !== editor || !isOpen()) return;
    say(key);
    later(WAITS[Math.min(ours.tries, WAITS.length - 1)]);
    ours.tries += 1;
  }

  /* Signing in, here or in another tab, makes every form on the page need a new token. */
  function renew(token) {
    if (!token) return;
    doc.querySelectorAll('input[name="csrfmiddlewaretoken"]').forEach(function (input) {
      input.value = token;
    });
  }

  function freshToken(ours, how) {
    ours.renewed = true;
    win.fetch(ours.form.getAttribute('data-keep-at')).then(function (answer) {
      return answer.json();
    }).then(function (told) {
      renew(told.token);
      ours.sending = false;
      keep(how);
    }, function () {
      tryAgain(ours, 'offline');
    });
  }

  /* The doorway opens on the page itself, and a half-typed key in it stays. */
  function openDoor(ours, html, how) {
    var place = one(ours.form, 'door');
    ours.since = 0;
    ours.tries = 0;
    say('door');
    if (place.children.length && how !== 'opening') return;
    place.innerHTML = html;
    if (how === 'opening') place.querySelector('input:not([type="hidden"])').focus();
  }

  function closeDoor(ours, how) {
    var place = one(ours.form, 'door');
    if (!place.children.length) return;
    place.textContent = '';
    if (how === 'opening') field('text').focus();
  }

  function farewell() {
    // A page that is leaving by the exit is empty by now; its words went with the exit's beacon.
    if (!isOpen() || typed() === editor.kept || isEmpty()) return;
    if (!win.navigator.sendBeacon(editor.form.getAttribute('data-keep-at'), parcel())) keep('leaving');
  }

  function localDay() {
    var now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(function (part) {
      return String(part).padStart(2, '0');
    }).join('-');
  }

  function take(form) {
    if (editor && editor.form === form) return;
    if (editor) win.clearTimeout(editor.timer);
    editor = { form: form, page: form.elements.page.value, tries: 0, since: 0 };
    var isNew = !(editor.page in known);
    var asItCame = form.cloneNode(true);
    asItCame.reset(); // someone may have typed before this script was there
    if (isNew && isEmpty() && !field('entry').value && !field('draft').value) {
      field('on').value = localDay();
    }
    if (isNew) known[editor.page] = form.hasAttribute('data-unkept') ? '' : typed(asItCame);
    editor.kept = known[editor.page];
    if (editor.kept !== typed()) later(AFTER);
  }

  /* --- write and let go --- */

  function letGo(box) {
    var area = box.querySelector('textarea');
    if (!area.value) return;
    box.classList.add('is-going');
    area.readOnly = true;
    win.setTimeout(function () {
      // A new, empty box: the old one could still be asked to undo.
      var empty = area.cloneNode(false);
      area.value = '';
      empty.value = '';
      empty.readOnly = false;
      area.replaceWith(empty);
      box.classList.remove('is-going');
      one(box, 'let-go-said').textContent = one(box, 'let-go-said').getAttribute('data-gone');
      empty.focus();
    }, reduced.matches ? 0 : FADE);
  }

  function ready() {
    var form = doc.querySelector('form[data-keep-at]');
    if (form) take(form);
    doc.querySelectorAll('[data-with-scripts]').forEach(function (found) { found.hidden = false; });
    doc.querySelectorAll('[data-without-scripts]').forEach(function (found) { found.hidden = true; });
  }

  doc.addEventListener('input', onInput);
  doc.addEventListener('change', onInput);
  doc.addEventListener('click', function (event) {
    var button = event.target.closest && event.target.closest('button');
    if (!button) return;
    if (button.matches('[data-open-here]')) keep('opening');
    else if (button.matches('[data-let-go]')) letGo(button.closest('[data-letting-go]'));
  });

  doc.addEventListener('htmx:beforeRequest', function (event) {
    if (!isOpen()) return;
    if (event.detail.elt === editor.form) editor.submitting = true;
    else keep('leaving');
  });
  doc.addEventListener('htmx:afterRequest', function (event) {
    if (!editor || event.detail.elt !== editor.form) return;
    editor.submitting = false;
    if (editor.form.isConnected) later(AFTER);
  });
  /* When the site is too busy or full to keep a page, its answer says so and carries the words. */
  doc.addEventListener('htmx:beforeSwap', function (event) {
    var detail = event.detail;
    if (editor && detail.requestConfig.elt === editor.form && [404, 503].indexOf(detail.xhr.status) >= 0
        && /data-keep-at/.test(detail.serverResponse)) detail.shouldSwap = true;
  });

  /* Kept before the cover locks the space; after it, what could not be kept then is tried anew. */
  doc.addEventListener('cover', function (event) {
    if (!isOpen()) return;
    editor.door = one(editor.form, 'door').children.length;
    event.detail.push(keep());
  });
  doc.addEventListener('uncover', function () {
    if (!isOpen()) return;
    if (!editor.door) one(editor.form, 'door').textContent = '';
    later(0);
  });

  doc.addEventListener('visibilitychange', function () {
    if (doc.visibilityState === 'hidden') keep('leaving');
  });
  // Not pagehide: the page has been emptied by then. Nothing is asked of who is leaving.
  win.addEventListener('beforeunload', farewell);
  win.addEventListener('online', function () {
    if (isOpen() && editor.tries) keep();
  });

  doc.addEventListener('htmx:load', ready);
  ready();
})(window, document);
