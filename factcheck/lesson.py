"""The lesson forge: from an article that the figures bear out, a worksheet with slips in it, and its key.

Each slip is put into the article and the article is checked anew: only one that the check calls a mismatch, and names as the slip
it was meant to be, is handed to anybody. What fails that stays as it was, and is a task whose answer is "right".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from claims.claim import ClaimKind
from factcheck.article import Article, read_article
from factcheck.checking import Checked, check_article
from factcheck.errors import InputError
from factcheck.evidence import Evidence
from factcheck.finding import Cause, Finding, Verdict
from factcheck.lessons.answers import answer_for
from factcheck.lessons.material import evidence_of, tables_for
from factcheck.lessons.slips import Slip, seeded_classes, slips_for
from factcheck.lessons.task import Lesson, Task
from factcheck.lessons.teaching import drawn, hints
from factcheck.lessons.turning import direction_word
from factcheck.store import Store

_ROUNDS = 8
_RIGHT = 3  # one task in three stays right
_GRADES = {ClaimKind.LEVEL: 1, ClaimKind.CHANGE: 2, ClaimKind.RATIO: 2, ClaimKind.TOTAL: 2, ClaimKind.AVERAGE: 2}
_GRADES |= {ClaimKind.COMPARISON: 2, ClaimKind.RECORD: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A task in the making: what is right, the slips it admits, and the one that has passed, with what the check said of it."""

    finding: Finding
    evidence: Evidence
    sentence: tuple[int, int]
    attempts: tuple[Slip, ...] = ()
    admitted: tuple[Cause, ...] = ()
    slip: Slip | None = None
    seen: Finding | None = None


def forge(
    article: Article, store: Store, *, seed: int = 1, tasks: int = 8, causes: Sequence[Cause] = (), place: str | None = None
) -> Lesson:
    """A lesson of at most `tasks` tasks from the findings that match; the same arguments give the same lesson.

    `causes` are the classes of slip to seed, all that can be seeded when empty. Raises InputError where no claim matches.
    """
    classes = tuple(cause for cause in seeded_classes() if not causes or cause in causes)
    checked = check_article(article, store, place=place or article.place)
    name = _name(article, seed, tasks, classes)
    drafts = _drafts(checked, store, seed)[:tasks]
    if not drafts:
        raise InputError(
            f"{article.id or 'The text'} has no claim that the stored figures bear out: "
            "add the figures it speaks of with factcheck add, then check it with factcheck check."
        )
    drafts = _seeded(drafts, article, store, classes, seed, place)
    drafts.sort(key=lambda draft: (_grade(draft.finding), draft.sentence))
    numbered = list(enumerate(drafts, start=1))
    return Lesson(
        id=name,
        title=article.title or checked.article.title,
        published=article.published,
        seed=seed,
        classes=classes,
        tasks=tuple(_task(draft, number, article.text, store, f"{seed}/{number}") for number, draft in numbered),
        key=tuple(answer_for(number, d.finding, article.text, d.slip, d.seen) for number, d in numbered),
    )


def _name(article: Article, seed: int, tasks: int, classes: Sequence[Cause]) -> str:
    return sha256("|".join([article.text, str(seed), str(tasks), *classes]).encode("utf-8", "replace")).hexdigest()[:10]


def _drafts(checked: Checked, store: Store, seed: int) -> list[_Draft]:
    """One draft a sentence, in an order drawn by lot; a sentence with a mismatch in it would have two slips, and is left out."""
    text = checked.article.text
    wrong = {_sentence(f, text) for f in checked.findings if f.verdict in (Verdict.MISMATCH, Verdict.CONFLICTING)}
    by_sentence: dict[tuple[int, int], list[Finding]] = {}
    for finding in checked.findings:
        sentence = _sentence(finding, text)
        if finding.verdict is Verdict.MATCH and sentence is not None and sentence not in wrong:
            by_sentence.setdefault(sentence, []).append(finding)
    drafts = []
    for sentence in drawn(by_sentence, str(seed)):
        numbers = drawn(range(len(by_sentence[sentence])), f"{seed}/{sentence}")
        finding = by_sentence[sentence][numbers[0]]
        evidence = evidence_of(finding, store, text, f"{seed}/{sentence}")
        if evidence is not None:
            drafts.append(_Draft(finding=finding, evidence=evidence, sentence=sentence))
    return drafts


def _sentence(finding: Finding, text: str) -> tuple[int, int] | None:
    """Where the claim's sentence stands in the text."""
    claim = finding.claim
    start = text.rfind(claim.sentence, max(0, claim.end - len(claim.sentence)), claim.start + len(claim.sentence))
    return (start, start + len(claim.sentence)) if start >= 0 else None


