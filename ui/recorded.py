"""The real things behind the staff's desk: topics, communes, the encoder, the journal's file."""

from index.edition import Edition
from index.encoder import Encoder
from index.models import load_encoder
from index.shelf import Shelf
from retrieval.coverage import Coverage
from retrieval.gazetteer import load_gazetteer
from retrieval.journal_file import FILE
from retrieval.journal_reading import JournalReader
from retrieval.review_store import FILE as REVIEWS
from retrieval.review_store import ReviewStore
from retrieval.reviews import Reviews, Verdict
from retrieval.watched_topics import WatchedTopics
from ui.covered import coverage_of
from ui.service import Service
from ui.settings import Settings
from ui.staff.records import Records


def records_of(settings: Settings, service: Service, reviews: Reviews) -> Records:
    """The records under `settings.home`; the coverage is the one that `selon coverage` keeps.

    The operator's topics are read again when their file changes; a broken one stops nothing.
    """
    topics = WatchedTopics(settings.topics)

    def cover(edition: Edition) -> Coverage:
        return coverage_of(
            edition,
            topics.current(),
            home=settings.home,
            gazetteer=load_gazetteer(settings.places),
            load_encoder=lambda: encoder_of(service, edition),
        )

    asked = JournalReader(settings.home / FILE)
    return Records(
        cover,
        asked,
        topics,
        shelved=Shelf(settings.home).reports,
        gazetteer=lambda: load_gazetteer(settings.places),
        unhelpful=lambda: unhelpful(reviews),
    )


def unhelpful(reviews: Reviews) -> frozenset[int]:
    """The questions whose answer somebody called no help. Raises `ReviewsError`."""
    opinions = reviews.tallies()
    return frozenset(
        entry for entry, said in opinions.items() if said.verdict is Verdict.NOT_HELPFUL
    )


def reviews_of(settings: Settings) -> ReviewStore:
    """What is said of answers, beside the journal."""
    return ReviewStore(settings.home / REVIEWS)


def encoder_of(service: Service, edition: Edition) -> Encoder:
    """The encoder of `edition`: the one that answers if it is there already, else one of its own.

    Never none: what is kept is what was found by words and by meaning. Raises what loading raises.
    """
    ready = service.tools_of(edition).encoder
    return ready or load_encoder(edition.manifest.model.name)
