/* A form that was not taken just now is sent again by itself: after a pause, or with a small sum
   that shows the server some work was done (skills_app/vault/proofs.py). It can be stopped. */
(function (win, doc) {
  'use strict';

  var SLICE = 25; // milliseconds of sums, then the page has its turn
  var K = [];
  var START = [];
  var words = new Int32Array(64);
  var turns = new MessageChannel();
  var work = null; // what is being worked on, for one form

  /* SHA-256's own numbers: the first bits of the roots of the first primes. */
  (function () {
    function bits(value) { return ((value - Math.floor(value)) * 4294967296) | 0; }
    for (var n = 2; K.length < 64; n += 1) {
      var prime = true;
      for (var by = 2; by * by <= n; by += 1) if (n % by === 0) prime = false;
      if (!prime) continue;
      if (START.length < 8) START.push(bits(Math.pow(n, 1 / 2)));
      K.push(bits(Math.pow(n, 1 / 3)));
    }
    K = Int32Array.from(K);
  })();

  function spread(x, a, b, c, shift) {
    return ((x >>> a) | (x << (32 - a))) ^ ((x >>> b) | (x << (32 - b)))
      ^ (shift ? x >>> c : (x >>> c) | (x << (32 - c)));
  }

  /* One block of 64 bytes, in the first 16 of `words`, on top of `state`. */
  function block(state) {
    var i;
    for (i = 16; i < 64; i += 1) {
      words[i] = (words[i - 16] + words[i - 7] + spread(words[i - 15], 7, 18, 3, true)
        + spread(words[i - 2], 17, 19, 10, true)) | 0;
    }
    var a = state[0], b = state[1], c = state[2], d = state[3];
    var e = state[4], f = state[5], g = state[6], h = state[7];
    for (i = 0; i < 64; i += 1) {
      var one = (h + spread(e, 6, 11, 25) + ((e & f) ^ (~e & g)) + K[i] + words[i]) | 0;
      var two = (spread(a, 2, 13, 22) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + one) | 0;
      d = c; c = b; b = a; a = (one + two) | 0;
    }
    return [(state[0] + a) | 0, (state[1] + b) | 0, (state[2] + c) | 0, (state[3] + d) | 0,
      (state[4] + e) | 0, (state[5] + f) | 0, (state[6] + g) | 0, (state[7] + h) | 0];
  }

  function fill(text, ended, length) {
    words.fill(0, 0, 16);
    for (var i = 0; i < text.length; i += 1) words[i >> 2] |= text.charCodeAt(i) << (24 - 8 * (i & 3));
    if (!ended) return;
    words[text.length >> 2] |= 0x80 << (24 - 8 * (text.length & 3));
    words[15] = length * 8;
  }

  /* What the hash of one part has before any nonce: its first block, always full. */
  function begin(challenge, part) {
    var text = challenge + '.' + part;
    while (text.length < 64) text += '.';
    fill(text);
    return block(START);
  }

  function fits(state, nonce, bits) {
    fill(nonce, true, 64 + nonce.length);
    return block(state)[0] >>> (32 - bits) === 0;
  }

  function say(key) {
    var place = work.form.querySelector('[data-again-said]');
    var text = place.getAttribute('data-' + key);
    place.textContent = text.replace('%(part)s', work.found.length + 1).replace('%(parts)s', work.parts);
  }

  function isHere() {
    return work && work.form.isConnected;
  }

  function send() {
    say('sending');
    work.going = false;
    work.form.querySelector('button').click(); // requestSubmit is too new for some
  }

  function goOn() {
    if (!isHere() || !work.going) return;
    var until = Date.now() + SLICE;
    while (Date.now() < until) {
      for (var i = 0; i < 50; i += 1) {
        if (fits(work.state, work.nonce.toString(36), work.bits)) {
          work.found.push(work.nonce.toString(36));
          if (work.found.length === work.parts) {
            work.form.elements.proof.value = [work.challenge].concat(work.found).join('.');
            return send();
          }
          if (work.found.length % 4 === 0) say('working');
          work.nonce = 0;
          work.state = begin(work.challenge, work.found.length);
        } else {
          work.nonce += 1;
        }
      }
    }
    turns.port2.postMessage('');
  }

  turns.port1.onmessage = goOn;

  function prove(form) {
    work.challenge = form.getAttribute('data-challenge');
    work.bits = Number(form.getAttribute('data-bits'));
    work.parts = Number(form.getAttribute('data-parts'));
    work.found = [];
    work.nonce = 0;
    work.state = begin(work.challenge, 0);
    say('working');
    goOn();
  }

  function pause(form) {
    say('waiting');
    var longest = Number(form.getAttribute('data-seconds')) * 1000;
    work.timer = win.setTimeout(function () {
      if (isHere() && work.going) send();
    }, longest * (0.5 + Math.random()));
  }

  function stop() {
    work.going = false;
    win.clearTimeout(work.timer);
    work.form.querySelector('[data-again-stop]').hidden = true;
    say('stopped');
  }

  function take(form) {
    var how = form.getAttribute('data-again');
    if (!how || (work && work.form === form)) return;
    if (work) win.clearTimeout(work.timer);
    work = { form: form, going: true, found: [] };
    form.querySelector('[data-again-stop]').hidden = false;
    if (how === 'proof') prove(form);
    else pause(form);
  }

  function ready() {
    var form = doc.querySelector('form[data-again]');
    if (form) take(form);
  }

  doc.addEventListener('click', function (event) {
    if (isHere() && event.target.closest && event.target.closest('[data-again-stop]')) stop();
  });
  // Sent by hand: what goes by itself is over.
  doc.addEventListener('submit', function (event) {
    if (isHere() && event.target === work.form) {
      work.going = false;
      win.clearTimeout(work.timer);
    }
  }, true);
  doc.addEventListener('htmx:load', ready);
  ready();
})(window, document);
