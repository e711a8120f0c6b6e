/* A quiet word before the space locks itself, and one press that keeps it open. How much time there
   is, is asked of the server, which knows of every tab; asking counts as no use. */
(function (win, doc) {
  'use strict';

  var LOOK_AGAIN = 10; // seconds, while the word stands there: another tab may have been used
  var timer;

  function one(name) {
    return doc.querySelector('[data-' + name + ']');
  }

  /* Seconds beforehand: time enough to reach the button, whatever one gets about with. */
  function notice() {
    return Math.min(60, 25 * Number(one('lock-soon').getAttribute('data-minutes')));
  }

  function say(key) {
    var place = one('lock-said');
    var text = key ? place.getAttribute('data-' + key) : '';
    if (place.textContent !== text) place.textContent = text;
    one('stay-open').hidden = !key || key === 'stays';
  }

  function later(seconds, then) {
    win.clearTimeout(timer);
    timer = win.setTimeout(then, Math.max(1, seconds) * 1000);
  }

  function send(body) {
    return win.fetch(one('lock-soon').getAttribute('data-lock-soon'), {
      method: body ? 'POST' : 'GET', body: body, headers: { Accept: 'application/json' }
    }).then(function (answer) {
      if (!answer.ok) throw new Error();
      return answer.json();
    });
  }

  function ask() {
    if (!one('lock-soon')) return;
    send().then(function (told) {
      if (!one('lock-soon')) return;
      var spare = told.left - notice();
      if (!told.left) say('');
      else if (spare > 0) {
        say('');
        later(spare, ask);
      } else {
        if (told.more) say('soon');
        later(Math.min(told.left, LOOK_AGAIN), ask);
      }
    }, function () { later(LOOK_AGAIN, ask); });
  }

  function stay() {
    send().then(function (told) {
      var body = new FormData();
      body.append('csrfmiddlewaretoken', told.token);
      return send(body);
    }).then(function (told) {
      var had = doc.activeElement === one('stay-open');
      var page = doc.getElementById('page');
      say(told.left ? 'stays' : '');
      if (had) (page.lastPlace && page.lastPlace.offsetParent ? page.lastPlace : page).focus();
      later(5, ask);
    }).catch(function () { say('not-now'); });
  }

  doc.addEventListener('click', function (event) {
    if (event.target.closest && event.target.closest('[data-stay-open]')) stay();
  });
  doc.addEventListener('htmx:load', function () { if (one('lock-soon')) later(2, ask); });
  doc.addEventListener('uncover', function () { later(2, ask); });
  doc.addEventListener('visibilitychange', function () {
    if (doc.visibilityState === 'visible') later(0, ask);
  });
  later(2, ask);
})(window, document);
