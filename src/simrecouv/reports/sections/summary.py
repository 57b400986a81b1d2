"""The executive summary: verdict, four tiles, one figure, a few sentences, what it hangs on."""

from __future__ import annotations

from collections.abc import Iterator

import plotly.graph_objects as go

from simrecouv.figures import plot_comparison
from simrecouv.reports.fragment import Fragment, element, joined, listed, prose, table
from simrecouv.reports.provenance import versions
from simrecouv.reports.sections.answer import answer_in_words
from simrecouv.reports.sections.breakdown import gain_terms
from simrecouv.reports.sections.influence import Influence, drawn_assumptions, influences
from simrecouv.reports.sections.price import agreement_in_words, price_in_words
from simrecouv.reports.subjects.study import Estimate, Study
from simrecouv.reports.words import doubt_texts, page_texts, texts
from simrecouv.reports.words import summary_texts as words
from simrecouv.vocabulary import BRIDGE, Lang, Mode
from simrecouv.vocabulary.numbers import number, percent
from simrecouv.vocabulary.typography import UNDEFINED, say, sentence

#: The four questions of a controller.
TILES = tuple(words.TILES)
#: KPIs of the figure, and policies that it has room for beside the one in force.
DRAWN, BEST_DRAWN = ("dso_simple", "net_gain"), 3
#: KPIs of the figure of one policy alone.
DRAWN_ALONE = tuple(kpi for kpi in TILES if kpi != "net_gain")
#: Height of the figure [pixels]: around the panels, and of each policy.
AROUND, POLICY = 160, 50
#: Last sentences of `answer_in_words` before the mode: the page has room for so many; assumptions.
MOST_SAID, MOST_NAMED = 3, 3
#: Means below half a cent are zero [EUR].
ZERO_EUR = 0.005
#: How the page is set: everything on one sheet of A4.
STYLE = """
.executive_summary main { max-width: 54rem; padding-top: 1rem; }
.executive_summary h1 { font-size: 1.5rem; }
.executive_summary h2 { font-size: 1rem; margin: .8rem 0 .2rem; padding-top: .3rem; }
.executive_summary .strip { display: flex; gap: 1rem; align-items: center;
  justify-content: space-between; }
.executive_summary .strip .logo { margin: 0; max-height: 3.5rem; max-width: 9rem; }
.executive_summary .strip p { margin: .1rem 0; }
.executive_summary .verdict { background: var(--pale); border-left: 4px solid var(--blue);
  padding: .5rem .9rem; margin: .6rem 0; font-size: 1rem; max-width: none; }
.executive_summary .tiles { display: grid; gap: .6rem;
  grid-template-columns: repeat(4, 1fr); }
.executive_summary .tile { border: 1px solid var(--line); border-radius: .3rem;
  padding: .45rem .6rem; }
.executive_summary .tile div { font-size: .78rem; color: var(--soft); }
.executive_summary .tile .name { font-size: .84rem; color: var(--ink); }
.executive_summary .tile .value { font-size: 1.3rem; font-weight: 600; color: var(--ink);
  white-space: nowrap; }
.executive_summary figure { margin: .5rem 0 0; }
.executive_summary ul { margin: .2rem 0; padding-left: 1.2rem; }
.executive_summary li, .executive_summary p { max-width: none; }
.executive_summary p { margin: .25rem 0; }
.executive_summary table { margin: .2rem 0; font-size: .8rem; }
.executive_summary td, .executive_summary th { padding: .15rem .4rem; }
.executive_summary .note { margin: .2rem 0; font-size: .76rem; }
@media (max-width: 40rem) { .executive_summary .tiles { grid-template-columns: 1fr 1fr; } }
@media print {
  @page { margin: 12mm 14mm 14mm; }
  .executive_summary { font-size: 1rem; line-height: 1.4; }
  .executive_summary main { max-width: none; padding: 0; }
}
"""


def heading(study: Study) -> Fragment:
    """Title, for whom, by whom, who may read it, in a strip; with the style of the page."""
    lang, front = study.lang, study.front
    under = say(page_texts.FOR, lang, organisation=study.asked_by)
    if front.author:
        under += " · " + say(page_texts.BY, lang, author=front.author)
    lines = [element("h1", say(study.title, lang)), element("p", under, css="under")]
    if front.confidentiality:
        lines.append(element("p", front.confidentiality, css="note"))
    parts = [element("div", *lines)]
    if front.logo:
        parts.append(Fragment(f'<img class="logo" src="{front.logo}" alt="">'))
    style = Fragment(f"<style>{STYLE}</style>")
    return joined([style, element("header", *parts, css="strip")])


