/* Leaving at once, in this order: empty the page, tell the other tabs, set the mark, send the beacon
   that closes everything and carries what was being typed, go elsewhere. Never waits for the network.
   Loaded before everything else; without it the exit form is a plain form and works as well. */
(function (win, doc) {
  'use strict';

  var SHIFTS = 3;
  var WITHIN = 5000; // milliseconds
  var MINE = 'form[data-exit]';
  var UNTYPED = /^(password|file|submit|button|reset|image)$/;
  var KEYS = /^(csrfmiddlewaretoken|login|password|passphrase|new_passphrase|offered)$/;
  var tabs = tried(function () { return new win.BroadcastChannel('x'); }); // not where cookies are blocked
  var me = String(Math.random());
  var elsewhere = {}; // what is being typed in this person's other tabs, in memory only
  var going = '';
  var root = doc.documentElement;

  /* One step of leaving. Whatever is missing or fails here, nothing may keep a person. */
  function tried(step) {
    try { return step(); } catch (error) { return null; }
  }

  /* Each form marked data-draft, as a list of [name, value]; no key of a doorway within it. A long
     text also has its piece: what was typed since it was last kept, and where that belongs. */
  function typed() {
    return [].map.call(doc.querySelectorAll('form[data-draft]'), function (form) {
      var pairs = [['form', form.getAttribute('data-draft')]];
      [].forEach.call(form.elements, function (field) {
        var kind = field.type;
        if (!field.name || KEYS.test(field.name) || UNTYPED.test(kind)) return;
        if ((kind === 'checkbox' || kind === 'radio') && !field.checked) return;
        var long = field.name === 'text' && form.piece && field.value.length > 999;
        pairs.push([field.name, field.value].concat(long ? form.piece() : []));
      });
      return pairs;
    });
  }

  function parcel(drafts, longest) {
    var data = new FormData();
    drafts.forEach(function (pairs, n) {
      var name = 'draft' + (n || '') + '-';
      var cut = false;
      pairs.forEach(function (pair) {
        var value = pair[1];
        if (value.length > longest && pair.length > 2) {
          value = pair[2];
          data.append(name + 'between', pair[3]);
        }
        cut = cut || value.length > longest;
        data.append(name + pair[0], value.slice(0, longest));
      });
      if (cut) data.append(name + 'cut', '1');
    });
    return data;
  }

  /* A beacon holds 64 KB. Of a longer draft the piece goes, or a cut one rather than the space
     left open. Where the browser takes none, a request that outlives the page. */
  function send(address, drafts) {
    var longest = 1e6;
    function isTaken() {
      return win.navigator.sendBeacon(address, parcel(drafts, longest));
    }
    while (!tried(isTaken)) {
      if (longest < 9) return fetchOn(parcel(drafts, 15e3 / (drafts.length || 1)));
      longest = longest > 6e4 ? 6e4 : longest >> 1;
    }
    function fetchOn(body) {
      return win.fetch(address, { method: 'POST', body: body, keepalive: true }).catch(function () {
        if (body) fetchOn(); // too much, perhaps
      });
    }
  }

  /* Of the title its neutral part stays; an empty one would show the address instead. */
  function wipe() {
    doc.title = doc.title.split(' · ').pop();
    if (doc.body) doc.body.replaceWith(doc.createElement('body'));
  }

  /* Where to is known first, so that going there is left to do whatever fails before it. */
  function leave(told, pressed) {
    var form = pressed || doc.querySelector(MINE);
    if (!form) return; // none: this page is empty already
    var fresh = doc.querySelector('[data-exit-page]');
    going = (fresh && fresh.getAttribute('data-exit-page')) || form.getAttribute('data-exit');
    var drafts = tried(typed) || [];
    tried(wipe);
    // An answer still on its way must not lead anywhere else, nor the parser add to the page.
    tried(function () { win.stop(); });
    if (!told) {
      tried(function () { tabs.postMessage({ leave: 1 }); });
      Object.keys(elsewhere).forEach(function (tab) {
        drafts = drafts.concat(elsewhere[tab]);
      });
      // Taken is not delivered: the mark goes with whatever this browser asks for next.
      tried(function () { doc.cookie = form.getAttribute('data-mark'); });
      tried(function () { send(form.getAttribute('data-lock'), drafts); });
    }
    win.location.replace(going);
    // A voice would read on until the other page is there.
    if (root.hasAttribute('data-aloud')) {
      tried(function () { win.speechSynthesis.cancel(); });
    }
  }

  /* Other tabs: they leave too, and what is typed in them comes along in the one beacon. A tab says
     so when someone turns away from it, and to a tab that was opened since and asks. */
  function share() {
    if (tabs && !going) tabs.postMessage({ tab: me, typed: typed() });
  }

  if (tabs) {
    tabs.onmessage = function (event) {
      if (event.data.leave) leave(true);
      else if (event.data.ask) share();
      else elsewhere[event.data.tab] = event.data.typed;
    };
    win.addEventListener('blur', share);
    doc.addEventListener('visibilitychange', share);
    tried(function () { tabs.postMessage({ ask: 1 }); });
  }

  /* By button. Capturing, so that nothing on the page can swallow the press. */
  win.addEventListener('submit', function (event) {
    if (event.target.matches(MINE)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      leave(false, event.target);
    }
  }, true);

  /* By Shift three times, alone, within five seconds, unless that was turned off. Never Esc: it
     would cancel the leaving. What ordinary use does with Shift never counts: capitals, a wheel
     that it turns sideways, and keyboards on a screen, which send it for caps lock and symbols. */
  var count = 0;
  var alone = false;
  var touched = false;
  var timer;

  function say(key) {
    var place = doc.querySelector('[data-status]');
    if (place) place.textContent = key ? place.getAttribute('data-' + key) : '';
  }

  function reset() {
    if (count) say();
    count = 0;
    alone = false;
    win.clearTimeout(timer);
  }

  function isOff() {
    return root.getAttribute('data-shift') === 'off';
  }

  function isTappedIn() {
    return /^(INPUT|TEXTAREA)$/.test((doc.activeElement || root).tagName)
      && (touched || win.matchMedia('(pointer: coarse)').matches);
  }

  win.addEventListener('keydown', function (event) {
    if (going) event.preventDefault(); // Esc would stop the other page from coming
    else if (event.key !== 'Shift') reset();
    else if (!event.repeat) {
      alone = !(event.ctrlKey || event.altKey || event.metaKey || isOff() || isTappedIn());
    }
  }, true);
  win.addEventListener('pointerdown', function (event) {
    touched = event.pointerType === 'touch';
    reset();
  }, true);
  win.addEventListener('wheel', reset, { capture: true, passive: true });
  win.addEventListener('input', reset, true);
  win.addEventListener('keyup', function (event) {
    if (event.key !== 'Shift' || !alone) return;
    alone = false;
    if (!count) timer = win.setTimeout(reset, WITHIN);
    count += 1;
    if (count >= SHIFTS) leave();
    else say(count === 1 ? 'twice-more' : 'once-more');
  }, true);

  /* Until htmx takes the presses, a plain link would add to the list behind the Back button. So a
     press that nobody has taken is held until htmx is there. Should it not come, the page that a
     link leads to takes this one's place, and a form is sent as without scripts. */
  var held;
  var settled = false;
  var patience;

  function hold(event, part) {
    if (event.defaultPrevented || going || root.getAttribute('data-address')
      || part.closest('[hx-boost="false"]')) return;
    if (!settled) {
      event.preventDefault();
      held = part; // of several the last one counts
      say('wait');
      patience = patience || win.setTimeout(settle, WITHIN);
    } else if (part.href) {
      event.preventDefault();
      win.location.replace(part.href);
    }
  }

  function settle() {
    var part = held;
    held = null;
    settled = true;
    if (!part) return;
    say();
    part.click();
  }

  win.addEventListener('click', function (event) {
    var link = event.target.closest && event.target.closest('a[href]');
    if (link && link.host === win.location.host && !link.target && !event.ctrlKey && !event.metaKey
      && !event.shiftKey) hold(event, link);
  });
  win.addEventListener('submit', function (event) {
    if (event.submitter) hold(event, event.submitter);
    if (event.defaultPrevented || !event.target.matches('[data-cover]')) return;
    // The cover's scripts are not here yet: it is a plain form, and hides the page all the same.
    doc.cookie = event.target.getAttribute('data-mark');
    root.classList.add('is-covered');
  });

  /* What the frame says of the keys is true only now that this script is here. */
  function ready() {
    var button = doc.querySelector('.exit-bar__button');
    var missing = doc.querySelector('[data-missing]');
    root.setAttribute('data-exits', '');
    if (button && isOff()) button.removeAttribute('aria-describedby');
    else if (button) button.setAttribute('aria-describedby', 'exit-keys');
    if (doc.readyState !== 'complete') return;
    settle();
    if (missing && !doc.body.hasAttribute('hx-boost')) missing.hidden = false; // page.js sets it
  }

  doc.addEventListener('readystatechange', ready);
  // On the window, so after those that hand new choices to <html>.
  win.addEventListener('htmx:load', function () {
    settle();
    ready();
  });
  ready();

  /* What the browser keeps for its Back button is an empty page, and is asked for anew. */
  win.addEventListener('pagehide', function () {
    if (tabs && !going) tabs.postMessage({ tab: me, typed: [] });
    wipe();
  });
  win.addEventListener('pageshow', function (event) {
    if (event.persisted) win.location.reload();
  });
})(window, document);
