"""How the HTML report looks, by day and by night."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light dark; --ink: #1f2328; --dim: #636c76; --paper: #fff; --soft: #f6f8fa; --line: #d8dee4;
  --error: #b3261e; --error-soft: #ffe3e0; --warning: #7d5200; --warning-soft: #fff1cc; --info: #0b57b0; --info-soft: #dfeeff;
  --old: #ffd7d5; --new: #ccf2d1 }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --dim: #9aa4af; --paper: #14161a; --soft: #1d2026; --line: #363b43;
  --error: #ffa198; --error-soft: #5a1e1b; --warning: #f0c36a; --warning-soft: #4a3500; --info: #9cc4ff; --info-soft: #11365f;
  --old: #6e2320; --new: #1d5230 } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 56rem; padding: 2rem 1.25rem 6rem; font: 16px/1.55 system-ui, "Segoe UI", "Helvetica Neue", sans-serif;
  color: var(--ink); background: var(--paper) }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem }
h2 { font-size: 1.1rem; margin: 3rem 0 .75rem; overflow-wrap: anywhere; border-bottom: 1px solid var(--line); padding-bottom: .4rem }
p { margin: 0 0 .4rem; overflow-wrap: anywhere }
a { color: var(--info); text-decoration: none }
a:hover { text-decoration: underline }
small { color: var(--dim) }
small a { color: inherit }
code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .86em }
code { overflow-wrap: anywhere }
nav ol { columns: 20rem; padding-left: 1.5rem }
nav li { overflow-wrap: anywhere }
.text { white-space: pre-wrap; overflow-wrap: anywhere; font: 1.03rem/1.65 Charter, "Bitstream Charter", Georgia, "DejaVu Serif", serif;
  background: var(--soft); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem 1.25rem; max-height: 40rem; overflow-y: auto }
.text i { color: var(--dim) }
mark { color: inherit; background: var(--warning-soft); border-bottom: 2px solid var(--warning); border-radius: 2px }
mark.error { background: var(--error-soft); border-color: var(--error) }
mark.info { background: var(--info-soft); border-color: var(--info) }
sup { font: 600 .62rem/0 system-ui, sans-serif; padding: 0 .12rem; user-select: none }
.findings { padding: 0; margin: 1rem 0 0; list-style: none }
.findings > li { border-left: 4px solid var(--warning); padding: .6rem 0 .6rem 1rem; margin: 0 0 1rem }
.findings > li.error { border-color: var(--error) }
.findings > li.info { border-color: var(--info) }
.findings > li:target { background: var(--soft); outline: 2px solid var(--line) }
.chip { font-size: .75rem; font-weight: 600; padding: .1rem .5rem; border-radius: 1rem; white-space: nowrap;
  background: var(--soft); color: var(--dim); border: 1px solid var(--line) }
.chip.error { background: var(--error-soft); color: var(--error); border-color: transparent }
.chip.warning { background: var(--warning-soft); color: var(--warning); border-color: transparent }
.chip.info { background: var(--info-soft); color: var(--info); border-color: transparent }
.chip.fix-safe { background: var(--new); color: var(--ink); border-color: transparent }
.fix { margin: .6rem 0 0 }
pre { margin: .3rem 0; padding: .6rem .8rem; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--soft); border-radius: .4rem;
  border: 1px solid var(--line) }
del { background: var(--old); border-radius: 2px }
ins { background: var(--new); border-radius: 2px; text-decoration: none }
summary { cursor: pointer; color: var(--dim); font-size: .85rem }
"""
