/* Listening: one line for several events, one table for what happens on the parts of a page. */

export function on(place, names, act, how) {
  names.split(' ').forEach(function (name) {
    place.addEventListener(name, act, how);
  });
}

/* Browsers tell of a pointer that rests over the page, too: at its opening, and as the page is laid
   out anew under it. Nobody did anything then. */
export function isOfSomeone(event) {
  return event.type !== 'pointermove' || event.movementX !== 0 || event.movementY !== 0;
}

/* What it happened on, or the part around it that fits `what`; null if there is none. */
export function around(event, what) {
  return event.target.closest ? event.target.closest(what) : null;
}

/* `acts` says what to do for each kind of part; the first that fits is taken. */
export function onParts(place, name, acts, how) {
  on(
    place,
    name,
    function (event) {
      Object.keys(acts).some(function (what) {
        var part = around(event, what);
        if (part) acts[what](part, event);
        return part;
      });
    },
    how
  );
}

/* `acts`: as above, by what is pressed. */
export function onPress(acts, how) {
  onParts(document, 'click', acts, how);
}
