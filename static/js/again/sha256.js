/* SHA-256, block by block, so that what comes before a nonce is hashed once for all nonces. */

var words = new Int32Array(64); // the block at work, then all that is made of it
var primes = firstPrimes(64);

/* SHA-256's own numbers: the first bits of the roots of the first primes. */
var rounds = primes.map(function (prime) {
  return firstBits(Math.pow(prime, 1 / 3));
});
export var START = primes.slice(0, 8).map(function (prime) {
  return firstBits(Math.sqrt(prime));
});

function firstBits(value) {
  return ((value - Math.floor(value)) * 4294967296) | 0;
}

function isPrime(n) {
  for (var by = 2; by * by <= n; by += 1) {
    if (n % by === 0) return false;
  }
  return true;
}

function firstPrimes(count) {
  var found = [];
  for (var n = 2; found.length < count; n += 1) {
    if (isPrime(n)) found.push(n);
  }
  return found;
}

function turned(x, by) {
  return (x >>> by) | (x << (32 - by));
}

function threeTurns(x, a, b, c) {
  return turned(x, a) ^ turned(x, b) ^ turned(x, c);
}

function spreadOut() {
  for (var i = 16; i < 64; i += 1) {
    var early = words[i - 15];
    var late = words[i - 2];
    var fromEarly = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
    var fromLate = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
    words[i] = (words[i - 16] + words[i - 7] + fromEarly + fromLate) | 0;
  }
}

/* The hash after the block in the first 16 of `words`, on top of `state`. */
function mixed(state) {
  var a = state[0];
  var b = state[1];
  var c = state[2];
  var d = state[3];
  var e = state[4];
  var f = state[5];
  var g = state[6];
  var h = state[7];
  spreadOut();
  for (var i = 0; i < 64; i += 1) {
    var chosen = (e & f) ^ (~e & g);
    var most = (a & b) ^ (a & c) ^ (b & c);
    var one = (h + threeTurns(e, 6, 11, 25) + chosen + rounds[i] + words[i]) | 0;
    var two = (threeTurns(a, 2, 13, 22) + most) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  return [a, b, c, d, e, f, g, h].map(function (value, n) {
    return (state[n] + value) | 0;
  });
}

function put(text) {
  words.fill(0, 0, 16);
  for (var i = 0; i < text.length; i += 1) {
    words[i >> 2] |= text.charCodeAt(i) << (24 - 8 * (i & 3));
  }
}

/* `text`: 64 plain letters. */
export function afterBlock(state, text) {
  put(text);
  return mixed(state);
}

/* `text`: at most 55 plain letters, with which all `length` of them end. */
export function afterEnd(state, text, length) {
  put(text);
  words[text.length >> 2] |= 0x80 << (24 - 8 * (text.length & 3));
  words[15] = length * 8;
  return mixed(state);
}
