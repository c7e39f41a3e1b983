/**
 * The page's JavaScript, without which everything works too: told that something has changed, it asks for the page again (304 costs next to
 * nothing) and puts in only the parts that differ, never one that somebody is writing in. Besides: menus close, Ctrl+Enter sends, examples go
 * into the comment box.
 *
 * A tab that nobody looks at hangs up: browsers allow six connections to one server. When it is looked at again it asks at once.
 *
 * Parts: `data-part` is replaced as a whole; in `data-list` each child with an id is a part of its own.
 */
export const script = /* JavaScript */ `
const main = document.querySelector('main');
const news = document.querySelector('#news');
const dirty = new WeakSet();
let version = main.dataset.version;
let waiting = false;
let again = false;

const known = new Map();
const remember = (root) => { for (const part of parts(root)) known.set(part.id, part.outerHTML); };
const parts = (root) => root.querySelectorAll('[data-part], [data-list] > [id]');

function isBusy(part) {
  if (part.querySelector('details.menu[open]')) return true;
  if ([...part.querySelectorAll('form')].some((form) => dirty.has(form))) return true;
  const active = document.activeElement;
  return part.contains(active) && active.matches('input, textarea, select');
}

function put(old, fresh) {
  if (known.get(fresh.id) === fresh.outerHTML || old.querySelector('[data-editing]')) return true;
  if (isBusy(old)) return false;
  known.set(fresh.id, fresh.outerHTML);
  const open = [...old.querySelectorAll('details')].map((details) => details.open);
  fresh.querySelectorAll('details').forEach((details, i) => { if (open[i]) details.open = true; });
  const focus = old.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
  fresh.classList.add('fresh');
  old.replaceWith(fresh);
  if (focus) [...fresh.querySelectorAll('a')].find((link) => link.getAttribute('href') === focus)?.focus();
  return true;
}

function putList(list, fresh) {
  let done = true;
  const added = [];
  const wanted = [...fresh.children];
  const ids = new Set(wanted.map((child) => child.id));
  for (const child of [...list.children]) {
    if (ids.has(child.id)) continue;
    if (isBusy(child)) done = false;
    else { child.remove(); known.delete(child.id); }
  }
  wanted.forEach((child, at) => {
    const old = document.getElementById(child.id);
    if (old) { done = put(old, child) && done; return; }
    known.set(child.id, child.outerHTML);
    child.classList.add('fresh');
    list.insertBefore(child, list.children[at] ?? null);
    added.push(child.id);
  });
  return [done, added];
}

function putPage(next) {
  let done = true;
  const fresh = [];
  const colours = next.querySelector('#label-colours');
  const sheet = document.querySelector('#label-colours');
  if (colours.getAttribute('href') !== sheet.getAttribute('href')) sheet.href = colours.getAttribute('href');
  for (const wanted of next.querySelectorAll('[data-list]')) {
    const list = document.getElementById(wanted.id);
    if (!list?.hasAttribute('data-list')) return location.reload();
    const [finished, added] = putList(list, wanted);
    done = finished && done;
    fresh.push(...added);
  }
  for (const part of next.querySelectorAll('main [data-part]')) {
    const old = document.getElementById(part.id);
    if (old) done = put(old, part) && done;
  }
  putAbove(next, 'hint');
  putAbove(next, 'tour');
  document.title = next.title;
  const told = fresh.map((id) => document.getElementById(id)?.dataset.news).find(Boolean);
  news.textContent = told ?? (fresh.length > 0 ? 'Updated: ' + fresh.length + ' new.' : 'Updated.');
  return done;
}

/** What stands above the page comes and goes. */
function putAbove(next, id) {
  const [old, fresh] = [document.getElementById(id), next.getElementById(id)];
  if (old && !fresh) old.remove();
  else if (fresh && !old) main.before(fresh);
  else if (fresh && !isBusy(old) && old.outerHTML !== fresh.outerHTML) {
    const had = old.contains(document.activeElement);
    old.replaceWith(fresh);
    if (had) (fresh.querySelector('a, button') ?? main).focus();
  }
}

async function refresh() {
  if (document.hidden || !version) return;
  if (waiting) { again = true; return; }
  waiting = true;
  again = false;
  try {
    const response = await fetch(main.dataset.here, {
      headers: { 'if-none-match': '"' + version + '"' },
      cache: 'no-store',
    });
    if (response.status === 200) {
      const next = new DOMParser().parseFromString(await response.text(), 'text/html');
      if (putPage(next)) version = next.querySelector('main').dataset.version;
      else setTimeout(refresh, 1000);
    }
  } catch {
    // The server is away for a moment; once it is back, the stream opens and asks.
  } finally {
    waiting = false;
    if (again) refresh();
  }
}

let stream;
function listen() {
  if (document.hidden) {
    stream?.close();
    stream = undefined;
    return;
  }
  if (stream && stream.readyState !== EventSource.CLOSED) return;
  stream = new EventSource('/_/changes');
  stream.onopen = refresh;
  stream.onmessage = refresh;
  stream.onerror = () => setTimeout(listen, 5000);
}

remember(main);
if (version && document.querySelector('[data-part], [data-list]')) {
  listen();
  document.addEventListener('visibilitychange', listen);
}
// What a refused post answered, and an address that begins a comment, are the page's own from here on.
if (location.pathname + location.search !== main.dataset.here && !main.dataset.here.includes('?'))
  history.replaceState(null, '', main.dataset.here + location.hash);

const narrow = matchMedia('(max-width: 1011px)');
const passes = document.querySelector('#passes');
if (passes && narrow.matches) passes.open = false;
document.documentElement.classList.add('has-script');

document.addEventListener('input', ({ target }) => { if (target.form) dirty.add(target.form); });
document.addEventListener('submit', (event) => {
  const question = event.target.dataset.confirm;
  if (question && !confirm(question)) event.preventDefault();
});
document.addEventListener('click', (event) => {
  const { target } = event;
  closeMenus(target);
  const link = target.closest?.('a[data-insert]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (new URL(link.href).pathname !== location.pathname) return;
  event.preventDefault();
  insert(link.dataset.insert);
});

/** Behind what is there already. */
function insert(text) {
  const box = document.querySelector('#comment');
  box.value = box.value.trim() ? box.value.trimEnd() + '\\n' + text : text;
  dirty.add(box.form);
  box.form.scrollIntoView({ block: 'center' });
  box.focus();
}

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    const menu = document.activeElement.closest?.('details.menu[open]');
    closeMenus(null);
    menu?.querySelector('summary').focus();
  }
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && event.target.matches('textarea')) event.target.form.requestSubmit();
});

// What a menu is opened for, often its last button, has to be in sight.
document.addEventListener('toggle', ({ target }) => {
  if (target.open && target.matches('.menu')) target.querySelector('.menu-panel').scrollIntoView({ block: 'nearest' });
}, true);

function closeMenus(except) {
  for (const menu of document.querySelectorAll('details.menu[open]')) if (!except || !menu.contains(except)) menu.open = false;
}
`;
