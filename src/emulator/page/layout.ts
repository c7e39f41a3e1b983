/** The frame around every page: what stands on top, who one is, one line of advice or refusal. */
import { html } from 'hono/html';
import { assetPaths } from './assets.ts';
import type { Html } from './html.ts';
import { icon } from './icons.ts';
import { labelSheetPath } from './label-colour.ts';
import { avatar } from './parts.ts';
import type { PageUser } from './visit.ts';

export interface Frame {
  readonly title: string;
  /** The repository shown in the top bar, `/acme/shop`. */
  readonly home: string;
  /** The page's own address, which the acting user's menu leads back to and the script asks again. */
  readonly here: string;
  /** Changes when what the page shows has changed; absent on pages that stay as they are. */
  readonly version?: string;
  readonly login: string;
  readonly users: readonly PageUser[];
  readonly hint?: Html | undefined;
  readonly tour?: Html | undefined;
  /** Brings the tour back. */
  readonly tourAgain?: Html | undefined;
  /** Why the last thing was refused. */
  readonly flash?: string | undefined;
  /** The colours of the labels on the page. */
  readonly colours: readonly string[];
}

/** A whole document. */
export function layout(frame: Frame, content: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${frame.title}</title>
<link rel="icon" href="/_/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${assetPaths.markdown}">
<link rel="stylesheet" href="${assetPaths.style}">
<link rel="stylesheet" id="label-colours" href="${labelSheetPath(frame.colours)}">
<script type="module" src="${assetPaths.script}"></script>
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
${topBar(frame)}
<div class="page">
${frame.tour ?? ''}
${frame.hint ? html`<section class="hint" id="hint" aria-label="Hint">${icon('info')} <div>${frame.hint}</div></section>` : ''}
${frame.flash ? html`<div class="flash" id="flash" role="alert">${icon('alert')} <p>${frame.flash}</p></div>` : ''}
<main id="content" data-here="${frame.here}" data-version="${frame.version ?? ''}">
${content}
</main>
<p class="sr-only" id="news" role="status"></p>
</div>
<footer class="foot"><div class="page">An embedded GitHub for trying Postmortems. Nothing here leaves this machine. REST answers at <code>/api/v3</code>, GraphQL at <code>/api/graphql</code>.${frame.tourAgain ?? ''}</div></footer>
</body>
</html>`;
}

function topBar(frame: Frame): Html {
  const [, owner, name] = frame.home.split('/');
  return html`<header class="top">
  <nav aria-label="Repository">
    <a class="brand" href="/" aria-label="Home">${icon('completed')}</a>
    <span class="crumbs">${icon('repo')} <a href="${frame.home}/issues">${owner} <span aria-hidden="true">/</span> <strong>${name}</strong></a></span>
  </nav>
  ${userMenu(frame)}
</header>`;
}

function userMenu({ login, users, here }: Frame): Html {
  return html`<details class="menu who">
  <summary><span class="muted wide">You act as</span> ${avatar(login)} <strong>${login}</strong> ${icon('caret')}</summary>
  <form class="menu-panel" method="post" action="/_/act-as">
    <p class="menu-title">Act as</p>
    <input type="hidden" name="back" value="${here}">
    ${users.map(
      (
        user,
      ) => html`<button name="login" value="${user.login}"${user.login === login ? html` aria-current="true"` : ''}>
      ${avatar(user.login)} <strong>${user.login}</strong> <span class="muted">${user.role === 'visitor' ? 'no role' : user.role}</span>${user.login === login ? icon('check', 'current') : ''}
    </button>`,
    )}
  </form>
</details>`;
}

/** The page for what does not exist, and for what went wrong. */
export function messagePage(frame: Omit<Frame, 'title' | 'colours'>, title: string, words: string): Html {
  return layout(
    { ...frame, title, colours: [] },
    html`<div class="blank"><h1>${title}</h1><p>${words}</p><p><a href="/">All issues</a></p></div>`,
  );
}
