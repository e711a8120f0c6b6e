/* The timer beside a page of writing: it starts when asked, pauses, and shows how far along only
   to who wants it. */
(function (win, doc) {
  'use strict';

  var clock = null;

  function one(place, name) {
    return place.querySelector('[data-' + name + ']');
  }

  function elapsed() {
    return clock.before + (clock.on ? Date.now() - clock.since : 0);
  }

  function tick() {
    var box = clock.box;
    win.clearTimeout(clock.timer);
    var part = Math.min(1, elapsed() / clock.total);
    box.querySelector('progress').value = part * 100;
    if (part >= 1) return over(box);
    if (clock.on) clock.timer = win.setTimeout(tick, Math.min(5000, clock.total - elapsed()));
  }

  function over(box) {
    clock.on = false;
    clock.before = clock.total;
    ['timer-start', 'timer-pause', 'timer-show'].forEach(function (name) {
      one(box, name).hidden = true;
    });
    box.querySelector('progress').hidden = true;
    one(box, 'timer-over').hidden = false;
    one(box, 'timer-said').textContent = box.getAttribute('data-over');
  }

  function draw(said) {
    var box = clock.box;
    var pause = one(box, 'timer-pause');
    clock.label = clock.label || pause.textContent;
    pause.textContent = clock.on ? clock.label : pause.getAttribute('data-go-on');
    one(box, 'timer-start').hidden = clock.begun;
    if (clock.begun && box.closest('details')) box.closest('details').open = true;
    pause.hidden = !clock.begun;
    box.querySelector('progress').hidden = !clock.shown;
    one(box, 'timer-show').setAttribute('aria-pressed', String(clock.shown));
    if (said) one(box, 'timer-said').textContent = box.getAttribute('data-' + said);
    tick();
  }

  function pressTimer(button) {
    if (button.matches('[data-timer-show]')) {
      clock.shown = !clock.shown;
      return draw();
    }
    var starting = button.matches('[data-timer-start]');
    clock.begun = true;
    clock.before = elapsed();
    clock.on = starting || !clock.on;
    clock.since = Date.now();
    draw(clock.on ? 'begun' : 'paused');
    one(clock.box, 'timer-pause').focus();
  }

  /* A page of writing is named by its editor, or by its step. */
  function pageOf() {
    var form = doc.querySelector('form[data-keep-at], form[data-step]');
    if (!form) return '';
    return form.getAttribute('data-step') || form.elements.namedItem('page').value;
  }

  /* A page drawn again while its time runs goes on with the same time. */
  function takeTimer(box) {
    var page = pageOf();
    if (clock && clock.box === box) return;
    if (clock) win.clearTimeout(clock.timer);
    if (!clock || !page || clock.page !== page) {
      clock = { page: page, before: 0, total: Number(box.getAttribute('data-timer')) * 60000 };
    }
    clock.box = box;
    clock.shown = Boolean(clock.shown);
    clock.begun = Boolean(clock.begun);
    draw();
  }

  function ready() {
    var timer = one(doc, 'timer');
    if (!timer) return;
    takeTimer(timer);
    // Only now does a press do something; the other scripts may have come before this one.
    one(timer, 'with-timer').hidden = false;
    one(timer, 'without-timer').hidden = true;
  }

  doc.addEventListener('click', function (event) {
    var button = event.target.closest && event.target.closest('button');
    if (button && clock && clock.box.contains(button)) pressTimer(button);
  });

  doc.addEventListener('htmx:load', ready);
  ready();
})(window, document);
