/* What has to be so before htmx begins, which comes after this script. */

// htmx notes the page's path in session storage, which browsers write to disk, even with its
// history off. Without a storage it does without.
Object.defineProperty(window, 'sessionStorage', { value: null });

// Only now: without this script, htmx would swap pages and lose forms.
document.body.setAttribute('hx-boost', 'true');
