/* Writing: what is typed is kept a moment later, sealed, and nothing of it in this browser.
   Also the page whose words are only let go. The timer beside it is timer.js. */
(function (win, doc) {
  'use strict';

  var AFTER = 1500; // milliseconds without a key, then what is typed is kept
  var AT_LATEST = 8000; // the same for someone who never pauses
  var WAITS = [2000, 4000, 8000, 15000, 30000]; // between tries while nothing goes through
  var BEACON = 60000; // bytes; a browser takes no longer farewell
  var HELD = 4000; // no longer does the next page wait for the words of this one to be kept
  var SLOW = 10000; // a sending that takes longer is said to
  var RESTS = 20000; // no longer do the fields rest while their page is being kept
  var FADE = 1600;
  var KEPT = ['title', 'text', 'tags', 'on', 'kind', 'feelings', 'own_feelings', 'number', 'prompt'];
  var WORDS = ['title', 'text'];
  var CHOSEN = ['tags', 'feelings', 'own_feelings', 'number'];
  var KEYS = ['login', 'password', 'passphrase', 'new_passphrase', 'offered'];
  var reduced = win.matchMedia('(prefers-reduced-motion: reduce)');
  var editor = null;
  var known = {}; // what was last kept of each opened page, by its name; in memory only
  var turns = {}; // how often each of them was sent

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

  /* Tags alone are worth keeping on a new page; an entry has its words. */
  function isEmpty() {
    var data = new FormData(editor.form);
    return (field('entry').value ? WORDS : WORDS.concat(CHOSEN)).every(function (name) {
      return !data.getAll(name).join('').trim();
    });
  }

  function isUnkept() {
    return typed() !== editor.kept && !(isEmpty() && !field('draft').value);
  }

  function remember(ours, words) {
    known[ours.page] = ours.kept = words;
  }

  /* Of a page too long for a farewell: what was typed since it was last kept, and where that
     belongs, counted in letters as the server counts them. The exit asks for it, too. */
  function piece(ours) {
    if (!ours.kept) return [];
    var old = Array.from(JSON.parse(ours.kept)[1]);
    var now = Array.from(ours.form.elements.text.value);
    var most = Math.min(old.length, now.length);
    var start = 0;
    var end = 0;
    while (start < most && old[start] === now[start]) start += 1;
    while (end < most - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
    return [now.slice(start, now.length - end).join(''), [start, end, old.length].join(' ')];
  }

  function say(key) {
    var place = one(editor.form, 'kept-status');
    var text = key ? place.getAttribute('data-' + key) || '' : '';
    if (editor.held === 'told' && editor.stuck) text += ' ' + place.getAttribute('data-leave');
    if (place.textContent !== text) place.textContent = text;
  }

  function isOpen() {
    return editor && editor.form.isConnected;
  }

  function later(time) {
    win.clearTimeout(editor.timer);
    editor.timer = win.setTimeout(keep, time);
  }

  function onInput(event) {
    if (!isOpen() || !editor.form.contains(event.target)) return;
    if (KEPT.indexOf(event.target.name) < 0) return;
    if (editor.held === 'told') editor.held = '';
    editor.since = editor.since || Date.now();
    if (editor.tries) return; // a try is on its way already
    later(Math.max(0, Math.min(AFTER, editor.since + AT_LATEST - Date.now())));
  }

  function parcel(opening) {
    turns[editor.page] = field('turn').value = Number(field('turn').value) + 1;
    var data = new FormData(editor.form);
    if (!opening) KEYS.forEach(function (name) { data.delete(name); });
    return data;
  }

  /* Sends what is typed. `how` is "leaving" when the page may be gone before the answer is here,
     "opening" when a key was typed into the doorway. Answers when it is done. */
  function keep(how) {
    if (!isOpen() || (editor.submitting && how !== 'leaving')) return;
    var ours = editor;
    if (ours.sending && how !== 'leaving') {
      ours.again = ours.again === 'opening' ? ours.again : how || 'again';
      return ours.work;
    }
    win.clearTimeout(ours.timer);
    if (how !== 'opening' && !isUnkept()) {
      ours.since = 0;
      if (ours.tries) say('');
      ours.tries = 0;
      return;
    }
    ours.sending += 1;
    var patience = win.setTimeout(function () {
      if (ours === editor && isOpen() && !ours.submitting) say('slow');
    }, SLOW);
    ours.work = send(ours, how).catch(function () {
      tryAgain(ours, 'offline');
    }).then(function () {
      win.clearTimeout(patience);
      ours.sending -= 1;
      var again = ours.again;
      if (ours !== editor || !again || ours.sending) return;
      ours.again = '';
      if (again === 'opening' || !ours.tries) return keep(again);
    });
    return ours.work;
  }

  function send(ours, how) {
    var words = typed();
    var body = parcel(how === 'opening');
    var turn = turns[ours.page];
    return win.fetch(ours.form.getAttribute('data-keep-at'), {
      method: 'POST',
      body: body,
      headers: { Accept: 'application/json' },
      keepalive: how === 'leaving' && new Blob([words]).size < BEACON
    }).then(function (answer) {
      return answer.text().then(function (text) {
        return heard(ours, { words: words, turn: turn, how: how }, answer, text);
      });
    });
  }

  function heard(ours, sent, answer, text) {
    var told = /json/.test(answer.headers.get('Content-Type') || '') ? JSON.parse(text) : {};
    var kept = answer.ok && told.said; // any other page may answer for a site out of reach
    renew(told.token || answer.headers.get('X-Form-Token'));
    if (kept && sent.turn < ours.heard) return; // a newer sending was quicker
    if (kept) {
      ours.heard = sent.turn;
      remember(ours, sent.words);
    }
    if (ours !== editor || !ours.form.isConnected) return;
    if (kept) {
      field('draft').value = told.draft;
      field('draft_version').value = told.version;
      ours.renewed = false;
      ours.stuck = '';
      if (ours.held === 'told') ours.held = '';
      ours.tries = 0;
      ours.since = 0;
      closeDoor(ours, sent.how);
      connected();
      if (!ours.submitting) say(told.said);
    } else if (answer.status === 423) {
      openDoor(ours, text, sent.how);
    } else if (answer.status === 403 && !ours.renewed) {
      return freshToken(ours, sent.how);
    } else if (answer.status === 413 || answer.status === 409) {
      ours.tries = 0; // or nobody would look again when some of it is cut out
      ours.since = 0;
      ours.stuck = told.said || 'too-large';
      say(ours.stuck);
    } else {
      tryAgain(ours, told.said === 'full' ? 'full' : 'busy');
    }
  }

  /* What page.js said of the connection is over. */
  function connected() {
    var place = doc.querySelector('[data-status]');
    if (place && place.textContent === place.getAttribute('data-no-connection')) {
      place.textContent = '';
    }
  }

  function tryAgain(ours, key) {
    if (ours !== editor || !isOpen() || ours.submitting) return;
    ours.stuck = key;
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
    return win.fetch(ours.form.getAttribute('data-keep-at')).then(function (answer) {
      return answer.json();
    }).then(function (told) {
      renew(told.token);
      if (ours === editor && isOpen()) return send(ours, how);
    });
  }

  /* The doorway opens on the page itself, and a half-typed key in it stays. */
  function openDoor(ours, html, how) {
    var place = one(ours.form, 'door');
    ours.since = 0;
    ours.tries = 0;
    ours.stuck = 'door';
    say('door');
    if (place.children.length && how !== 'opening') return;
    place.innerHTML = html;
    if (how === 'opening') place.querySelector('input:not([type="hidden"], [hidden])').focus();
  }

  function closeDoor(ours, how) {
    var place = one(ours.form, 'door');
    if (!place.children.length) return;
    place.textContent = '';
    if (how === 'opening') field('text').focus();
  }

  function farewell() {
    // A page that is leaving by the exit is empty by now; its words went with the exit's beacon.
    if (!isOpen() || typed() === editor.kept || isEmpty() || typed() === editor.gone) return;
    var address = editor.form.getAttribute('data-keep-at');
    var words = parcel();
    var changed = piece(editor);
    editor.gone = typed();
    if (win.navigator.sendBeacon(address, words)) return;
    if (changed.length) {
      words.set('text', changed[0]);
      words.set('between', changed[1]);
      if (win.navigator.sendBeacon(address, words)) return;
    }
    keep('leaving');
  }

  /* --- going on to another page of the site: its words first, if they can be kept --- */

  /* "I need a moment" never waits, not even for words that can not be kept: help comes first. They
     are sent along as it goes. */
  function mayWait(detail) {
    var moment = doc.querySelector('.exit-bar__moment');
    return detail.target.id === 'page' && !(moment && detail.path === moment.getAttribute('href'));
  }

  function hold(goOn) {
    var ours = editor;
    ours.goOn = goOn; // should several be pressed meanwhile, the last one counts
    if (ours.held) return;
    ours.held = 'waiting';
    Promise.race([
      keep(ours.submitting ? 'leaving' : ''),
      new Promise(function (over) { win.setTimeout(over, HELD, 'slow'); })
    ]).then(function (slow) {
      if (ours !== editor || !isOpen() || !ours.goOn) return;
      ours.stuck = isUnkept() ? ours.stuck || slow : '';
      ours.held = ours.stuck ? 'told' : '';
      if (!ours.stuck) return ours.goOn(true);
      say(ours.stuck);
      one(ours.form, 'kept-status').scrollIntoView({ block: 'center' });
    });
  }

  /* --- "Keep it" was pressed: what would be typed until the answer is here, would be swept away --- */

  function rest() {
    var ours = editor;
    ours.submitting = true;
    ours.sent = typed();
    ours.resting = [].filter.call(ours.form.elements, function (part) {
      return 'readOnly' in part && !part.readOnly;
    });
    ours.resting.forEach(function (part) { part.readOnly = true; });
    ours.form.classList.add('is-keeping');
    say('keeping');
    ours.waker = win.setTimeout(wake, RESTS, ours);
  }

  function wake(ours) {
    win.clearTimeout(ours.waker);
    (ours.resting || []).forEach(function (part) { part.readOnly = false; });
    ours.form.classList.remove('is-keeping');
    if (ours === editor && isOpen()) say('');
  }

  function localDay() {
    var now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(function (part) {
      return String(part).padStart(2, '0');
    }).join('-');
  }

  /* A new page comes with the day of the server. Where somebody sits it may be another one. */
  function startOnLocalDay(form, asItCame, isNew) {
    field('here').value = localDay();
    var day = field('on');
    var ours = one(form, 'site-day');
    if (ours) ours.hidden = true;
    if (!isNew || form.hasAttribute('data-unkept') || field('entry').value || field('draft').value) return;
    if (day.value !== day.defaultValue) return; // chosen before this script was there
    day.value = asItCame.elements.namedItem('on').value = localDay();
  }

  function take(form) {
    if (editor && editor.form === form) return;
    if (editor) win.clearTimeout(editor.timer);
    if (editor) win.clearTimeout(editor.waker);
    editor = { form: form, page: form.elements.page.value, tries: 0, since: 0, sending: 0, heard: 0 };
    form.piece = piece.bind(null, editor);
    // A page drawn again as it was sent may have been sent once more meanwhile.
    field('turn').value = Math.max(Number(field('turn').value), turns[editor.page] || 0);
    var isNew = !(editor.page in known);
    var asItCame = form.cloneNode(true);
    asItCame.reset(); // someone may have typed before this script was there
    startOnLocalDay(form, asItCame, isNew);
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
    doc.querySelectorAll('[data-with-writing]').forEach(function (found) { found.hidden = false; });
    doc.querySelectorAll('[data-without-writing]').forEach(function (found) { found.hidden = true; });
  }

  /* Enter in a doorway that opened while someone writes opens the space, and they write on. */
  function onKey(event) {
    if (event.key !== 'Enter' || event.isComposing || !isOpen()) return;
    var place = event.target.tagName === 'INPUT' && event.target.closest('[data-door]');
    if (!place || !place.querySelector('[data-open-here]')) return;
    event.preventDefault();
    var missing = [].find.call(place.querySelectorAll('input'), function (part) {
      return !part.value;
    });
    if (missing) missing.focus();
    else keep('opening');
  }

  doc.addEventListener('input', onInput);
  doc.addEventListener('change', onInput);
  doc.addEventListener('keydown', onKey);
  doc.addEventListener('click', function (event) {
    var button = event.target.closest && event.target.closest('button');
    if (!button) return;
    if (button.matches('[data-open-here]')) keep('opening');
    else if (button.matches('[data-let-go]')) letGo(button.closest('[data-letting-go]'));
  });

  // Midnight may have passed since the page was opened; a day that was emptied is today's.
  doc.addEventListener('submit', function (event) {
    if (editor && event.target === editor.form) field('here').value = localDay();
  }, true);
  doc.addEventListener('htmx:beforeRequest', function (event) {
    if (!isOpen()) return;
    if (event.detail.elt === editor.form) return rest();
    if (event.detail.target.id === 'page') editor.goOn = null; // what was held is overtaken
    keep('leaving');
  });
  doc.addEventListener('htmx:afterRequest', function (event) {
    if (!editor || event.detail.elt !== editor.form) return;
    editor.submitting = false;
    wake(editor);
    if (editor.form.isConnected) later(AFTER);
  });
  doc.addEventListener('htmx:confirm', function (event) {
    if (!isOpen() || event.detail.elt === editor.form || !mayWait(event.detail)) return;
    if (editor.held === 'told' || !isUnkept()) return; // told already: the second press goes on
    event.preventDefault();
    hold(event.detail.issueRequest);
  });
  doc.addEventListener('htmx:beforeSwap', function (event) {
    var detail = event.detail;
    var ours = editor && detail.requestConfig.elt === editor.form;
    // What was typed after the press goes along while it can.
    if (isOpen() && detail.shouldSwap && detail.target.id === 'page'
        && (ours ? typed() !== editor.sent : isUnkept())) keep('leaving');
  });

  /* Kept before the cover locks the space; after it, what could not be kept then is tried anew. */
  doc.addEventListener('cover', function (event) {
    if (!isOpen()) return;
    editor.door = one(editor.form, 'door').children.length;
    event.detail.push(keep(editor.submitting ? 'leaving' : ''));
  });
  doc.addEventListener('uncover', function () {
    if (!isOpen()) return;
    if (!editor.door) one(editor.form, 'door').textContent = '';
    later(0);
  });

  doc.addEventListener('visibilitychange', function () {
    if (doc.visibilityState === 'hidden') keep('leaving');
  });
  // Nothing is asked of who is leaving. Safari on iPhones has no beforeunload; capturing, since
  // the exit's script empties the page on pagehide.
  win.addEventListener('beforeunload', farewell);
  win.addEventListener('pagehide', farewell, true);
  win.addEventListener('online', function () {
    if (isOpen() && editor.tries) keep();
  });

  doc.addEventListener('htmx:load', ready);
  ready();
})(window, document);