def verdict(study: Study) -> Fragment:
    """Say in one sentence what to choose."""
    return prose(answer_in_words(study)[0], css="verdict")


def tiles(study: Study) -> Fragment:
    """Show the four figures of the best policy, each with its difference and its interval."""
    policy = study.best or study.baseline
    shown = [_tile(study, policy, kpi) for kpi in TILES if _is_told(study, kpi)]
    parts = [element("div", *shown, css="tiles")]
    if study.best is not None:
        title = say(words.WITH, study.lang, best=study.labels[policy])
        parts.insert(0, element("h2", title))
    return joined(parts)


def _is_told(study: Study, kpi: str) -> bool:
    """Tell whether a figure has a tile: one policy alone has no net gain."""
    return study.best is not None or kpi != "net_gain"


def _tile(study: Study, policy: str, kpi: str) -> Fragment:
    lang, level = study.lang, study.levels[policy, kpi]
    lines = [element("div", say(words.TILES[kpi], lang), css="name")]
    if study.best is None:
        lines += [
            element("div", level.text(kpi, lang), css="value"),
            element("div", level.between(kpi, lang) or say(words.LEVEL_ALONE, lang)),
        ]
        return element("div", *lines, css="tile")
    told = _difference(study, policy, kpi).text(kpi, lang, difference=True)
    value = told if kpi == "net_gain" else level.text(kpi, lang)
    lines.append(element("div", value, css="value"))
    if kpi == "net_gain":
        lines.append(element("div", say(words.A_YEAR, lang)))
    else:
        before = study.levels[study.baseline, kpi].text(kpi, lang)
        lines.append(element("div", say(words.FROM_TO, lang, before=before)))
        lines.append(element("div", say(words.DIFFERENCE, lang, difference=told)))
    lines.append(element("div", _doubt(study, policy, kpi)))
    return element("div", *lines, css="tile")


def _difference(study: Study, policy: str, kpi: str) -> Estimate:
    """Return a paired difference; that of the net gain is the one of the verdict."""
    return study.lead if kpi == "net_gain" else study.differences[policy, kpi]


def _doubt(study: Study, policy: str, kpi: str) -> str:
    """Write the interval of a difference, or why it has none."""
    lang, found = study.lang, _difference(study, policy, kpi)
    if not found.n_nonzero:
        return say(texts.IDENTICAL, lang)
    if not found.has_interval:
        return study.why(policy, kpi) or UNDEFINED
    between = say(words.BETWEEN, lang, between=found.between(kpi, lang, difference=True))
    return between if found.is_clear(kpi) else f"{between} · {say(texts.CLOSE, lang)}"


def picture(study: Study) -> go.Figure:
    """Draw DSO and net gain of the policy in force and of the best ones, with intervals."""
    names = [study.baseline, *study.ranking[:BEST_DRAWN]]
    experiment = study.experiment
    cards, levels = experiment.scorecard, experiment.summary()
    figure = plot_comparison(
        cards[cards["policy"].isin(names)],
        levels=levels[levels["policy"].isin(names)],
        differences=experiment.differences() if study.ranking else None,
        lang=study.lang,
        labels=study.labels,
        kpis=DRAWN if study.ranking else DRAWN_ALONE,
    )
    if not study.ranking:
        return figure
    return figure.update_layout(height=AROUND + POLICY * len(names), margin_b=30)


def sentences(study: Study) -> Fragment | None:
    """Say where the gain comes from, what it takes, and how sure it is; nothing if alone."""
    if study.best is None:
        return None
    price = list(price_in_words(study, study.best))
    apart = [*price, *agreement_in_words(study, study.best)]  # the latter follows a difference
    others = [text for text in answer_in_words(study)[2:-1] if text not in apart]
    effort = " ".join([_takes(study, study.best), *price])
    told = listed([*_terms(study, study.best), effort, *others[-MOST_SAID:]])
    k = len(study.others)
    if k == 1:
        return told
    note = " ".join([say(words.EACH_ALONE, study.lang, k=k), *_not_drawn(study)])
    return joined([element("p", note, css="note"), told])


