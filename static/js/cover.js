/* The cover: a plain sheet over the page, at once by a press or after quiet minutes, and a page
   that goes blank while nobody sees it. What lies under it stays as it is, and cannot be read,
   reached or found; the server has locked what was open, so that coming back takes its key. */
(function (win, doc) {
  'use strict';

  var LOOK_EVERY = 5000; // milliseconds; minutes are counted to within this
  var TELL_EVERY = 5000;
  var WAIT = 3000; // for what is being typed to be kept before the space is locked
  var AGAIN = 3000;
  var TEXT = /^(text|search|password|url|tel|textarea)$/;
  var root = doc.documentElement;
  var tabs = channel();
  var seen = Date.now(); // when someone last did something, in any tab
  var told = 0;
  var at = null; // where the reader was, while the page is covered
  var answer = null; // what the server said to the cover; asked anew until it does
  var blank = null;
  var title = ''; // with an ordinary address bar it names the page

  /* None where cookies are blocked: each tab is covered by itself then. */
  function channel() {
    try { return new win.BroadcastChannel('y'); } catch (error) { return null; }
  }

  function field(name) {
    return doc.querySelector('[data-sheet] [name="' + name + '"]');
  }

  function say(key) {
    var form = doc.querySelector('[data-uncover]');
    doc.querySelector('[data-cover-said]').textContent = key ? form.getAttribute('data-' + key) : '';
  }

  /* --- where the reader is, and back there --- */

  function place() {
    var on = doc.activeElement;
    if (!on || !on.closest('#page, .site-nav')) on = onThePage();
    var text = on && TEXT.test(on.type);
    return {
      on: on,
      from: text ? on.selectionStart : null,
      to: text ? on.selectionEnd : null,
      left: win.scrollX,
      top: root.coveredAt || win.scrollY
    };
  }

  /* Who came to “Cover” by key or press was on the page before: at what had the focus there, else at
     the first thing in view. */
  function onThePage() {
    var page = doc.getElementById('page');
    if (!page || (page.lastPlace && page.lastPlace.isConnected)) return page && page.lastPlace;
    var bar = doc.querySelector('.exit-bar').getBoundingClientRect().bottom;
    return [].find.call(page.querySelectorAll('h1, h2, h3, p, li, label, summary'), function (part) {
      return part.checkVisibility && part.checkVisibility() && part.getBoundingClientRect().bottom > bar;
    }) || page;
  }

  function goBack(to) {
    if (to.on && to.on.isConnected) {
      if (to.on.tabIndex < 0) to.on.setAttribute('tabindex', '-1');
      to.on.focus({ preventScroll: true });
    }
    if (to.from !== null) to.on.setSelectionRange(to.from, to.to);
    win.scrollTo(to.left, to.top);
  }

  function rest() {
    return [].filter.call(doc.body.children, function (part) {
      return !part.matches('.exit-bar, .exit-twin, [data-sheet], script, link');
    });
  }

  function unname() {
    title = title || doc.title;
    doc.title = title.split(' · ').pop();
  }

  function name() {
    if (title && !at && !blank) {
      doc.title = title;
      title = '';
    }
  }

  /* --- the sheet --- */

  function tick() {
    var clock = doc.querySelector('[data-clock]');
    var now = new Date();
    if (!clock) return;
    var time = now.toLocaleTimeString(root.lang, { hour: 'numeric', minute: '2-digit' });
    if (clock.textContent !== time) clock.textContent = time;
    doc.querySelector('[data-day]').textContent =
      now.toLocaleDateString(root.lang, { weekday: 'long', day: 'numeric', month: 'long' });
  }

  function lay() {
    var sheet = doc.querySelector('template[data-cover-sheet]').content.cloneNode(true);
    rest().forEach(function (part) {
      part.inert = true;
      part.hidden = true;
    });
    unname();
    root.classList.add('is-covered');
    root.removeAttribute('data-cover-pressed');
    root.coveredAt = 0;
    doc.querySelector('.exit-bar').after(sheet);
    tick();
    win.scrollTo(0, 0);
    doc.querySelector('[data-clock]').focus();
  }

  function lift() {
    doc.querySelector('[data-sheet]').remove();
    root.classList.remove('is-covered');
    rest().forEach(function (part) {
      part.inert = false;
      part.hidden = false;
    });
    goBack(at);
    at = null;
    answer = null;
    seen = Date.now();
    name();
  }

  /* --- covering --- */

  /* `from`: another tab was covered, and this one follows. */
  function cover(from) {
    if (at || doc.querySelector('[data-sheet]')) return;
    if (!from) mark(coverForm().getAttribute('data-mark'));
    var keeping = []; // whoever has something typed to keep adds a promise
    at = blank || place();
    doc.dispatchEvent(new CustomEvent('cover', { detail: keeping }));
    lay();
    if (tabs && !from) tabs.postMessage('cover');
    if (from && !isPrivate()) return; // that tab tells the server all there is to tell
    Promise.race([Promise.all(keeping), new Promise(function (done) { win.setTimeout(done, WAIT); })])
      .then(tell, tell);
  }

  /* Words can stand here after the space has locked itself. */
  function isPrivate() {
    return doc.querySelector('form[data-draft]') !== null;
  }

  function send(address, data) {
    return win.fetch(address, {
      method: 'POST', body: data, headers: { Accept: 'application/json' }, keepalive: true
    });
  }

  function coverForm() {
    return doc.querySelector('form[data-cover]');
  }

  /* Goes with whatever this browser asks for next, should what is sent here never come. */
  function mark(text) {
    try { doc.cookie = text; } catch (error) { /* cookies are blocked, so nothing is open */ }
  }

  /* Locks what is open. Answers with what going on will take. */
  function tell() {
    var data = new FormData();
    if (isPrivate()) data.append('private', '1');
    return send(coverForm().action, data).then(function (said) {
      if (!said.ok) throw new Error();
      return said.json();
    }).then(function (said) {
      answer = said;
      mark(coverForm().getAttribute('data-mark') + ';max-age=0');
      return true;
    }).catch(function () {
      if (at) win.setTimeout(function () { if (at && !answer) tell(); }, AGAIN);
      return false;
    });
  }

  /* --- going on --- */

  function parcel(form, button) {
    var data = new FormData(form);
    data.delete('csrfmiddlewaretoken');
    data.append('csrfmiddlewaretoken', answer.token);
    if (answer.whose) data.append('whose', answer.whose);
    if (answer.locked) data.append('key', '1');
    if (button && button.name) data.append(button.name, button.value);
    return data;
  }

  function goOn(form, button) {
    say();
    // A sheet that the server drew has no page under it, and a token of its own.
    if (!at) answer = { token: field('csrfmiddlewaretoken').value };
    if (answer) return ask(form, button);
    return tell().then(function (reached) {
      if (reached) ask(form, button);
      else say('no-connection');
    });
  }

  function ask(form, button) {
    return send(form.action, parcel(form, button)).then(function (said) {
      if (said.status === 403) old();
      else if (said.ok) return said.json().then(come);
      else if (said.status === 423) return said.text().then(function (html) { askForKey(said, html); });
      say('trouble');
    }, function () {
      say('no-connection');
    });
  }

  /* The form's token is too old; the next press comes with a new one. */
  function old() {
    if (!at) win.location.reload();
    answer = null;
  }

  function askForKey(said, html) {
    answer.token = said.headers.get('X-Form-Token') || answer.token;
    answer.locked = true;
    doc.querySelector('[data-cover-door]').innerHTML = html;
    field('without').hidden = false;
    (field('login') || field('passphrase')).focus();
  }

  function come(said) {
    if (!said.back) return win.location.replace('/');
    if (!at) return win.location.reload();
    if (tabs) tabs.postMessage({ token: said.token, key: answer.locked });
    back(said.token);
  }

  function back(token) {
    if (!at) return;
    lift();
    doc.querySelectorAll('#page input[name="csrfmiddlewaretoken"]').forEach(function (input) {
      input.value = token;
    });
    doc.dispatchEvent(new CustomEvent('uncover'));
  }

  win.addEventListener('submit', function (event) {
    var form = event.target;
    if (form.matches('[data-cover]')) {
      event.preventDefault();
      event.stopImmediatePropagation();
      cover();
    } else if (form.matches('[data-uncover]')) {
      event.preventDefault();
      event.stopImmediatePropagation();
      goOn(form, event.submitter);
    }
  }, true);

  if (tabs) {
    tabs.onmessage = function (event) {
      if (event.data === 'cover') cover(true);
      else if (event.data === 'here') seen = Date.now();
      else if (event.data.key || !isPrivate()) back(event.data.token);
    };
  }
  win.addEventListener('online', function () { if (at && !answer) tell(); });

  /* --- by itself, after quiet minutes --- */

  function isUsed() {
    seen = Date.now();
    if (!tabs || seen - told < TELL_EVERY) return;
    told = seen;
    tabs.postMessage('here');
  }

  /* A breath that someone follows, or a voice, is no quiet time: whoever has one says no. */
  function look() {
    var minutes = Number(root.getAttribute('data-cover-after'));
    tick();
    if (!minutes || at) return;
    if (!doc.dispatchEvent(new CustomEvent('cover-due', { cancelable: true }))) isUsed();
    else if (Date.now() - seen >= minutes * 60000) cover();
  }

  ['keydown', 'pointerdown', 'pointermove', 'wheel', 'scroll', 'touchstart', 'input']
    .forEach(function (name) {
      win.addEventListener(name, isUsed, { capture: true, passive: true });
    });
  win.setInterval(look, LOOK_EVERY);

  /* --- blank while nobody sees it --- */

  doc.addEventListener('visibilitychange', function () {
    if (doc.visibilityState === 'hidden') {
      if (blank || !root.hasAttribute('data-blank')) return;
      blank = place();
      unname();
      root.classList.add('is-blank');
      doc.body.inert = true;
      return;
    }
    look(); // clocks of hidden pages are slow
    if (!blank) return;
    root.classList.remove('is-blank');
    doc.body.inert = false;
    if (at) doc.querySelector('[data-clock]').focus();
    else goBack(blank);
    blank = null;
    name();
  });

  tick();
  if (root.hasAttribute('data-cover-pressed')) cover(root.getAttribute('data-cover-pressed'));
})(window, document);
