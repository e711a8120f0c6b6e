/* The way out stays in sight, and what is typed into is not under it. In a low window each line
   counts; and iPhones move the page up under the edge when their keyboard comes. */
import { on } from '../shared/events.js';
import { root } from '../shared/root.js';

var FIELD = 'input, textarea';
var bar = document.querySelector('.exit-bar');
var places = document.querySelector('.places');
var view = window.visualViewport;

/* More than a fifth of the window: all of it but the way out goes up with the page, if that makes
   room. */
function fold(leave) {
  root.removeAttribute('data-bar');
  var whole = bar.offsetHeight;
  if (whole <= window.innerHeight / 5) return;
  root.setAttribute('data-bar', 'tall');
  if (bar.offsetHeight - howFarUp(leave) > whole - 4) root.removeAttribute('data-bar');
}

/* How high the places stand at the lower edge, if they do. */
function heightBelow() {
  var style = window.getComputedStyle(places);
  return style.position === 'sticky' && style.order > 0 ? places.offsetHeight : 0;
}

/* Both bars together take no more than a fifth: else the places lie at the end of the page. */
function placeThePlaces() {
  root.removeAttribute('data-in-flow');
  var both = bar.offsetHeight + heightBelow();
  root.toggleAttribute('data-in-flow', both > window.innerHeight / 5);
  set('--places', heightBelow());
}

function howFarUp(leave) {
  return root.hasAttribute('data-bar') ? leave.offsetTop - leave.offsetHeight / 16 : 0;
}

function set(name, pixels) {
  root.style.setProperty(name, pixels + 'px');
}

function makeRoom() {
  var leave = bar.querySelector('.exit-bar__leave');
  fold(leave);
  var up = howFarUp(leave);
  set('--up', up);
  set('--bar', bar.offsetHeight - up);
  if (places) placeThePlaces();
  set('--above', view.scale > 1.01 ? 0 : Math.max(0, view.offsetTop));
}

function onSize() {
  var isLow = window.matchMedia('(max-height: 30rem)').matches;
  makeRoom();
  if (isLow && document.activeElement.matches(FIELD)) {
    document.activeElement.scrollIntoView({ block: 'nearest' });
  }
}

if (bar && view && window.ResizeObserver) {
  new ResizeObserver(onSize).observe(bar);
  on(view, 'resize scroll', makeRoom);
}
