/* Makes a swapped page behave like a new one, and a failed request lose nothing. */
(function (doc) {
  'use strict';

  // htmx notes the page's path in session storage, which browsers write to disk, even with its
  // history off. Without a storage it does without. This script comes before htmx for that.
  Object.defineProperty(window, 'sessionStorage', { value: null });

  var here = location.pathname + location.search; // the address bar stays at /, this moves on
  var latest; // the request for the page that was asked for last
  var headed; // the heading of the page before, and its step
  var stepped;
  var MOVED = ['keydown', 'wheel', 'touchmove', 'pointerdown'];
  var status = doc.querySelector('[data-status]');
  var root = doc.documentElement;

  // Only now: without this script, htmx would swap pages and lose forms. It begins after this one.
  doc.body.setAttribute('hx-boost', 'true');

  /* A script that does not come is said to be missing, above the page, until it has come. */
  function isMissing(yes) {
    var place = doc.querySelector('[data-missing]');
    if (place) place.hidden = !yes;
  }

  window.addEventListener('error', function (event) {
    if (event.target.tagName === 'SCRIPT') isMissing(true);
  }, true);
  window.addEventListener('load', function () {
    if (!root.hasAttribute('data-exits')) isMissing(true);
  });

  function say(key) {
    if (status) status.textContent = key ? status.getAttribute('data-' + key) : '';
  }

  function focus(element) {
    if (!element) return;
    if (!element.hasAttribute('tabindex') && element.tabIndex < 0) {
      element.setAttribute('tabindex', '-1');
    }
    element.focus({ preventScroll: true });
  }

  /* Where the reader was last on the page itself: the way to “Cover” leads past the site's name. */
  doc.addEventListener('focusin', function (event) {
    var page = event.target.closest('#page');
    if (page) page.lastPlace = event.target;
  });

  function heading() {
    var top = doc.querySelector('#page h1');
    return top && top.textContent;
  }

  function step() {
    var form = doc.querySelector('#page [data-step]');
    return form && form.getAttribute('data-step').split('/').slice(0, 2).join('/');
  }

  /* Under a heading that stayed, what the press has changed is named: else it would sound as if
     nothing had happened. Another step is told by its number; whatever else, by what the page
     gives for this move, or by what is new on it. */
  function changed(page, sent) {
    if (!headed || headed !== heading()) return null;
    var move = sent.parameters && sent.parameters.move;
    return (move && page.querySelector('[data-lands-after~="' + window.CSS.escape(move) + '"]'))
      || (stepped !== step() && page.querySelector('.step__where'))
      || page.querySelector('[data-lands]');
  }

  /* A page that came by itself (a guide that goes on) leaves the focus where it was. */
  function staysPut(page, form) {
    var same = form && form.getAttribute('data-by-itself');
    var again = same && page.querySelector(same);
    if (again) focus(again);
    return Boolean(again) || (same === '' && doc.activeElement !== doc.body);
  }

  /* A page begins at its top. A window that was still gliding from the key before (a space bar, an
     arrow) would carry it on under the bar: it is brought back, unless someone moves it anew. */
  function toTheTop() {
    var until = performance.now() + 400;
    function hold() {
      if (performance.now() > until) free();
      else if (window.scrollY) window.scrollTo(0, 0);
    }
    function free() {
      window.removeEventListener('scroll', hold);
      MOVED.forEach(function (name) { window.removeEventListener(name, free, true); });
    }
    window.scrollTo(0, 0);
    window.addEventListener('scroll', hold);
    MOVED.forEach(function (name) { window.addEventListener(name, free, true); });
  }

  /* Where a reader starts: what the page points out (an error, a card), else what is new under a
     heading that stayed (another way, the next lines, an answer), else its heading. htmx settles at once (see
     its settings), so that this never takes the focus from a field that somebody has begun to
     type in. */
  doc.addEventListener('htmx:afterSettle', function (event) {
    var page = event.detail.target;
    if (!page || page.id !== 'page') return;
    here = event.detail.pathInfo.responsePath || event.detail.pathInfo.finalRequestPath;
    if (staysPut(page, event.detail.requestConfig.elt)) return toTheTop();
    focus(page.querySelector('[autofocus]')
      || changed(page, event.detail.requestConfig)
      || page.querySelector('h1') || page);
    var pointed = doc.activeElement;
    if (pointed && pointed.matches('h1') && page.querySelector('#said-above')) {
      pointed.setAttribute('aria-describedby', 'said-above');
    }
    if (pointed && pointed.hasAttribute('autofocus')) {
      // What is longer than the window is read from its first line.
      var long = pointed.offsetHeight > window.innerHeight / 2;
      pointed.scrollIntoView({ block: long ? 'start' : 'center' });
    } else {
      toTheTop();
    }
  });

  /* An ordinary address bar, for who chose it: each page gets its row in the history and its
     title. Without a cache of htmx's own, going back asks for the page anew. */
  function address() {
    var ordinary = root.getAttribute('data-address') === 'ordinary';
    var named = doc.querySelector('#page [data-title]');
    doc.body.setAttribute('hx-push-url', String(ordinary));
    window.htmx.config.historyEnabled = ordinary;
    window.htmx.config.refreshOnHistoryMiss = true;
    if (named) doc.title = named.getAttribute('data-title');
    if (named) mark(named.getAttribute('data-section'), named.getAttribute('data-at'));
  }

  /* Known before the first press, where a server would know only after it. */
  function needsCookies() {
    if (navigator.cookieEnabled) return;
    doc.querySelectorAll('[data-needs-cookies]').forEach(function (one) { one.hidden = false; });
  }

  doc.addEventListener('htmx:load', needsCookies);

  /* The links to all pages stay when a page changes; which of them one is at is told anew. */
  function mark(section, at) {
    doc.querySelectorAll('.site-nav a').forEach(function (link) {
      if (section && link.getAttribute('data-section') === section) link.setAttribute('aria-current', at);
      else link.removeAttribute('aria-current');
    });
  }

  /* With an ordinary address bar, going back asks for the page anew. What was unfolded on it, where
     one stood and how far down is noted with its row, in numbers: nothing of what it says. */
  var UNFOLDED = '#page details';
  var STOPS = '#page :is(a[href], button, input, select, textarea, summary)';

  function all(what) {
    return [].slice.call(doc.querySelectorAll(what));
  }

  var noted = null;

  function noteThePlace() {
    if (root.getAttribute('data-address') !== 'ordinary') return;
    noted = {
      folds: all(UNFOLDED).map(function (fold) { return fold.open ? 1 : 0; }).join(''),
      at: all(STOPS).indexOf(doc.activeElement),
      y: Math.round(window.scrollY)
    };
    writeThePlace();
  }

  /* htmx writes a row of its own just before the next one begins: into that, once more. */
  function writeThePlace() {
    if (noted) history.replaceState(Object.assign({}, history.state, { place: noted }), '');
  }

  function backToThePlace() {
    var place = history.state && history.state.place;
    var kind = performance.getEntriesByType('navigation')[0];
    if (!place || !kind || !/back_forward|reload/.test(kind.type)) return;
    var folds = all(UNFOLDED);
    if (folds.length !== place.folds.length) return; // another page by now
    folds.forEach(function (fold, n) { fold.open = place.folds[n] === '1'; });
    focus(all(STOPS)[place.at]);
    window.scrollTo(0, place.y);
    // The browser may have a place of its own in mind, from before the folds were open.
    window.setTimeout(function () {
      window.scrollTo(0, place.y);
      history.scrollRestoration = 'auto';
    }, 60);
  }

  doc.addEventListener('click', noteThePlace, true);
  doc.addEventListener('submit', noteThePlace, true);
  doc.addEventListener('htmx:beforeHistoryUpdate', function () {
    writeThePlace();
    noted = null;
  });
  // And once more before it asks for the page of the row gone back to.
  window.addEventListener('popstate', function (event) {
    noted = event.state && event.state.place;
    if (noted) history.scrollRestoration = 'manual';
    window.setTimeout(writeThePlace);
  });
  window.addEventListener('load', backToThePlace);

  // After the look has been handed to <html> (practice.js), so not in the same breath.
  doc.addEventListener('htmx:load', function () { window.setTimeout(address); });

  /* Answers that carry the form again are shown; any other failed sending leaves the form,
     and what was typed in it, where it is. */
  var CARRIES_THE_TEXT = [403, 409, 422];
  var WHY_NOT_SENT = { 413: 'too-much', 429: 'too-often' };

  function isTouched() {
    return [].some.call(doc.querySelectorAll('#page input, #page textarea'), function (field) {
      return field.value !== field.defaultValue || field.checked !== field.defaultChecked;
    });
  }

  /* An answer that comes after the reader has moved on must not sweep away what is typed now. */
  function isLate(detail) {
    if (detail.target.id !== 'page' || detail.xhr === latest || detail.xhr.status >= 400) return false;
    return detail.requestConfig.verb === 'get' || isTouched();
  }

  doc.addEventListener('htmx:beforeSwap', function (event) {
    var detail = event.detail;
    if (isLate(detail)) {
      detail.shouldSwap = false;
      return;
    }
    var kind = detail.xhr.getResponseHeader('Content-Type') || '';
    var sent = detail.requestConfig.verb !== 'get';
    var status = detail.xhr.status;
    var carried = CARRIES_THE_TEXT.indexOf(status) >= 0
      || / data-(draft|again)="/.test(detail.serverResponse)
      || (status === 404 && !isTouched());
    var refused = status >= 400 && !carried;
    if (!/^text\/html/.test(kind) || (sent && refused)) {
      detail.shouldSwap = false;
      say(WHY_NOT_SENT[status] || 'not-sent');
      return;
    }
    headed = heading();
    stepped = step();
    // A whole page where a part was asked for: take its part, so that nothing is shown twice.
    if (/<main[^>]* id="page"/.test(detail.serverResponse)) detail.selectOverride = '#page > *';
  });

  /* A form that names no address goes back to the page it came with, as it would without us. */
  doc.addEventListener('htmx:configRequest', function (event) {
    var form = event.detail.elt;
    if (form.tagName === 'FORM' && !form.getAttribute('action')) event.detail.path = here;
  });

  doc.addEventListener('htmx:beforeRequest', function (event) {
    if (event.detail.target.id === 'page') latest = event.detail.xhr;
    say();
  });
  ['htmx:sendError', 'htmx:timeout'].forEach(function (name) {
    doc.addEventListener(name, function () { say('no-connection'); });
  });

  /* A page that needs a script of its own names it; it is fetched once, and pinned like the rest. */
  var brought = {};
  var lost = {}; // asked for again with the next page that needs it

  function bring(part, address) {
    if (brought[address]) return;
    brought[address] = true;
    var script = doc.createElement('script');
    script.integrity = part.getAttribute('data-integrity');
    script.onload = function () {
      if (lost[address]) isMissing(false);
    };
    script.onerror = function () {
      brought[address] = false;
      lost[address] = true;
      if (root.hasAttribute('data-cover-pressed')) part.submit();
    };
    script.src = address;
    doc.head.append(script);
  }

  function bringAll() {
    doc.querySelectorAll('[data-script]').forEach(function (part) {
      bring(part, part.getAttribute('data-script'));
    });
    if (root.hasAttribute('data-cover-after') || root.hasAttribute('data-blank')) bringCover();
  }

  doc.addEventListener('DOMContentLoaded', bringAll); // htmx may never come
  doc.addEventListener('htmx:load', bringAll);

  /* The cover's own script waits for the first sign of someone being there. Should the cover be
     pressed before it has come, the page is hidden at once all the same. */
  function bringCover() {
    var form = doc.querySelector('form[data-cover]');
    if (form) bring(form, form.getAttribute('data-script-later'));
  }

  ['keydown', 'pointerdown', 'pointermove', 'touchstart', 'focusin'].forEach(function (name) {
    window.addEventListener(name, bringCover, { capture: true, once: true, passive: true });
  });

  function coverNow(from) {
    root.coveredAt = window.scrollY; // a page that is not shown has no place
    root.classList.add('is-covered');
    root.setAttribute('data-cover-pressed', from);
    bringCover();
  }

  doc.addEventListener('submit', function (event) {
    if (!event.target.matches('[data-cover]')) return;
    event.preventDefault();
    try { doc.cookie = event.target.getAttribute('data-mark'); } catch (error) { /* blocked */ }
    coverNow('');
  }, true);

  /* Another tab was covered: so is this one, though nobody may have touched it yet. */
  try {
    new window.BroadcastChannel('y').onmessage = function (event) {
      if (event.data === 'cover' && !doc.querySelector('[data-sheet]')) coverNow('elsewhere');
    };
  } catch (error) { /* cookies are blocked: each tab is covered by itself */ }

  /* The way out stays in sight, and what is typed into is not under it. In a low window each line
     counts; and iPhones move the page up under the edge when their keyboard comes. */
  var bar = doc.querySelector('.exit-bar');
  var view = window.visualViewport;

  /* Where the bar takes more than a quarter of the window, all of it but the way out goes up with
     the page. */
  function makeRoom() {
    var leave = bar.querySelector('.exit-bar__leave');
    root.removeAttribute('data-bar');
    if (bar.offsetHeight > window.innerHeight / 4 && bar.offsetHeight > leave.offsetHeight * 1.6) {
      root.setAttribute('data-bar', 'tall');
    }
    var up = root.hasAttribute('data-bar') ? leave.offsetTop - leave.offsetHeight / 16 : 0;
    root.style.setProperty('--up', up + 'px');
    root.style.setProperty('--bar', bar.offsetHeight - up + 'px');
    root.style.setProperty('--above', view.scale > 1.01 ? 0 : Math.max(0, view.offsetTop) + 'px');
  }

  if (bar && view && window.ResizeObserver) {
    new ResizeObserver(function () {
      makeRoom();
      var low = window.matchMedia('(max-height: 30rem)').matches;
      if (low && /^(INPUT|TEXTAREA)$/.test(doc.activeElement.tagName)) {
        doc.activeElement.scrollIntoView({ block: 'nearest' });
      }
    }).observe(bar);
    view.addEventListener('resize', makeRoom);
    view.addEventListener('scroll', makeRoom);
  }

  /* A link within the page moves the focus there without adding a row to the history. */
  doc.addEventListener('click', function (event) {
    var link = event.target.closest ? event.target.closest('a[href^="#"]') : null;
    var goal = link && doc.getElementById(link.getAttribute('href').slice(1));
    if (!goal) return;
    event.preventDefault();
    focus(goal);
    goal.scrollIntoView();
  });
})(document);
