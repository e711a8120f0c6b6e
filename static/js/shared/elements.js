/* Finding parts of the page by what its templates call them, and writing into them. */

/* The first part of `place` that is marked `data-<name>`, or null. */
export function one(place, name) {
  return place.querySelector('[data-' + name + ']');
}

/* All parts of the page that fit `what`, as a list. */
export function all(what) {
  return [].slice.call(document.querySelectorAll(what));
}

export function each(what, act) {
  all(what).forEach(act);
}

export function textOf(part) {
  return part.textContent;
}

export function showAll(what, yes) {
  each(what, function (part) {
    part.hidden = !yes;
  });
}

/* Only what is new: a status is heard when it is written to, be it with the same words. */
export function write(place, text) {
  if (place && place.textContent !== text) place.textContent = text;
}

/* Nothing for a value takes the attribute away. */
export function setAttribute(part, name, value) {
  if (value) part.setAttribute(name, value);
  else part.removeAttribute(name);
}

/* The words that the template gave `place` for this case; nothing for no case. */
export function wordsFor(place, key) {
  return (key && place.getAttribute('data-' + key)) || '';
}
