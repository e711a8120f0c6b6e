/* The doorway opens on the page itself, and a half-typed key in it stays. */
import { one } from '../shared/elements.js';
import { calm, field, stick } from './editor.js';

var BOX = 'input:not([type="hidden"], [hidden])';

/* `how` is "opening" when a key was typed into it. */
export function openDoor(ours, html, how) {
  var place = one(ours.form, 'door');
  calm(ours);
  stick(ours, 'door');
  if (place.children.length && how !== 'opening') return;
  place.innerHTML = html;
  document.dispatchEvent(new Event('doorway'));
  if (how === 'opening') place.querySelector(BOX).focus();
}

export function isDoorOpen(ours) {
  return one(ours.form, 'door').children.length > 0;
}

export function closeDoor(ours, how) {
  if (!isDoorOpen(ours)) return;
  one(ours.form, 'door').textContent = '';
  if (how === 'opening') field('text').focus();
}

/* The first box of an open doorway around `input` that is still empty; undefined without one. */
export function emptyBox(place) {
  return [].filter.call(place.querySelectorAll(BOX), function (input) {
    return !input.value;
  })[0];
}
