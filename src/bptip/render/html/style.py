"""The style sheet of web pages: light and dark screens, telephones, paper."""

from __future__ import annotations

from typing import Final

from bptip.render import theme

_VARIABLES: Final = {
    "paper": theme.PAGE_COLOUR,
    "tint": theme.TINT_COLOUR,
    "rule": theme.LINE_COLOUR,
    "ink": theme.TEXT_COLOURS[""],
    "muted": theme.TEXT_COLOURS["dim"],
    "good": theme.TEXT_COLOURS["green"],
    "link": theme.TEXT_COLOURS["blue"],
    "warning": theme.TEXT_COLOURS["yellow"],
    "error": theme.TEXT_COLOURS["red"],
    **{f"fill-{segment.value}": colour for segment, colour in theme.FILL_COLOURS.items()},
}


def _variables(side: str) -> str:
    """Returns the declarations of the colours for a light or a dark page."""
    return "".join(f"--{name}:#{getattr(colour, side)};" for name, colour in _VARIABLES.items())


def _sign_rules() -> str:
    """Returns a rule for each status and outlook, in the colour of its sign."""
    names = {colour: name for name, colour in reversed(_VARIABLES.items())}
    signs = [(f".status.{status.value}", sign) for status, sign in theme.STATUS_SIGNS.items()]
    signs += [(f".outlook.{outlook.value}", sign) for outlook, sign in theme.OUTLOOK_SIGNS.items()]
    words = [f"{kind}{{color:var(--{names[theme.colour_of(sign.style)]})}}" for kind, sign in signs]
    fills = [
        f"rect.{segment.value}{{fill:var(--fill-{segment.value})"
        f"{';stroke:var(--muted)' if segment in theme.PALE_FILLS else ''}}}"
        for segment in theme.FILL_COLOURS
    ]
    return "\n".join(words + fills)