def _not_drawn(study: Study) -> Iterator[str]:
    """Name the policies that the figure has no room for."""
    left = study.ranking[BEST_DRAWN:]
    if left:
        text = words.NOT_DRAWN if len(left) > 1 else words.NOT_DRAWN_ONE
        labels = [say(texts.QUOTED, study.lang, policy=study.labels[name]) for name in left]
        yield say(text, study.lang, policies=", ".join(labels))


def _terms(study: Study, best: str) -> Iterator[str]:
    """Name the terms of the net gain that earn and cost the most."""
    lang, terms = study.lang, gain_terms(study, best)
    first, last = (pick(terms, key=lambda name: terms[name].mean) for pick in (max, min))
    parts = []
    if terms[first].mean > ZERO_EUR:
        gain = terms[first].text("net_gain", lang, difference=True)
        parts.append(say(words.EARNS, lang, term=_moved(first, lang, 1), gain=gain))
    if terms[last].mean < -ZERO_EUR:
        cost = terms[last].text("net_gain", lang, difference=True)
        parts.append(say(words.COSTS, lang, term=_moved(last, lang, -1), cost=cost))
    if parts:
        yield " ".join(parts)


def _moved(term: str, lang: Lang, direction: int) -> str:
    """Name a term of the net gain; one that moves against its own sign has become less."""
    sign, label = next((sign, label) for name, sign, label in BRIDGE if name == term)
    named = say(label, lang)
    return named if sign == direction else say(words.LESS, lang, term=named)


def _takes(study: Study, best: str) -> str:
    lang, levels = study.lang, study.levels
    is_same = not any(study.differences[best, kpi].n_nonzero for kpi in ("contacts", "desk_hours"))
    return say(
        words.TAKES_AS_MUCH if is_same else words.TAKES,
        lang,
        best=study.labels[best],
        contacts=levels[best, "contacts"].text("contacts", lang),
        hours=levels[best, "desk_hours"].text("desk_hours", lang),
        contacts_before=levels[study.baseline, "contacts"].text("contacts", lang),
        hours_before=levels[study.baseline, "desk_hours"].text("desk_hours", lang),
    )


def what_matters(study: Study) -> Fragment | None:
    """Name the assumptions that the net gain hangs on, or say that none stands out."""
    if study.best is None:
        return None
    title = element("h2", say(words.MATTERS, study.lang))
    found = influences(study, study.best)[:MOST_NAMED]
    if not found:
        return joined([title, element("p", _nothing_named(study))])
    heads = (words.ASSUMPTION, words.RANGE, words.EFFECT, words.SHARE)
    rows = [_influence(study, one) for one in found]
    note = element("p", say(words.SHARE_NOTE, study.lang), css="note")
    return joined([title, table([say(one, study.lang) for one in heads], rows), note])


def _nothing_named(study: Study) -> str:
    is_drawn = study.experiment.mode is Mode.LUCK_AND_ASSUMPTIONS
    text = words.NONE_STANDS_OUT if is_drawn else words.HELD
    n = len(drawn_assumptions(study))
    return say(text, study.lang, n=n, worlds=number(study.experiment.replications, 0, study.lang))


def _influence(study: Study, one: Influence) -> list[str]:
    lang, assumed = study.lang, one.assumed
    direction = words.RISES if one.correlation > 0.0 else words.FALLS
    share = percent(round(one.share, 2), lang)
    between = say(words.BETWEEN_ENDS, lang, low=assumed.low, high=assumed.high)
    return [sentence(assumed.label), between, say(direction, lang), share]


def limits(study: Study) -> Fragment:
    """Say what the result does not tell, then where it comes from."""
    lang, experiment = study.lang, study.experiment
    said = f"{say(words.LIMIT, lang)} {say(doubt_texts.COVERED[experiment.mode], lang)}"
    provenance = say(
        words.PROVENANCE,
        lang,
        scenario=experiment.scenario.name,
        fingerprint=experiment.scenario.fingerprint,
        seed=experiment.scenario.simulation.seed,
        n=number(experiment.replications, 0, lang),
        mode=say(experiment.mode.label, lang),
        version=versions(experiment.engine)["simrecouv"],
    )
    title = element("h2", say(words.LIMITS, lang))
    return joined([title, element("p", said), element("p", provenance, css="note")])
