/* When the page is seen or unseen. `acts.visible` and `acts.hidden` say what is done then. */
export function onSight(acts) {
  document.addEventListener('visibilitychange', function () {
    var act = acts[document.visibilityState];
    if (act) act();
  });
}
