/* Opens what `part` is folded away in, if it is. */
export function unfoldAround(part) {
  var fold = part.closest('details');
  if (fold) fold.open = true;
}
