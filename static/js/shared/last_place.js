/* Where the reader was last on the page itself, as long as it is there: the way to “Cover” leads past
   the site's name, and a button that was pressed may go (page/last_place.js notes it). */
export function lastPlace(page) {
  return page.lastPlace && page.lastPlace.isConnected ? page.lastPlace : null;
}
