"""The answer in words, from the numbers; an interval that contains zero concludes nothing."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from simrecouv.estimation import familywise
from simrecouv.reports.sections.price import agreement_in_words, price_in_words
from simrecouv.reports.subjects.study import Estimate, Study
from simrecouv.reports.words import doubt_texts, texts
from simrecouv.scenario.steps import ContactStep
from simrecouv.vocabulary import MEASURE, Label, Mode
from simrecouv.vocabulary.numbers import percent
from simrecouv.vocabulary.typography import say

#: Fewest worlds of which nine in ten mean anything.
FEWEST_SPREAD = 20
#: What the answer says of the best policy, beside net gain.
SAID = ("dso_simple", "bfr_mean", "recovery_rate_90d")


def answer_in_words(study: Study) -> list[str]:
    """Write the answer, one sentence each: the winner, its effects, the runner-up, the doubt."""
    best = study.best
    if best is None:
        return [say(texts.ALONE, study.lang, baseline=study.labels[study.baseline])]
    return [
        _verdict(study, best),
        _effects(study, best),
        *agreement_in_words(study, best),
        *price_in_words(study, best),
        *_spread(study, best),
        *_runner_up(study, best),
        *_nobody_chases(study),
        say(doubt_texts.COVERED[study.experiment.mode], study.lang),
    ]


def _nobody_chases(study: Study) -> Iterator[str]:
    """Warn that a policy in force without any contact makes every gain look large."""
    steps = study.experiment.scenario.policies[study.baseline].steps
    if not any(isinstance(step, ContactStep) for step in steps):
        yield say(texts.NOBODY_CHASES, study.lang, baseline=study.labels[study.baseline])


def _verdict(study: Study, best: str) -> str:
    gain, k = study.lead, len(study.others)
    interval = say(
        doubt_texts.INTERVAL if k == 1 else doubt_texts.INTERVAL_OF_CHOICE, study.lang, k=k
    )
    return say(
        _verdict_text(gain),
        study.lang,
        best=study.labels[best],
        baseline=study.labels[study.baseline],
        gain=gain.text("net_gain", study.lang, difference=True),
        interval=interval,
        between=gain.between("net_gain", study.lang, difference=True),
    )


def _verdict_text(gain: Estimate) -> Label:
    if not gain.n_nonzero:
        return texts.SAME
    if not gain.has_interval:
        return texts.NO_INTERVAL
    if not gain.is_clear("net_gain"):
        return texts.TOO_CLOSE
    return texts.WINS if gain.mean > 0.0 else texts.KEEP


def _spread(study: Study, best: str) -> Iterator[str]:
    """Say how the gain varies where assumptions do: the interval of its mean narrows, this not."""
    gains = study.paired(best, "net_gain")
    if study.experiment.mode is Mode.LUCK or gains.size < FEWEST_SPREAD:
        return
    low, high = (float(end) for end in np.quantile(gains, [0.05, 0.95]))
    share = float(np.mean((gains > 0.0) + 0.5 * (gains == 0.0)))
    yield say(
        doubt_texts.SPREAD,
        study.lang,
        best=study.labels[best],
        share=percent(round(share, 2), study.lang),
        low=study.lead.at(low, "net_gain", study.lang),
        high=study.lead.at(high, "net_gain", study.lang),
    )


def _effects(study: Study, best: str) -> str:
    parts = [_effect(study, best, kpi) for kpi in SAID]
    effects = say(texts.BETWEEN_EFFECTS, study.lang).join(parts)
    return say(texts.EFFECTS, study.lang, best=study.labels[best], effects=effects)


def _effect(study: Study, best: str, kpi: str) -> str:
    difference = study.differences[best, kpi]
    text = texts.EFFECT_BETWEEN if difference.has_interval else texts.EFFECT
    if not difference.n_nonzero:
        text = texts.EFFECT_NONE
    elif difference.has_interval and not difference.is_clear(kpi):
        text = texts.EFFECT_UNSURE
    return say(
        text,
        study.lang,
        kpi=say(MEASURE[kpi].label, study.lang),
        before=study.levels[study.baseline, kpi].text(kpi, study.lang),
        after=study.levels[best, kpi].text(kpi, study.lang),
        difference=difference.text(kpi, study.lang, difference=True),
        between=difference.between(kpi, study.lang, difference=True),
    )


def _runner_up(study: Study, best: str) -> Iterator[str]:
    """Say how far the second is, when it could have been chosen too, and what else may be best."""
    leads = study.differences[best, "net_gain"].mean > 0.0 and study.experiment.replications > 1
    for second in study.ranking[1:2] if leads else []:
        each = familywise(len(study.experiment.policies) - 1)
        gap = study.gap(best, second, "net_gain", confidence=each)
        is_clear = gap.is_clear("net_gain")
        if is_clear and study.differences[second, "net_gain"].mean <= 0.0:
            continue
        yield say(
            texts.RUNNER_UP if is_clear else texts.RUNNER_UP_CLOSE,
            study.lang,
            second=study.labels[second],
            gap=gap.text("net_gain", study.lang),
            between=gap.between("net_gain", study.lang),
        )
        said = {best, second, study.baseline}
        close = [name for name in study.contenders.close if name not in said]
        if close:
            labels = [say(texts.QUOTED, study.lang, policy=study.labels[name]) for name in close]
            yield say(doubt_texts.ALSO_CLOSE, study.lang, policies=", ".join(labels))
