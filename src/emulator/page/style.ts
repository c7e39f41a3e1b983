/** How the page looks: GitHub's colours, light and dark by what the system says, from a phone's width up. No colour is the only sign. */
export const style = /* CSS */ `
:root {
  color-scheme: light dark;
  --fg: #1f2328; --muted: #59636e; --page: #ffffff; --subtle: #f6f8fa; --line: #d1d9e0; --line-soft: #d1d9e0b3;
  --accent: #0969da; --accent-soft: #ddf4ff; --accent-line: #54aeff66;
  --open: #1a7f37; --open-bg: #1f883d; --done: #8250df; --done-bg: #8250df; --idle: #59636e; --idle-bg: #59636e;
  --primary: #1f883d; --primary-hover: #1c8139; --danger: #cf222e; --danger-soft: #ffebe9; --danger-line: #ff818266;
  --button: #f6f8fa; --button-hover: #eff2f5; --field: #ffffff; --fresh: #fff8c5; --shadow: 0 8px 24px #1f232833;
  --added: #dafbe1; --removed: #ffebe9; --primary-blue: #0969da;
}
@media (prefers-color-scheme: dark) {
  :root {
    --fg: #f0f6fc; --muted: #9198a1; --page: #0d1117; --subtle: #151b23; --line: #3d444d; --line-soft: #3d444db3;
    --accent: #4493f8; --accent-soft: #121d2f; --accent-line: #388bfd66;
    --open: #3fb950; --open-bg: #238636; --done: #ab7df8; --done-bg: #8957e5; --idle: #9198a1; --idle-bg: #656c76;
    --primary: #238636; --primary-hover: #29903b; --danger: #ff7b72; --danger-soft: #25171c; --danger-line: #f8514966;
    --button: #212830; --button-hover: #262c36; --field: #0d1117; --fresh: #272115; --shadow: 0 8px 24px #01040966;
    --added: #12261e; --removed: #301b1e; --primary-blue: #1f6feb;
  }
}
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--fg); font: 14px/1.5 -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; }
h1, h2, p, ul, ol, fieldset { margin: 0; padding: 0; border: 0; }
ul:not(.markdown-body *), ol:not(.markdown-body *) { list-style: none; }
a { color: var(--accent); text-decoration: none; }
a:hover, .markdown-body a, .hint a, .empty a, .filter a:not(.label), :is(.event p, .row p, .issue-meta) a:not(.label, .person) { text-decoration: underline; text-underline-offset: 0.2rem; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 6px; }
button, input, select, textarea { font: inherit; color: inherit; }
code { font-family: ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, monospace; font-size: 85%; }
.icon { fill: currentColor; flex: none; vertical-align: text-bottom; }
.muted, a.muted { color: var(--muted); }
.push { margin-left: auto; }
.sr-only { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 8px; top: -60px; z-index: 20; padding: 8px 16px; background: var(--page); border: 1px solid var(--line); border-radius: 6px; }
.skip:focus { top: 8px; }
.page { max-width: 1240px; margin: 0 auto; padding: 0 24px; }
main { padding: 24px 0 40px; }

.top { display: flex; align-items: center; gap: 12px; padding: 10px 24px; background: var(--subtle); border-bottom: 1px solid var(--line); }
.top nav { display: flex; align-items: center; gap: 12px; min-width: 0; }
.brand { display: inline-flex; color: var(--done); }
.brand .icon { width: 28px; height: 28px; }
.crumbs { display: inline-flex; align-items: center; gap: 8px; color: var(--muted); }
.crumbs a { color: var(--fg); }
.who { margin-left: auto; }
.foot { padding: 20px 0 40px; border-top: 1px solid var(--line-soft); color: var(--muted); font-size: 12px; }

.hint, .flash { display: flex; gap: 8px; align-items: flex-start; margin-top: 16px; padding: 10px 14px; border: 1px solid var(--accent-line); border-radius: 6px; background: var(--accent-soft); }
.hint .icon, .flash .icon { margin-top: 3px; color: var(--accent); }
.hint code { padding: 2px 6px; border-radius: 6px; background: color-mix(in srgb, var(--fg) 10%, transparent); }
.flash { border-color: var(--danger-line); background: var(--danger-soft); }
.flash .icon { color: var(--danger); }

.button, .menu > summary.button, .menu-panel button.button { display: inline-flex; align-items: center; justify-content: center; gap: 6px; width: auto; min-height: 32px; padding: 4px 14px; border: 1px solid var(--line); border-radius: 6px; background: var(--button); color: var(--fg); font-weight: 500; line-height: 20px; cursor: pointer; white-space: nowrap; }
.button:hover { background: var(--button-hover); text-decoration: none; }
.button.primary, .menu-panel button.button.primary { background: var(--primary); border-color: transparent; color: #fff; }
.button.primary:hover { background: var(--primary-hover); }
.button.small, .menu > summary.button.small { min-height: 28px; padding: 2px 10px; font-size: 12px; }
.quiet { display: inline-flex; align-items: center; gap: 6px; min-height: 24px; padding: 2px 6px; border: 0; border-radius: 6px; background: none; color: var(--muted); font-size: 12px; cursor: pointer; }
.quiet:hover { background: var(--button-hover); color: var(--fg); text-decoration: none; }
input:not([type]), select, textarea { padding: 5px 12px; border: 1px solid var(--line); border-radius: 6px; background: var(--field); min-height: 32px; max-width: 100%; }
::placeholder { color: var(--muted); opacity: 1; }
.avatar { border-radius: 50%; vertical-align: middle; flex: none; }
.person { color: var(--fg); font-weight: 600; }
.tagged { padding: 0 6px; border: 1px solid var(--line); border-radius: 2em; color: var(--muted); font-size: 12px; font-weight: 500; }

.label { display: inline-block; padding: 0 8px; border: 1px solid; border-radius: 2em; font-size: 12px; font-weight: 500; line-height: 19px; overflow-wrap: anywhere; }
a.label:hover { text-decoration: underline; }
.labels { display: inline-flex; flex-wrap: wrap; gap: 4px; vertical-align: middle; }
.state-icon { display: inline-flex; margin-top: 3px; }
.state-open { color: var(--open); } .state-completed { color: var(--done); } .state-not_planned, .state-duplicate { color: var(--idle); }
.badge { display: inline-flex; align-items: center; gap: 6px; padding: 5px 12px; border-radius: 2em; color: #fff; font-weight: 500; line-height: 20px; white-space: nowrap; }
.badge-open { background: var(--open-bg); } .badge-completed { background: var(--done-bg); } .badge-not_planned, .badge-duplicate { background: var(--idle-bg); }
.progress { display: inline-flex; align-items: center; gap: 5px; padding: 0 8px 0 6px; border: 1px solid var(--line); border-radius: 2em; color: var(--muted); font-size: 12px; line-height: 20px; white-space: nowrap; vertical-align: middle; }
.ring circle { fill: none; stroke-width: 3; } .ring-whole { stroke: var(--line); } .ring-part { stroke: var(--done); }
.reactions { display: flex; flex-wrap: wrap; align-items: center; gap: 6px; padding: 0 16px 12px; }
.reactions form[role] { display: flex; flex-wrap: wrap; gap: 6px; }
.reactions .menu > summary { padding: 3px; border: 1px solid var(--line); border-radius: 2em; color: var(--muted); }
.reactions .menu-panel { left: 0; right: auto; min-width: 0; }
.signs { display: flex; }
.menu-panel.signs button { width: auto; padding: 6px; font-size: 16px; line-height: 1; }
.reaction { padding: 0 8px; min-height: 26px; border: 1px solid var(--line); border-radius: 2em; background: none; font-size: 12px; cursor: pointer; }
.reaction:hover { background: var(--button-hover); }
.reaction[aria-pressed="true"] { border-color: var(--accent); background: var(--accent-soft); }

.menu { position: relative; }
.menu > summary { display: inline-flex; align-items: center; gap: 6px; min-height: 24px; padding: 2px 6px; border-radius: 6px; list-style: none; cursor: pointer; }
.menu > summary::-webkit-details-marker, .folded > summary::-webkit-details-marker { display: none; }
.menu > summary:hover { background: var(--button-hover); }
.menu-panel { position: absolute; right: 0; z-index: 16; width: max-content; min-width: 180px; max-width: min(340px, calc(100vw - 32px)); max-height: 70vh; overflow: auto; margin-top: 4px; padding: 8px; border: 1px solid var(--line); border-radius: 12px; background: var(--page); box-shadow: var(--shadow); text-align: left; font-weight: 400; color: var(--fg); font-size: 14px; }
.menu.up .menu-panel { bottom: calc(100% + 4px); }
.menu-panel.padded { padding: 12px; }
.menu-title { padding: 4px 8px; color: var(--muted); font-size: 12px; font-weight: 600; }
.menu-panel button:not(.button), .menu-panel a { display: flex; align-items: center; gap: 8px; width: 100%; padding: 6px 8px; border: 0; border-radius: 6px; background: none; color: inherit; text-align: left; cursor: pointer; }
.menu-panel button:not(.button):hover, .menu-panel a:hover, .choice:hover { background: var(--button-hover); text-decoration: none; }
.menu-panel button .muted { display: block; font-size: 12px; }
.who .menu-panel button .muted { display: inline; }
.menu-panel button.danger:not(.button) { color: var(--danger); }
.menu-panel a .muted, .choice .muted { font-size: 12px; }
.menu-panel li a { flex-wrap: wrap; gap: 2px 8px; }
.choice { display: flex; align-items: flex-start; gap: 8px; padding: 6px 8px; border-radius: 6px; cursor: pointer; }
.choice input { margin: 3px 0 0; }
.choice > span { display: flex; flex-wrap: wrap; gap: 2px 8px; align-items: baseline; }
.menu-foot { display: flex; flex-wrap: wrap; align-items: center; gap: 6px; margin: 8px -8px -8px; padding: 8px; border-top: 1px solid var(--line); position: sticky; bottom: -8px; background: var(--page); }
.menu-foot input { flex: 1; min-width: 90px; width: 90px; }
.menu-foot label { font-size: 12px; color: var(--muted); }
.hide { display: flex; align-items: center; gap: 6px; padding: 6px 8px; }

.box { border: 1px solid var(--line); border-radius: 6px; }
.box-head { display: flex; align-items: center; gap: 12px; padding: 10px 16px; background: var(--subtle); border-bottom: 1px solid var(--line); border-radius: 6px 6px 0 0; }
.box-head h2 { font-size: 14px; }
.box-head nav { display: flex; gap: 16px; flex: 1; }
.tab { display: inline-flex; align-items: center; gap: 6px; color: var(--muted); }
.tab[aria-current] { color: var(--fg); font-weight: 600; }
.count { padding: 0 6px; border-radius: 2em; background: color-mix(in srgb, var(--muted) 20%, transparent); color: var(--fg); font-size: 12px; line-height: 18px; }
.filter { padding: 8px 16px; border-bottom: 1px solid var(--line); color: var(--muted); }
.row { display: flex; gap: 8px; padding: 10px 16px; border-top: 1px solid var(--line-soft); }
.row:first-child { border-top: 0; }
.row:hover { background: var(--subtle); }
.row:last-child { border-radius: 0 0 6px 6px; }
.row-main { flex: 1; min-width: 0; overflow-wrap: anywhere; }
.row-main h2 { display: inline; font-size: 16px; font-weight: 600; line-height: 1.4; margin-right: 4px; }
.row h2 a, .sub-issues .row-main > a, .card h2 a { color: var(--fg); }
.row h2 a:hover, .sub-issues .row-main > a:hover, .card h2 a:hover { color: var(--accent); }
.row .muted { font-size: 12px; }
.row p { margin-top: 2px; }
.row p .person { color: inherit; font-weight: 400; }
.row p .tagged { display: none; }
.row-side { display: flex; align-items: flex-start; gap: 8px; flex: none; }
.comments { display: inline-flex; align-items: center; gap: 4px; color: var(--muted); font-size: 12px; }
.empty { padding: 48px 16px; text-align: center; color: var(--muted); }
.list-head { display: flex; align-items: center; justify-content: space-between; margin-bottom: 16px; }
.list-head h1 { font-size: 24px; font-weight: 600; }
.pinned { display: grid; grid-template-columns: repeat(auto-fill, minmax(280px, 1fr)); gap: 16px; margin-bottom: 16px; }
.card { padding: 12px 16px; border: 1px solid var(--line); border-radius: 6px; }
.card-kind { display: flex; align-items: center; gap: 6px; color: var(--muted); font-size: 12px; }
.card h2 { display: flex; gap: 8px; margin: 4px 0; font-size: 14px; }
.card .muted { font-size: 12px; }
.pages { display: flex; align-items: center; justify-content: center; gap: 16px; margin-top: 16px; }

.issue-head { padding-bottom: 16px; margin-bottom: 24px; border-bottom: 1px solid var(--line-soft); }
.title-row { display: flex; gap: 16px; align-items: flex-start; justify-content: space-between; }
.issue-head h1 { font-size: 30px; font-weight: 400; line-height: 1.25; overflow-wrap: anywhere; }
.number { color: var(--muted); font-weight: 300; }
.title-actions { display: flex; gap: 8px; padding-top: 3px; }
.title-form { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
.title-form label { font-weight: 600; }
.title-form input { flex: 1 1 300px; font-size: 16px; }
.issue-meta { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 12px; margin-top: 10px; color: var(--muted); }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) 360px; grid-template-areas: "discussion side" "discussion beside"; grid-template-rows: auto 1fr; gap: 0 28px; align-items: start; }
.side { grid-area: side; font-size: 12px; border-bottom: 1px solid var(--line-soft); margin-bottom: 16px; padding-bottom: 8px; }
.discussion { grid-area: discussion; min-width: 0; }
.beside { grid-area: beside; position: sticky; top: 16px; min-width: 0; }
.side section { position: relative; display: grid; grid-template-columns: 84px minmax(0, 1fr) auto; gap: 4px 8px; align-items: center; min-height: 36px; padding: 4px 0; }
.side section.none { display: none; }
.side h2 { color: var(--muted); font-size: 12px; font-weight: 600; }
.side .picker { position: static; }
.side .picker > summary { color: var(--muted); font-size: 12px; }
.side .menu-panel { top: 38px; right: 0; width: min(320px, calc(100vw - 32px)); }
.side .person { display: inline-flex; align-items: center; gap: 6px; margin-right: 8px; }
.parent { display: flex; gap: 6px; }
.parent .state-icon { margin-top: 0; }

.passes { border: 1px solid var(--line); border-radius: 6px; background: var(--page); font-size: 12px; }
.passes > summary { display: flex; align-items: center; gap: 8px; padding: 9px 12px; background: var(--subtle); border-radius: 6px; cursor: pointer; list-style: none; }
.passes > summary::-webkit-details-marker { display: none; }
.passes > summary h2 { font-size: 13px; font-weight: 600; }
.passes > summary .icon { color: var(--done); }
.passes > summary > .muted { margin-left: auto; text-align: right; }
.passes[open] > summary { border-bottom: 1px solid var(--line); border-radius: 6px 6px 0 0; }
.passes-body { max-height: calc(100vh - 90px); overflow: auto; overscroll-behavior: contain; padding: 0 12px; }
#no-pass p { padding: 12px 0; }
.pass { padding: 10px 0; border-top: 1px solid var(--line-soft); overflow-wrap: anywhere; }
.pass:first-child { border-top: 0; }
.pass-about { display: flex; justify-content: space-between; gap: 8px; }
.pass-about .muted { flex: none; font-variant-numeric: tabular-nums; }
.pass-about a { color: inherit; }
.pass-why { color: var(--muted); }
.pass-why a { color: inherit; text-decoration: underline; text-underline-offset: 0.2rem; }
.pass-changes { margin: 6px 0; border-left: 2px solid var(--done); }
.pass-changes li { padding: 2px 0 2px 8px; }
.pass-changes a, .pass-cost a { text-decoration: underline; text-underline-offset: 0.2rem; }
.pass-nothing { color: var(--muted); }
.pass-trouble { color: var(--danger); }
.pass-cost { color: var(--muted); }
.pass-cost > summary, .diff > summary, .commands > summary { cursor: pointer; }
.pass-requests li { padding-left: 12px; }
.counts { white-space: nowrap; }
.added { color: var(--open); } .removed { color: var(--danger); }
.diff pre { margin: 6px 0; padding: 6px 0; max-height: 320px; overflow: auto; border: 1px solid var(--line-soft); border-radius: 6px; background: var(--subtle); font: 11px/1.5 ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, monospace; }
.diff .line { display: block; padding: 0 8px; white-space: pre-wrap; overflow-wrap: anywhere; }
.line-added { background: var(--added); } .line-removed { background: var(--removed); }

.tour { margin-top: 16px; padding: 12px 16px 14px; border: 1px solid var(--accent-line); border-radius: 6px; background: var(--accent-soft); }
.tour-head { display: flex; align-items: center; gap: 12px; flex-wrap: wrap; }
.tour-place { font-size: 12px; font-weight: 600; }
.tour-head form { margin-left: auto; }
.tour .quiet { color: var(--fg); }
.tour-steps { display: flex; flex-wrap: wrap; gap: 4px 16px; font-size: 12px; }
.tour-step { display: inline-flex; align-items: center; gap: 6px; }
.tour-dot { display: inline-flex; align-items: center; justify-content: center; width: 20px; height: 20px; border: 1px solid currentColor; border-radius: 50%; font-size: 11px; }
.tour-dot .icon { width: 12px; height: 12px; }
.tour-done .tour-dot { border-color: transparent; background: var(--open-bg); color: #fff; }
.tour-current .tour-dot { border-color: transparent; background: var(--primary-blue); color: #fff; }
.tour-current .tour-title { font-weight: 600; }
.tour h2 { margin-top: 10px; font-size: 16px; }
.tour-words { margin-top: 4px; max-width: 80ch; }
.tour-words a { text-decoration: underline; text-underline-offset: 0.2rem; }
.tour-words code { padding: 2px 6px; border-radius: 6px; background: color-mix(in srgb, var(--fg) 10%, transparent); }
.tour-go { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 10px; }
.tour-line { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 8px 16px; margin-top: 16px; padding: 8px 12px; border: 1px solid var(--accent-line); border-radius: 6px; background: var(--accent-soft); font-size: 13px; }
.tour-line a:not(.button) { text-decoration: underline; text-underline-offset: 0.2rem; }
.foot form { display: inline; margin-left: 8px; } .foot .quiet { text-decoration: underline; }

.search { display: flex; gap: 8px; margin-bottom: 12px; }
.search input { flex: 1; min-width: 0; }
.commands { margin-top: 8px; font-size: 12px; color: var(--muted); }
.commands ul { margin-top: 8px; max-height: 320px; overflow: auto; border: 1px solid var(--line); border-radius: 6px; }
.commands li { padding: 8px 12px; border-top: 1px solid var(--line-soft); }
.commands li:first-child { border-top: 0; }
.commands a code { font-size: 12px; overflow-wrap: anywhere; }

.comment { border: 1px solid var(--line); border-radius: 6px; background: var(--page); }
.comment > header { position: relative; display: flex; flex-wrap: wrap; align-items: center; gap: 4px 8px; padding: 7px 80px 7px 16px; min-height: 39px; background: var(--subtle); border-bottom: 1px solid var(--line); border-radius: 6px 6px 0 0; }
.comment > header .push { position: absolute; top: 6px; right: 8px; }
.comment .markdown-body { padding: 16px; font-size: 14px; background: transparent; overflow-wrap: break-word; }
.markdown-body .as-typed { white-space: pre-wrap; }
.markdown-body a.user-mention { color: inherit; font-weight: 600; }
.markdown-body summary { cursor: pointer; }
.markdown-body table { max-width: 100%; }
#sub-issues > * { margin-top: 16px; }
.timeline { position: relative; padding-top: 16px; }
.timeline::before { content: ""; position: absolute; top: 0; bottom: 0; left: 31px; width: 2px; background: var(--line-soft); }
.entry, .event { position: relative; margin-bottom: 16px; scroll-margin-top: 16px; }
.entry:target .comment, .entry:target .folded { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
.event { display: flex; gap: 10px; padding-left: 16px; font-size: 13px; color: var(--muted); }
.event p { padding-top: 6px; min-width: 0; overflow-wrap: anywhere; }
.event del { text-decoration: line-through; } .event ins { color: var(--fg); text-decoration: none; font-weight: 600; }
.event-icon { display: inline-flex; flex: none; width: 32px; height: 32px; align-items: center; justify-content: center; border: 2px solid var(--page); border-radius: 50%; background: var(--button-hover); color: var(--muted); }
.event-completed .event-icon { background: var(--done-bg); color: #fff; }
.event-not_planned .event-icon, .event-duplicate .event-icon { background: var(--idle-bg); color: #fff; }
.event-reopened .event-icon { background: var(--open-bg); color: #fff; }
.folded { border: 1px solid var(--line); border-radius: 6px; background: var(--page); }
.folded > summary { display: flex; gap: 8px; align-items: center; padding: 8px 16px; color: var(--muted); list-style: none; cursor: pointer; }
.folded > .comment { margin: 0 12px 12px; }
#new-comment { padding-top: 16px; border-top: 2px solid var(--line-soft); }
.writer label, .writer legend { display: block; margin-bottom: 8px; font-weight: 400; }
.writer textarea { display: block; width: 100%; min-height: 100px; padding: 8px 12px; resize: vertical; font: 13px/1.5 ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, monospace; }
.writer-actions { display: flex; flex-flow: row-reverse wrap; justify-content: flex-start; gap: 8px; margin-top: 8px; }
.comment > .writer { padding: 12px 16px; }
.stacked label, .stacked legend { margin-top: 12px; font-weight: 600; }
.stacked input:not([type]) { width: 100%; }
.inline-choices { margin-top: 16px; } .inline-choices legend { padding: 0; }
.inline-choices .choice { display: inline-flex; margin: 0 4px 0 0; font-weight: 400; }
.inline-choices .choice .muted { display: none; }
.field { display: flex; gap: 6px; margin-top: 6px; }
.field input { flex: 1; min-width: 0; }
.sub-issues-empty .menu { width: fit-content; } .sub-issues-empty .menu-panel { left: 0; right: auto; }
.sub-issues-empty .menu > summary { background: none; color: var(--muted); }
.narrow { max-width: 820px; margin: 0 auto; }
.narrow h1 { font-size: 24px; font-weight: 600; }
.blank { padding: 64px 16px; text-align: center; } .blank h1 { font-size: 24px; } .blank p, .blank form { margin-top: 12px; }
.fresh { animation: fresh 2.5s ease-out; border-radius: 6px; }
@keyframes fresh { from { background: var(--fresh); } to { background: transparent; } }
@media (prefers-reduced-motion: reduce) { .fresh { animation: none; } }

@media (max-width: 1011px) {
  .columns { grid-template-columns: minmax(0, 1fr); grid-template-areas: "side" "discussion" "beside"; grid-template-rows: none; }
  .beside { position: static; margin-top: 24px; }
  .passes-body { max-height: 60vh; }
  /* At hand from everywhere on a page that is long: a bar at the lower edge that opens. */
  .has-script .beside { position: fixed; inset: auto 0 0; z-index: 15; margin: 0; }
  .has-script .passes { border-width: 1px 0 0; border-radius: 0; box-shadow: var(--shadow); }
  .has-script .passes > summary { min-height: 44px; padding: 9px 16px; border-radius: 0; }
  .has-script .foot { padding-bottom: 80px; }
  .has-script { scroll-padding-bottom: 60px; }
}
@media (max-width: 780px) {
  .wide { display: none; }
  .page { padding: 0 16px; }
  .top { padding: 8px 16px; }
  main { padding-top: 16px; }
  .side section { min-height: 40px; }
  .tour-steps { gap: 4px 8px; }
  .tour-title { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .tour-go .button { flex: 1 1 auto; white-space: normal; }
  .title-row { flex-direction: column; gap: 8px; }
  .issue-head { padding-bottom: 12px; margin-bottom: 8px; }
  .issue-head h1 { font-size: 24px; }
  .title-actions .primary { display: none; }
  .box-head { position: relative; flex-wrap: wrap; gap: 4px 8px; }
  #tabs nav { flex: 1 0 100%; }
  #tabs .menu { position: static; }
  #tabs .menu-panel { right: 16px; }
  .row-side { flex-direction: column; align-items: flex-end; }
  .comment > header { padding-left: 12px; }
  .title-actions .button { min-height: 28px; padding: 2px 10px; font-size: 12px; }
  .discussion .comment .markdown-body { padding: 12px; }
  .timeline::before { left: 27px; } .event { padding-left: 12px; }
  .writer-actions .button { flex: 1 1 auto; }
  .writer-actions .menu { flex: 1 1 auto; display: grid; }
  .writer textarea, .title-form input, .writer input:not([type]), .field input, .menu-foot input { font-size: 16px; }
}
`;
