"""The look of a preview page, light and dark, on screen and on paper."""

from __future__ import annotations

# Colours of text have a contrast of at least 4.5 to 1 on what they stand on.
STYLES = """\
:root {
  color-scheme: light dark;
  --page: #f3f4f6;
  --card: #ffffff;
  --text: #1b1d21;
  --soft: #565b63;
  --line: #d3d6db;
  --accent: #1257b8;
  --good: #136c35;
  --good-wash: #e5f5ea;
  --note-wash: #f3f4f6;
  --bad: #b01d1d;
  --math: #4a2a7a;
  --mono: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14171b;
    --card: #1d2126;
    --text: #e8eaed;
    --soft: #aab0b8;
    --line: #3a4048;
    --accent: #8ab8ff;
    --good: #7fd79a;
    --good-wash: #16301f;
    --note-wash: #272c33;
    --bad: #ff9d94;
    --math: #d5bcff;
  }
}
* { box-sizing: border-box; }
body {
  max-width: 50rem;
  margin: 0 auto;
  padding: 2rem 1rem 4rem;
  background: var(--page);
  color: var(--text);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
  overflow-wrap: anywhere;
}
a { color: var(--accent); }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.25; }
header p { margin: 0.25rem 0 0; color: var(--soft); }
nav { margin: 1rem 0 1.5rem; }
summary { cursor: pointer; color: var(--accent); padding: 0.25rem 0; }
nav ol { margin: 0.5rem 0 0; padding-inline-start: 2.25rem; }
nav li { padding: 0.15rem 0; }
section {
  margin: 0 0 1.5rem;
  padding: 1.25rem 1.5rem 1.5rem;
  border: 1px solid var(--line);
  border-radius: 10px;
  background: var(--card);
}
.top { display: flex; flex-wrap: wrap; gap: 0 1rem; justify-content: space-between; }
.top { align-items: baseline; color: var(--soft); font-size: 0.9rem; }
h2 { margin: 0; color: var(--soft); font-size: 0.9rem; font-weight: 600; }
.facts { margin: 0; }
h3, h4, h5, h6 { margin: 1rem 0 0.5rem; font-size: 1.05rem; line-height: 1.35; }
.prompt > h3 { font-size: 1.25rem; }
.prompt > :first-child { margin-top: 0.5rem; }
h1, p, h3, h4, h5, h6, li, td, th { unicode-bidi: plaintext; }
p, ul, ol, table, blockquote { margin: 0.75rem 0; }
.prompt > :last-child { margin-bottom: 0; }
code { font-family: var(--mono); font-size: 0.92em; white-space: pre-wrap; }
:not(pre) > code { padding: 0.1em 0.3em; border-radius: 4px; background: var(--note-wash); }
.pylq-code { margin: 0.75rem 0; }
.pylq-code pre code { white-space: pre; overflow-wrap: normal; font-size: 0.92rem; }
.pylq-math { font-family: var(--mono); font-size: 0.92em; color: var(--math); }
.pylq-display { display: block; margin: 0.75rem 0; padding-inline-start: 1.5rem; }
.pylq-display { white-space: pre-wrap; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { padding: 0.25rem 0.75rem; border: 1px solid var(--line); }
blockquote { padding-inline-start: 1rem; border-inline-start: 3px solid var(--line); }
blockquote { color: var(--soft); }
.options { list-style: none; margin: 1.25rem 0 0; padding: 0; display: grid; gap: 0.5rem; }
.options > li {
  display: grid;
  grid-template-columns: auto minmax(0, 1fr) auto;
  gap: 0 0.75rem;
  align-items: start;
  padding: 0.6rem 0.75rem;
  border: 1px solid var(--line);
  border-radius: 8px;
}
.letter {
  width: 1.75rem;
  height: 1.75rem;
  border: 1.5px solid var(--soft);
  color: var(--soft);
  font-size: 0.85rem;
  font-weight: 600;
  line-height: calc(1.75rem - 3px);
  text-align: center;
}
.one .letter { border-radius: 50%; }
.many .letter { border-radius: 5px; }
.text { min-height: 1.75rem; padding-top: 0.1rem; }
.options > li:not(.right) .text { grid-column: 2 / -1; }
.text > :first-child { margin-top: 0; }
.text > :last-child { margin-bottom: 0; }
.options > li.right { border-color: var(--good); background: var(--good-wash); }
.right .letter { border-color: var(--good); background: var(--good); color: var(--card); }
.mark { margin: 0.1rem 0 0; color: var(--good); font-weight: 600; }
.note { grid-column: 2 / -1; margin-top: 0.5rem; padding: 0.4rem 0.75rem; font-size: 0.94rem; }
.note { border-inline-start: 3px solid var(--soft); background: var(--note-wash); }
.note > :first-child, .told > h3 { margin-top: 0; }
.note > :last-child, .told > :last-child > :last-child { margin-bottom: 0; }
.note :not(pre) > code, .right :not(pre) > code { background: none; padding: 0; }
.told { margin-top: 1.25rem; padding-inline-start: 1rem; }
.told { border-inline-start: 3px solid var(--accent); }
.told > h3 { font-size: 0.9rem; color: var(--soft); }
.share { margin: 0.1rem 0 0; color: var(--soft); font-weight: 600; }
.words, .line { margin-top: 1.25rem; border: 1px solid var(--line); border-radius: 8px; }
.words { height: 5rem; }
.line { height: 2.6rem; max-width: 22rem; }
.pylq-blank { padding: 0 0.6em; border-bottom: 2px solid var(--soft); color: var(--soft); }
.broken { color: var(--bad); }
@media (max-width: 30rem) {
  section { padding: 1rem; }
}
@media print {
  body { padding: 0; max-width: none; }
  nav { display: none; }
  section { break-inside: avoid; }
}
"""
