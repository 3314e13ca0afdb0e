"""The lists of words that an operator may add to: everyday words, communes, acronyms."""

from retrieval.gazetteer import load_gazetteer
from retrieval.glossary import load_glossary
from retrieval.thesaurus import load_thesaurus
from retrieval.tools import Tools
from ui.settings import Settings


def load_lists(settings: Settings) -> Tools:
    """Tools that hold the lists of Selon and the operator's own, and no model.

    Raises `ThesaurusMissing`, `ThesaurusUnsound`, `PlacesMissing`, `PlacesUnsound`,
    `GlossaryMissing` and `GlossaryUnsound`.
    """
    return Tools(
        thesaurus=load_thesaurus(settings.thesaurus),
        gazetteer=load_gazetteer(settings.places),
        glossary=load_glossary(settings.glossary),
    )
