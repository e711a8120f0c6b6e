/* Moving the focus to any part of the page, without moving the page. */

function makeFocusable(part) {
  if (part.hasAttribute('tabindex') || part.tabIndex >= 0) return;
  part.setAttribute('tabindex', '-1');
}

export function focus(part) {
  if (!part) return;
  makeFocusable(part);
  part.focus({ preventScroll: true });
}
