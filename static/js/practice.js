/* The breathing pacer, and guides that go on by themselves. Nothing starts unasked, everything
   pauses, and every time is read from one clock, so that late timers never add up. What was missed
   while that clock or the page rested is dropped, never made up for. */
(function (doc) {
  'use strict';

  var LATE = 0.6; // seconds; a turn that is noticed later than this is over
  var BUZZ = { in: [90], sip: [60, 60, 60, 60, 60], hold: [90, 130, 90], out: [500] };
  var reduced = window.matchMedia('(prefers-reduced-motion: reduce)');
  var runs = new WeakMap();
  var going = null; // the guide that goes on by itself, named by its step
  var waiting;
  var wentOn = false; // whether the page that comes was asked for by such a guide
  var reading = null; // what is being read aloud: its words, its button and that one's name
  var turn = Promise.resolve(); // the last press on a rhythm button
  var turnsSaid = false; // whether a screen reader is told of each turn
  var saying; // the line of a guide that is about to be said
  var heard = null; // the sound of a tone on trial
  var lit = null; // what keeps the screen from going dark
  var asking = false;

  function part(box, name) {
    return box.querySelector('[data-' + name + ']');
  }

  function write(box, name, text) {
    var place = part(box, name);
    if (place && place.textContent !== text) place.textContent = text;
  }

  function elapsed(run) {
    return run.before + (run.on ? (performance.now() - run.since) / 1000 : 0);
  }

  function breathe(box, to, time) {
    box.style.setProperty('--breath-time', time + 's');
    box.style.setProperty('--breath', to);
  }

  /* What one round is made of: seconds, cue, and how far open the shape is at its end. */
  function phases(data) {
    var sip = Number(data.sip || 0);
    if (data.side) {
      return [0, 1, 2, 3].map(function (side) {
        return { time: Number(data.side), cue: data['cueSide' + side], side: side,
          buzz: new Array(2 * side + 1).fill(90) };
      });
    }
    return [
      { time: Number(data.in), cue: data.cueIn, to: sip ? 0.8 : 1, tone: 330, buzz: BUZZ.in },
      { time: sip, cue: data.cueSip, to: 1, tone: 349, buzz: BUZZ.sip },
      { time: Number(data.hold), cue: data.cueHold, to: 1, buzz: BUZZ.hold },
      { time: Number(data.out), cue: data.cueOut, to: 0, tone: 262, buzz: BUZZ.out }
    ].filter(function (phase) { return phase.time > 0; });
  }

  /* What a turn is known by without looking, each for those who switched it on: a soft tone, a
   buzz of its own, a word for a screen reader. */
  function mark(run, phase) {
    var data = run.box.dataset;
    if (turnsSaid) write(run.box, 'said', phase.cue);
    if ('vibration' in data) buzz(phase.buzz);
    if (!run.sound || !phase.tone) return;
    if (run.sound.state === 'running') sing(run.sound, phase.tone);
    else run.due = { height: phase.tone, at: performance.now() };
  }

  /* In, stay and out, one after the other, for someone who is making up their mind. */
  function feelBuzz() {
    buzz(BUZZ.in.concat(900, BUZZ.hold, 900, BUZZ.out));
  }

  function buzz(pattern) {
    if (navigator.vibrate) navigator.vibrate(pattern);
  }

  /* Gets the sound of a pacer going: on a press, and when the page is seen again. The browser may
     have stopped its clock meanwhile, and whatever is put before a stopped clock sounds all at once
     when it goes on: so no tone begins but on a clock that runs. */
  function wake(run) {
    if (!('tone' in run.box.dataset) || !window.AudioContext) return;
    var sound = run.sound = run.sound || new AudioContext();
    if (sound.state === 'running') return;
    sound.resume().then(function () {
      var due = run.due;
      run.due = null;
      if (!due || performance.now() - due.at > LATE * 1000) return;
      if (run.on && run.sound === sound && sound.state === 'running') sing(sound, due.height);
    }).catch(function () {});
  }

  function sing(sound, height) {
    var now = sound.currentTime;
    var tone = sound.createOscillator();
    var loud = sound.createGain();
    tone.frequency.value = height;
    loud.gain.setValueAtTime(0, now);
    loud.gain.linearRampToValueAtTime(0.06, now + 0.25);
    loud.gain.linearRampToValueAtTime(0, now + 1.4);
    tone.connect(loud).connect(sound.destination);
    tone.start(now);
    tone.stop(now + 1.5);
    return tone;
  }

  /* The tone of a breath in, once, for someone who is making up their mind. */
  function hearTone() {
    if (!window.AudioContext) return;
    silence(heard);
    var sound = heard = new AudioContext();
    var asked = performance.now();
    sound.resume().then(function () {
      if (sound !== heard || performance.now() - asked > 1000) return silence(sound);
      sing(sound, 330).onended = function () { silence(sound); };
    }).catch(function () {});
  }

  function silence(sound) {
    if (sound && sound.state !== 'closed') sound.close();
  }

  function hush(run) {
    silence(run.sound);
    run.sound = run.due = null;
    if ('vibration' in run.box.dataset) buzz(0);
  }

  /* The screen stays lit while something is followed on it, and no moment longer. Whether it does
     is the browser's to say; a no changes nothing. */
  function light() {
    if (!navigator.wakeLock) return;
    if (unseen() || !(going || runningPacers().length)) {
      if (lit) lit.release().catch(function () {});
      lit = null;
    } else if (!lit && !asking) {
      asking = true;
      navigator.wakeLock.request('screen').then(function (given) {
        asking = false;
        lit = given;
        given.addEventListener('release', function () { if (lit === given) lit = null; });
        light(); // it may have ended meanwhile
      }).catch(function () { asking = false; });
    }
  }

  function unseen() {
    return doc.visibilityState === 'hidden';
  }

  /* Length of one breath from what the page says, and the whole rounded to full breaths. */
  function measure(run, seconds) {
    var data = run.box.dataset;
    run.phases = phases(data);
    run.whole = run.phases.reduce(function (sum, phase) { return sum + phase.time; }, 0);
    run.total = Math.max(1, Math.round(seconds / run.whole)) * run.whole;
    run.before = 0;
    run.since = performance.now();
    run.phase = -1;
  }

  function tick(run) {
    var box = run.box;
    clearTimeout(run.timer);
    if (!box.isConnected) {
      hush(run);
      light();
    }
    if (!run.on || !box.isConnected) return;
    var now = elapsed(run);
    if (now >= run.total) return stop(run, 'end');
    var breath = Math.floor(now / run.whole);
    var into = now - breath * run.whole;
    var kind = 0;
    var from = 0;
    while (kind < run.phases.length - 1 && into >= from + run.phases[kind].time) {
      from += run.phases[kind].time;
      kind += 1;
    }
    var phase = run.phases[kind];
    var left = from + phase.time - into;
    var still = reduced.matches || box.closest('[data-motion="still"]') !== null;
    var numbers = still && !('uncounted' in box.dataset);
    if (run.phase !== breath * 4 + kind) {
      run.phase = breath * 4 + kind;
      write(box, 'cue', phase.cue);
      if (run.asked || into - from < LATE) mark(run, phase);
      else if (turnsSaid) write(box, 'said', ''); // so that the next is heard, be it the same
      run.asked = false;
      if (phase.side >= 0) {
        box.style.setProperty('--breath-time', left + 's');
        box.dataset.at = phase.side;
      } else {
        breathe(box, phase.to, left);
      }
      if ('counted' in box.dataset && !numbers) write(box, 'count', String(breath % 5 + 1));
    }
    if (numbers) {
      write(box, 'count', String(Math.floor(into - from) + 1));
      left = Math.min(left, 1 - (into - from) % 1);
    }
    run.timer = setTimeout(tick, Math.max(left * 1000, 4), run);
  }

  function show(box, running) {
    var active = box.contains(doc.activeElement);
    part(box, 'pacer-start').hidden = running;
    part(box, 'pacer-pause').hidden = !running;
    part(box, 'pacer-stop').hidden = !running;
    if (active) part(box, running ? 'pacer-pause' : 'pacer-start').focus();
  }

  /* The pause button says what the next press does. */
  function name(run) {
    var button = part(run.box, 'pacer-pause');
    if (!run.label) run.label = button.textContent;
    button.textContent = run.on ? run.label : button.dataset.goOn;
  }

  /* The example on the comfort page follows what is typed there, as long as that keeps to the
     safe ranges: least and most for breathing in, out, resting, and the whole of a breath. */
  function followTyped(data, fields) {
    var safe = data.safe.split(' ').map(Number);
    var typed = ['breath_in', 'breath_out', 'hold_seconds'].map(function (name) {
      return Number(fields[name].value.replace(',', '.'));
    });
    var hold = 'heldOff' in data ? 0 : typed[2];
    var whole = [typed[0], typed[1], hold, typed[0] + typed[1] + hold];
    var fits = typed[1] >= typed[0] && whole.every(function (value, part) {
      return value >= safe[2 * part] && value <= safe[2 * part + 1];
    });
    if (!fits) return;
    data.in = typed[0];
    data.out = typed[1];
    data.hold = hold;
  }

  function start(box) {
    var run = { box: box, on: true };
    var form = box.closest('form');
    runs.set(box, run);
    if (form && box.dataset.safe) followTyped(box.dataset, form.elements);
    measure(run, Number(box.dataset.seconds));
    show(box, true);
    name(run);
    wake(run);
    write(box, 'said', box.dataset.sayStart);
    tick(run);
    light();
    if (form && 'tell' in box.dataset) send(form, 'began');
  }

  function stop(run, why) {
    clearTimeout(run.timer);
    run.on = true;
    name(run);
    run.on = false;
    runs.delete(run.box);
    hush(run);
    delete run.box.dataset.at;
    breathe(run.box, 0.35, 2);
    write(run.box, 'count', '');
    write(run.box, 'cue', why ? run.box.dataset.cueEnd : '');
    write(run.box, 'said', run.box.dataset.sayEnd);
    show(run.box, false);
    light();
  }

  function pause(run) {
    run.before = elapsed(run);
    run.since = performance.now();
    run.on = !run.on;
    run.box.getAnimations({ subtree: true }).forEach(function (moving) {
      if (run.on) moving.play();
      else moving.pause();
    });
    name(run);
    write(run.box, 'said', run.box.dataset[run.on ? 'sayStart' : 'sayPause']);
    if (run.on) {
      run.phase = -1;
      run.asked = true; // where one is, is told at once, though the turn was before
      wake(run);
    } else {
      hush(run);
      write(run.box, 'cue', run.box.dataset.cuePaused);
    }
    tick(run);
    light();
  }

  function send(form, move) {
    var body = new FormData(form);
    body.set('move', move);
    return fetch(form.action, { method: 'POST', body: body, headers: { Accept: 'application/json' } })
      .catch(function () {});
  }

  /* Every pacer on the page that is running. */
  function runningPacers() {
    return [].map.call(doc.querySelectorAll('[data-pacer]'), function (box) {
      return runs.get(box);
    }).filter(function (run) { return run && run.on; });
  }

  function sayTurns(box) {
    var run = runs.get(box);
    turnsSaid = !turnsSaid;
    showTurns();
    if (!run || !run.on) return;
    write(box, 'said', turnsSaid ? part(box, 'cue').textContent : '');
  }

  function showTurns() {
    doc.querySelectorAll('[data-say-turns]').forEach(function (button) {
      button.setAttribute('aria-pressed', String(turnsSaid));
    });
  }

  /* The server decides what a press on a rhythm button makes; here it only takes effect. Quick
     presses wait for each other: each starts from what the one before it made. */
  function adjust(box, button) {
    turn = turn.then(function () {
      return send(button.form, button.value);
    }).then(function (answer) {
      return answer && answer.ok && answer.json();
    }).then(function (rhythm) {
      var said = doc.querySelector('[data-status]');
      if (said) said.textContent = rhythm ? rhythm.said || '' : said.getAttribute('data-not-sent');
      if (!rhythm) return;
      var run = runs.get(box);
      ['in', 'hold', 'out'].forEach(function (part) {
        var shown = box.querySelector('[data-shows="' + part + '"]');
        var sent = button.form.elements['breath_' + part];
        box.dataset[part] = rhythm[part].seconds;
        if (sent) sent.value = rhythm[part].seconds;
        if (shown) shown.textContent = rhythm[part].shown;
      });
      if (!run) return;
      measure(run, run.total - elapsed(run));
      tick(run);
    }).catch(function () {}); // an answer that makes no sense holds up none after it
  }

  /* Browsers inside other apps often can not print. */
  function print() {
    var place = doc.querySelector('[data-status]');
    try {
      window.print();
    } catch (error) {
      if (place) place.textContent = place.getAttribute('data-no-print');
    }
  }

  function guideName(guide) {
    return guide.closest('form').dataset.step;
  }

  /* Who pressed nothing finds the focus where it was, on the new page: so is the form marked. */
  function pressNext(guide) {
    var form = guide.closest('form');
    var had = doc.activeElement;
    var same = '';
    if (had && form.contains(had)) {
      same = had.matches('[data-guide-start]') ? '[data-guide-start]'
        : had.name ? '[name="' + had.name + '"][value="' + had.value + '"]' : '';
    }
    wentOn = true;
    form.setAttribute('data-by-itself', same);
    form.querySelector('[name="move"][value="next"]').click();
  }

  /* The new line is said a moment after it came: a status is heard when it changes. A pause in that
     moment keeps it unsaid. */
  function sayLine() {
    var guide = doc.querySelector('[data-guide]');
    if (!wentOn || !guide) return;
    wentOn = false;
    if ('vibration' in guide.dataset) buzz(BUZZ.sip);
    saying = window.setTimeout(function () {
      write(guide, 'said', guide.querySelector('.prompt').textContent.trim());
    }, 150);
  }

  function goOn(guide) {
    var running = going === guideName(guide);
    clearTimeout(waiting);
    guide.querySelector('[data-when-still]').hidden = running;
    guide.querySelector('[data-when-running]').hidden = !running;
    guide.classList.remove('is-resting');
    light();
    if (!running || unseen()) return; // nothing goes by that nobody sees
    waiting = setTimeout(function () {
      guide.classList.add('is-resting');
      waiting = setTimeout(function () {
        if (guide.isConnected && going) pressNext(guide);
      }, guide.dataset.rest * 1000);
    }, guide.dataset.every * 1000);
  }

  /* The browser's own voice reads the line in view, when asked and never after leaving it. The
     button that began it ends it. */
  function aloud(button, text) {
    if (!window.speechSynthesis) return;
    var again = reading && reading.button === button;
    quiet();
    if (again) return;
    var words = new SpeechSynthesisUtterance(text);
    words.lang = doc.documentElement.lang;
    words.rate = 0.85;
    words.onend = words.onerror = function () {
      if (reading && reading.words === words) named(null);
    };
    named({ words: words, button: button, label: button.textContent });
    speechSynthesis.resume(); // a voice that another page left waiting would keep these words
    speechSynthesis.speak(words);
  }

  /* The button says what the next press does, and the page that a voice is heard (exit.js). */
  function named(now) {
    if (reading) reading.button.textContent = reading.label;
    reading = now;
    doc.documentElement.toggleAttribute('data-aloud', Boolean(now));
    if (now) now.button.textContent = now.button.dataset.stop;
  }

  /* Not asked for in vain: the browser would get its voices ready, just when someone leaves. */
  function quiet() {
    if (!reading) return;
    named(null);
    speechSynthesis.cancel();
  }

  window.addEventListener('pagehide', quiet);

  /* Someone may be following: the page does not cover itself. When it is covered, all rests. */
  doc.addEventListener('cover-due', function (event) {
    if (reading || going || runningPacers().length) event.preventDefault();
  });
  doc.addEventListener('cover', function () {
    var guide = doc.querySelector('[data-guide][data-every]');
    quiet();
    going = null;
    clearTimeout(saying);
    runningPacers().forEach(pause);
    if (guide) goOn(guide);
  });

  /* Seen again: the shape takes up where the breath is by now, and a line gets its whole time. */
  doc.addEventListener('visibilitychange', function () {
    var guide = doc.querySelector('[data-guide][data-every]');
    if (!unseen()) {
      runningPacers().forEach(function (run) {
        wake(run);
        run.phase = -1;
        tick(run);
      });
    }
    if (guide) goOn(guide);
    light();
  });

  /* Leaving empties the page: what was followed on it ends with it. */
  new MutationObserver(function () {
    going = null;
    clearTimeout(waiting);
    light();
  }).observe(doc.documentElement, { childList: true });

  doc.addEventListener('click', function (event) {
    var button = event.target.closest && event.target.closest('button');
    runningPacers().forEach(wake);
    if (!button) return;
    if (event.isTrusted && button.form) {
      wentOn = false;
      button.form.removeAttribute('data-by-itself');
    }
    var box = button.closest('[data-pacer]');
    var guide = button.closest('[data-guide]');
    var run = box && runs.get(box);
    if (button.matches('[data-print]')) print();
    else if (button.matches('[data-hear-tone]')) hearTone();
    else if (button.matches('[data-feel-buzz]')) feelBuzz();
    else if (box && button.matches('[data-say-turns]')) sayTurns(box);
    else if (box && button.matches('[data-pacer-start]')) start(box);
    else if (run && button.matches('[data-pacer-pause]')) pause(run);
    else if (run && button.matches('[data-pacer-stop]')) stop(run);
    else if (box && /^(in|out)_/.test(button.value)) {
      event.preventDefault();
      event.stopPropagation();
      adjust(box, button);
    } else if (button.matches('[data-aloud]')) {
      aloud(button, (guide || doc).querySelector('.prompt, [data-read]').textContent);
    } else if (guide && button.matches('[data-guide-start]')) {
      going = going ? null : guideName(guide);
      clearTimeout(saying);
      write(guide, 'said', button.dataset[going ? 'started' : 'paused']);
      goOn(guide);
    } else if (button.name === 'move' && button.value !== 'next') {
      going = null;
    }
  }, true);

  /* Hands the look chosen now to <html>, which a page change leaves as it was. On the comfort
     page, the section that was kept last is the one that knows. */
  function look(event) {
    var come = event && event.detail && event.detail.elt;
    var now = come && come.querySelector && come.querySelector('[data-look-now]');
    now = now || doc.querySelector('#now-look [data-look-now]') || doc.querySelector('[data-look-now]');
    if (!now) return;
    ['look', 'size', 'spacing', 'font', 'motion', 'pictures', 'shift', 'cover-after', 'blank',
      'address'].forEach(function (name) {
      var value = now.getAttribute('data-now-' + name);
      if (value) doc.documentElement.setAttribute('data-' + name, value);
      else doc.documentElement.removeAttribute('data-' + name);
    });
  }

  function ready(event) {
    look(event);
    // What is chosen is kept as it is chosen, so the button to keep it is only in the way.
    if (window.htmx) doc.querySelectorAll('[data-saves]').forEach(function (one) { one.hidden = true; });
    doc.querySelectorAll('[data-with-scripts]').forEach(function (found) { found.hidden = false; });
    doc.querySelectorAll('[data-without-scripts]').forEach(function (found) { found.hidden = true; });
    doc.querySelectorAll('[data-feel-buzz]').forEach(function (one) { one.hidden = !navigator.vibrate; });
    var guide = doc.querySelector('[data-guide][data-every]');
    quiet();
    sayLine();
    showTurns();
    if (!guide || guideName(guide) !== going) going = null;
    clearTimeout(waiting);
    if (guide) goOn(guide);
    light();
  }

  doc.addEventListener('htmx:load', ready);
  if (doc.readyState === 'loading') doc.addEventListener('DOMContentLoaded', ready);
  else ready();
})(document);
