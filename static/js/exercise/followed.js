/* What somebody may be following just now: a breath, a line, a voice. */

/* No quiet time: the page does not cover itself while `test` holds. */
export function noCoverWhile(test) {
  document.addEventListener('cover-due', function (event) {
    if (test()) event.preventDefault();
  });
}

/* The page is covered: all rests. */
export function whenCovered(act) {
  document.addEventListener('cover', act);
}