_RULES: Final = """
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0 auto;padding:1.5rem clamp(1rem,3vw,2.5rem) 2.5rem;max-width:78rem;
 background:var(--paper);color:var(--ink);
 font:1rem/1.5 "Segoe UI",system-ui,-apple-system,"Helvetica Neue",Arial,"Noto Sans",sans-serif;
 overflow-wrap:break-word}
p,ul,ol,dl,pre{margin:.6rem 0}
p,li,dd{max-width:52rem}
h1,h2,h3,h4,h5,h6{line-height:1.25;margin:1.8em 0 .5em;text-wrap:balance}
h1{font-size:1.7rem;margin:0}
h2{font-size:1.25rem}
h3{font-size:1.08rem}
h4,h5,h6{font-size:1rem}
.aside{margin:.25rem 0 0;color:var(--muted);max-width:none}
header{border-bottom:3px solid var(--link);padding-bottom:1rem;margin-bottom:1.1rem}
.notice{margin:.9rem 0 0;padding:.55rem .9rem;max-width:none;
 background:var(--tint);border-left:4px solid var(--warning)}
footer{margin-top:2.5rem;padding-top:.6rem;border-top:1px solid var(--rule);
 color:var(--muted);font-size:.85rem}
footer p{max-width:none}
a{color:var(--link);overflow-wrap:anywhere}
.outlook a,strong a{color:inherit}
a:focus-visible,.scroll:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.figure{font-size:1.5em;line-height:1.2}
.muted{color:var(--muted)}
.good{color:var(--good)}
.warning{color:var(--warning)}
.error{color:var(--error)}
ins{color:var(--good);text-decoration:underline;text-underline-offset:.15em}
del{color:var(--error);text-decoration:line-through}
code,pre{font-family:ui-monospace,Consolas,"DejaVu Sans Mono",monospace;font-size:.9em}
code{background:var(--tint);padding:.05em .3em;border-radius:3px}
pre{background:var(--tint);padding:.7rem .9rem;border:1px solid var(--rule);
 white-space:pre-wrap;overflow-wrap:anywhere}
pre code{background:none;padding:0}
dl{display:grid;grid-template-columns:fit-content(14rem) minmax(0,1fr);gap:.3rem 1.5rem}
dt,dd{overflow-wrap:anywhere}
dt{grid-column:1;color:var(--muted)}
dd{grid-column:2;margin:0}
.scroll{overflow-x:auto;margin:.8rem 0}
table{border-collapse:collapse;width:100%;font-size:.92rem;line-height:1.4;
 font-variant-numeric:tabular-nums}
th,td{text-align:left;vertical-align:top;padding:.42rem .6rem;
 border-bottom:1px solid var(--rule);font-weight:inherit}
th:first-child,td:first-child{padding-left:.4rem}
th:last-child,td:last-child{padding-right:.4rem}
thead th{color:var(--muted);font-weight:600;vertical-align:bottom;
 border-bottom:2px solid var(--muted);white-space:nowrap}
.list{border-top:1px solid var(--rule)}
.list thead th{font-weight:400;font-size:.85em;border-bottom:1px solid var(--rule)}
.text{min-width:9rem;overflow-wrap:anywhere}
.main,td.text:has(.status){min-width:13rem}
td.whole,th.whole,time{white-space:nowrap}
td.right,th.right{text-align:right;min-width:0}
tr.heading{background:var(--tint)}
tr.heading>*{font-weight:600}
tr.level-1>:first-child{padding-left:1.2rem}
tr.level-2>:first-child{padding-left:2rem}
tr.level-3>:first-child{padding-left:2.8rem}
tr.struck>*{color:var(--muted)}
.status,.outlook{white-space:nowrap}
td.text .status,td.text .outlook{white-space:normal}
.sign{display:inline-block;min-width:1em;text-align:center}
.bar{display:block;min-width:8.5rem}
.bar svg{display:inline-block;vertical-align:baseline;max-width:100%}
.counts,.legend{color:var(--muted);font-size:.85em;font-weight:400;line-height:1.3}
.counts{display:block}
.legend{max-width:none;white-space:pre-wrap;font-size:.92rem}
.strip{white-space:nowrap}
.strip span{display:inline-block;width:1.25em;text-align:center}
.timeline{width:auto}
.timeline td,.timeline th{vertical-align:middle;border-bottom:0;
 padding-top:.1rem;padding-bottom:.1rem}
.timeline svg{display:block}
.timeline td:last-child{min-width:15rem}
.timeline text{fill:var(--muted)}
path.year{stroke:var(--rule)}
path.today{stroke:var(--ink)}
path.mark{fill:var(--ink);stroke:var(--paper)}
.citation{font-size:.85em;text-decoration:none;white-space:nowrap}
.back{text-decoration:none}
li:target{background:var(--tint)}
.key{white-space:nowrap;margin-right:1.2em}
.key svg{display:inline-block;vertical-align:baseline}
.unseen,.keyed .counts{position:absolute;width:1px;height:1px;overflow:hidden;
 clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:.5rem;padding:.3rem .6rem;background:var(--paper);z-index:1}
nav ul{columns:18rem;list-style:none;padding:0}
nav .level-3{padding-left:1rem}
tr:target>*{background:var(--tint)}
@media screen and (max-width:68rem){
 .main,td.text:has(.status){min-width:10rem}
}
@media screen and (max-width:40rem){
 table:not(.timeline,.list) thead{position:absolute;clip-path:inset(50%);height:1px;overflow:hidden}
 table:not(.timeline,.list) tr{display:flex;flex-wrap:wrap;gap:.1rem .9rem;padding:.4rem 0;
  border-bottom:1px solid var(--rule)}
 table:not(.timeline,.list) :is(td,th){border:0;padding:0 .4rem;white-space:normal;text-align:left;
  order:3}
 table:not(.timeline,.list) tr>th{order:0}
 table:not(.timeline,.list) td.main{order:0;flex:1 1 70%;min-width:0}
 table:not(.timeline,.list) td:has(.outlook){order:1}
 table:not(.timeline,.list) td:is([data-label^=Com],[data-label^=Activities]){order:2}
 table:not(.timeline,.list) td.text{min-width:0}
 tr:not(.heading)>[data-label]:not(.main)::before{content:attr(data-label) ": ";
  color:var(--muted);font-size:.85em}
 table td:empty{display:none}
}
@media (max-width:40rem){
 dl{display:block}
 dd{margin:0 0 .2rem 1rem}
 h1{font-size:1.4rem}
}
@page{size:A4 portrait;margin:15mm 14mm 16mm;
 @bottom-right{content:"Page " counter(page) " of " counter(pages);
  font:8pt "Segoe UI",Arial,sans-serif;color:var(--muted)}}
@page landscape{size:A4 landscape;margin:13mm 14mm 14mm}
@media print{
 html{font-size:9pt}
 p,li,dd{max-width:66rem}
 main{display:contents}
 footer{break-before:avoid;margin-top:1.2rem}
 body{padding:0;max-width:none;-webkit-print-color-adjust:exact;print-color-adjust:exact}
 body.landscape{page:landscape}
 .scroll{overflow:visible}
 table{font-size:.95em;line-height:1.28}
 th,td{padding:.16rem .5rem}
 .bar{min-width:0}
 .bar svg{width:5.5rem}
 .legend{font-size:.95em}
 h2{margin:1rem 0 .3rem}
 header{padding-bottom:.5rem;margin-bottom:.6rem}
 li{margin:0}
 .timeline td:last-child{min-width:16rem}
 .timeline svg{width:17rem;height:auto}
 thead{display:table-header-group}
 thead .text{white-space:normal}
 .text{min-width:7rem}
 .main{min-width:16.5rem}
 tr,.notice,pre,li,dt,dd{break-inside:avoid}
 h1,h2,h3,h4,h5,h6,.aside{break-after:avoid}
 p:has(+.scroll),p:has(+dl){break-after:avoid}
 tr.heading,tbody tr:first-child,tbody tr:nth-last-child(2){break-after:avoid}
 .new-page{break-before:page}
 a{color:inherit}
 .back,.skip,nav{display:none}
}
"""

STYLE: Final = (
    f"\n:root{{color-scheme:light dark;{_variables('light')}}}\n"
    f"@media screen and (prefers-color-scheme:dark){{:root{{{_variables('dark')}}}}}"
    f"{_RULES}{_sign_rules()}\n"
)
"""The whole style sheet; paper is always light."""
