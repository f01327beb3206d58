"""Which certificates wait until their conditions are met: months of leading, hours of training."""

from collections.abc import Callable, Mapping

from tpmlearn.domain.content.catalogue import Catalogue, Certificate
from tpmlearn.domain.planning.activities import Kind, Progress, State, key_of
from tpmlearn.domain.planning.gaps import GapReport
from tpmlearn.domain.planning.selection import certificate_for
from tpmlearn.domain.planning.wording import joined
from tpmlearn.domain.profiles.eligibility import Eligibility
from tpmlearn.words import _, ngettext, numbers
from tpmlearn.words.numbers import spelled

WAIVER = "capm"
"""An active certificate of this slug stands in for the hours of training (PMI's handbook)."""


def waiting_certificates(
    catalogue: Catalogue,
    report: GapReport,
    *,
    progress: Mapping[str, Progress],
    eligibility: Callable[[Certificate], Eligibility],
) -> dict[str, str]:
    """The certificates that would be next but for their conditions, with a sentence each, by slug.

    The log is asked for only where a certificate has conditions. The shortest way of its paths
    counts, as nobody has said their education; what is claimed counts as what is confirmed does.
    """
    found: dict[str, str] = {}
    while one := certificate_for(catalogue, report, progress=progress, waiting=found):
        missing = _missing(one, progress, eligibility) if _has_conditions(one) else ()
        if not missing or _is_under_way(one, progress):
            return found
        found[one.slug] = _(
            "%(title)s waits: %(conditions)s.", title=one.title, conditions=joined(missing)
        )
    return found


def _has_conditions(certificate: Certificate) -> bool:
    return bool(certificate.experience) or certificate.contact_hours > 0


def _is_under_way(certificate: Certificate, progress: Mapping[str, Progress]) -> bool:
    entry = progress.get(key_of(Kind.CERTIFICATE, certificate.slug))
    return entry is not None and entry.state is not State.OPEN


def _missing(
    certificate: Certificate,
    progress: Mapping[str, Progress],
    eligibility: Callable[[Certificate], Eligibility],
) -> tuple[str, ...]:
    held = eligibility(certificate)
    least = min((path.months for path in held.paths), default=0)
    said = []
    if held.months < least:
        said.append(
            ngettext(
                "your evidence log has %(count)s month of leading of %(least)s",
                "your evidence log has %(count)s months of leading of %(least)s",
                held.months,
                count=spelled(held.months),
                least=least,
            )
        )
    if held.contact_hours_short > 0 and not _is_waived(progress):
        said.append(
            _(
                "%(hours)s of %(needed)s hours of training are logged",
                hours=numbers.shortest(held.contact_hours),
                needed=numbers.shortest(held.contact_hours_needed),
            )
        )
    return tuple(said)


def _is_waived(progress: Mapping[str, Progress]) -> bool:
    entry = progress.get(key_of(Kind.EXAM, WAIVER))
    return entry is not None and entry.state is State.DONE
