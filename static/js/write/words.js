/* What of a page of writing is kept, as one line to compare and one piece to send. */

var WORDS = ['title', 'text'];
var CHOSEN = ['tags', 'feelings', 'own_feelings', 'number'];
var KEPT = WORDS.concat(['on', 'kind', 'prompt'], CHOSEN);

export function isKept(name) {
  return KEPT.indexOf(name) >= 0;
}

/* All of it, as one text; equal when nothing was changed. `data` is what the form would send. */
export function wordsIn(data) {
  return JSON.stringify(
    KEPT.map(function (name) {
      return WORDS.indexOf(name) >= 0 ? data.get(name) : data.getAll(name);
    })
  );
}

export function textIn(words) {
  return JSON.parse(words)[WORDS.indexOf('text')];
}

/* Tags alone are worth keeping on a new page; an entry has its words. */
export function isEmpty(data, isEntry) {
  var worth = isEntry ? WORDS : WORDS.concat(CHOSEN);
  return worth.every(function (name) {
    return !data.getAll(name).join('').trim();
  });
}

/* How many letters both lists begin with. */
function alike(one, other) {
  var n = 0;
  while (n < one.length && one[n] === other[n]) n += 1;
  return n;
}

/* What was typed since `before`, and where that belongs: letters that stay at the start and at the
   end, and how many there were, counted as the server counts them. */
export function pieceOf(before, after) {
  var old = Array.from(before);
  var now = Array.from(after);
  var start = alike(old, now);
  var end = alike(old.slice(start).reverse(), now.slice(start).reverse());
  return [now.slice(start, now.length - end).join(''), [start, end, old.length].join(' ')];
}
