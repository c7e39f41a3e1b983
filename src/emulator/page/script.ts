/**
 * The page's JavaScript, without which everything works too: it asks each second whether the page has changed (304 costs next to
 * nothing) and puts in only the parts that differ, never one that somebody is writing in. Besides: menus close, Ctrl+Enter sends.
 *
 * Parts: `data-part` is replaced as a whole; in `data-list` each child with an id is a part of its own.
 */
export const script = /* JavaScript */ `
const main = document.querySelector('main');
const news = document.querySelector('#news');
const dirty = new WeakSet();
let version = main.dataset.version;
let waiting = false;

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
  let added = 0;
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
    added++;
  });
  return [done, added];
}

function putPage(next) {
  let done = true;
  let added = 0;
  const colours = next.querySelector('#label-colours');
  const sheet = document.querySelector('#label-colours');
  if (colours.getAttribute('href') !== sheet.getAttribute('href')) sheet.href = colours.getAttribute('href');
  for (const fresh of next.querySelectorAll('[data-list]')) {
    const list = document.getElementById(fresh.id);
    if (!list?.hasAttribute('data-list')) return location.reload();
    const [finished, more] = putList(list, fresh);
    done = finished && done;
    added += more;
  }
  for (const fresh of next.querySelectorAll('[data-part]')) {
    const old = document.getElementById(fresh.id);
    if (old) done = put(old, fresh) && done;
  }
  const hint = document.querySelector('#hint');
  const newHint = next.querySelector('#hint');
  if (hint && newHint && hint.innerHTML !== newHint.innerHTML) hint.replaceWith(newHint);
  document.title = next.title;
  news.textContent = added > 0 ? 'Updated: ' + added + ' new below.' : 'Updated.';
  return done;
}

async function refresh() {
  if (document.hidden || waiting || !version) return;
  waiting = true;
  try {
    const response = await fetch(main.dataset.here, {
      headers: { 'if-none-match': '"' + version + '"' },
      cache: 'no-store',
    });
    if (response.status === 200) {
      const next = new DOMParser().parseFromString(await response.text(), 'text/html');
      if (putPage(next)) version = next.querySelector('main').dataset.version;
    }
  } catch {
    // The server is away for a moment; the next second asks again.
  } finally {
    waiting = false;
  }
}

remember(main);
if (version && document.querySelector('[data-part], [data-list]')) setInterval(refresh, 1000);
document.addEventListener('visibilitychange', refresh);
// A refused post has its own address: from here on it is the page's again.
if (location.pathname !== new URL(main.dataset.here, location.href).pathname) history.replaceState(null, '', main.dataset.here);

document.addEventListener('input', ({ target }) => { if (target.form) dirty.add(target.form); });
document.addEventListener('submit', (event) => {
  const question = event.target.dataset.confirm;
  if (question && !confirm(question)) event.preventDefault();
});
document.addEventListener('click', ({ target }) => closeMenus(target));
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    const menu = document.activeElement.closest?.('details.menu[open]');
    closeMenus(null);
    menu?.querySelector('summary').focus();
  }
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && event.target.matches('textarea')) event.target.form.requestSubmit();
});

function closeMenus(except) {
  for (const menu of document.querySelectorAll('details.menu[open]')) if (!except || !menu.contains(except)) menu.open = false;
}
`;
