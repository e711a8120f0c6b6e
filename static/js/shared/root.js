/* <html> itself: it carries what holds for the whole page, and stays when a page changes. */
export var root = document.documentElement;