def _seeded(
    drafts: list[_Draft], article: Article, store: Store, classes: Sequence[Cause], seed: int, place: str | None
) -> list[_Draft]:
    """The drafts with their slips; a third stays right, and so does a task for which no slip passes."""
    drafts = _planned(drafts, article.text, classes, seed)
    drafts.sort(key=lambda draft: not draft.attempts)
    wrong = len(drafts) - len(drafts) // _RIGHT
    drafts = drafts[:wrong] + [replace(draft, attempts=()) for draft in drafts[wrong:]]
    for _ in range(_ROUNDS):
        pending = [draft for draft in drafts if draft.attempts and draft.slip is None]
        if not pending:
            break
        altered, starts = _altered(article, [draft.attempts[0] for draft in pending])
        checked = check_article(altered, store, place=place or altered.place)
        tried = {id(draft): _tried(draft, checked, start) for draft, start in zip(pending, starts, strict=True)}
        drafts = [tried.get(id(draft), draft) for draft in drafts]
    return drafts


def _planned(drafts: list[_Draft], text: str, classes: Sequence[Cause], seed: int) -> list[_Draft]:
    """Each draft with its attempts: the classes used least so far first."""
    offers = [slips_for(d.finding, d.evidence, text, classes, f"{seed}/{d.sentence}") for d in drafts]
    used: Counter[Cause] = Counter()
    planned = []
    for draft, slips in zip(drafts, offers, strict=True):
        slips.sort(key=lambda slip: used[slip.cause])
        used.update(slip.cause for slip in slips[:1])
        admitted = tuple(dict.fromkeys(slip.cause for slip in slips))
        planned.append(replace(draft, attempts=tuple(slips), admitted=admitted))
    return planned


def _altered(article: Article, slips: Sequence[Slip]) -> tuple[Article, list[int]]:
    """The article with the slips in it, and by how much each place before its slip has moved."""
    text, moved = article.text, []
    for slip in slips:
        moved.append(sum(len(other.text) - (other.end - other.start) for other in slips if other.start < slip.start))
    for slip in sorted(slips, key=lambda each: -each.start):
        text = text[: slip.start] + slip.text + text[slip.end :]
    read = read_article(text.encode("utf-8", "replace"), name=str(article.id or "the text"))
    return replace(read, published=article.published, place=article.place), moved


def _tried(draft: _Draft, checked: Checked, moved: int) -> _Draft:
    """The draft with its first attempt passed or thrown away."""
    slip, claim = draft.attempts[0], draft.finding.claim
    place = claim.quantity.start if claim.quantity is not None else claim.start
    place += moved + (len(slip.text) - (slip.end - slip.start) if slip.start < place else 0)
    seen = next((f for f in checked.findings if _stands_at(f, place)), None)
    if seen is not None and seen.verdict is Verdict.MISMATCH and seen.diagnoses and seen.diagnoses[0].cause is slip.cause:
        return replace(draft, slip=slip, seen=seen)
    return replace(draft, attempts=draft.attempts[1:])


def _stands_at(finding: Finding, place: int) -> bool:
    claim = finding.claim
    return (claim.quantity.start if claim.quantity is not None else claim.start) == place


def _grade(finding: Finding) -> int:
    return _GRADES.get(finding.claim.kind, 3)


def _task(draft: _Draft, number: int, text: str, store: Store, lot: str) -> Task:
    start, end = draft.sentence
    first, last = _marked(draft.finding, text)
    first, last = max(first, start), min(last, end)
    slip = draft.slip
    marked = text[first:last]
    if slip is not None:
        marked = text[first : slip.start] + slip.text + text[slip.end : last]
    return Task(
        number=number,
        grade=_grade(draft.finding),
        before=text[start:first],
        marked=marked,
        after=text[last:end],
        tables=tables_for(draft.evidence, draft.finding, store, slip.mistaken if slip else None),
        notes=draft.finding.computation.assumptions if draft.finding.computation is not None else (),
        hints=hints(draft.finding.claim.kind, slip.cause if slip else None, draft.admitted, lot),
    )


def _marked(finding: Finding, text: str) -> tuple[int, int]:
    """The statement in question: the claim's words and the word of its direction, which may be what is wrong."""
    claim = finding.claim
    spans = [(claim.start, claim.end)]
    if claim.quantity is not None:
        spans.append((claim.quantity.start, claim.quantity.end))
    if (word := direction_word(claim, text)) is not None:
        spans.append(word.span())
    return min(start for start, _ in spans), max(end for _, end in spans)
