"""What a « pourquoi » takes for granted: a sweeping claim must stand in what is shown.

« Pourquoi avez-vous fermé tous les collèges ? » isn't answered by a sentence on one that closed.
"""

from retrieval.patterns import any_of, load_data, plain


def presumes_more(question: str, shown: str) -> bool:
    """Whether `question` asks for the reason of all or nothing, and `shown` speaks of neither.

    >>> presumes_more("Pourquoi fermer tous les collèges ?", "Un collège a fermé en 2022.")
    True
    >>> presumes_more("Pourquoi fermer tous les collèges ?", "Tous les collèges ont fermé.")
    False
    """
    asked, data = plain(question), load_data("premise.yaml")
    sweeping = any_of(tuple(data["sweeping"]))
    return bool(
        any_of(tuple(data["why"])).search(asked)
        and sweeping.search(asked)
        and not sweeping.search(plain(shown))
    )
