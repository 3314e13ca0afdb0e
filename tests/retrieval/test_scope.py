import pytest

from retrieval.scope import Elsewhere, Weight, find_elsewhere, find_help


@pytest.mark.parametrize(
    ("question", "body"),
    [
        ("Comment contester ma taxe foncière ?", "finances_publiques"),
        ("Comment je renouvelle ma carte d'identité ?", "mairie"),
        ("Combien de temps faut-il pour recevoir un passeport ?", "mairie"),
        ("Comment toucher la prime d'activité ?", "caf"),
        ("Ma demande d'APL est bloquée, où en est mon dossier ?", "caf"),
        ("Comment m'inscrire comme demandeur d'emploi ?", "france_travail"),
        ("Je veux refaire mon permis de conduire", "prefecture"),
        ("J'ai perdu ma carte vitale", "assurance_maladie"),
        ("Mon voisin fait du bruit, je peux porter plainte ?", "police"),
    ],
)
def test_a_personal_step_belongs_to_another_body_unless_the_report_is_sure(
    question: str, body: str
) -> None:
    found = find_elsewhere(question)

    assert found is not None
    assert (found.body, found.weight) == (body, Weight.UNLESS_STRONG)


def test_another_body_named_in_passing_counts_only_where_the_report_is_silent() -> None:
    found = find_elsewhere("Quels lycées ont été rénovés ?")

    assert found is not None
    assert (found.body, found.weight) == ("region", Weight.IF_SILENT)


def test_the_business_of_the_author_of_the_report_is_the_reports() -> None:
    assert find_elsewhere("Comment toucher le RSA ?", titles=["Bilan du Département"]) is None
    found = find_elsewhere("Comment toucher le RSA ?", titles=["Journal de la commune"])
    assert found is not None
    assert found.body == "departement"


@pytest.mark.parametrize(
    ("question", "kind", "weight"),
    [
        ("Qui êtes-vous, un humain ou un robot ?", "self", Weight.ALWAYS),
        ("Tu penses quoi du gouvernement ?", "opinion", Weight.ALWAYS),
        ("Vous votez pour qui ?", "opinion", Weight.ALWAYS),
        ("Écris-moi un poème sur la mer", "creation", Weight.ALWAYS),
        ("Raconte moi une blague", "creation", Weight.ALWAYS),
        ("Bonjour", "small_talk", Weight.ALWAYS),
        ("Il va pleuvoir demain ?", "other", Weight.ALWAYS),
        ("J'ai mal à la poitrine, c'est grave ?", "health", Weight.ALWAYS),
        ("Donne-moi une recette de quiche", "kitchen", Weight.UNLESS_STRONG),
    ],
)
def test_what_is_no_question_for_a_report_is_recognised(
    question: str, kind: str, weight: Weight
) -> None:
    found = find_elsewhere(question)

    assert found is not None
    assert (found.kind, found.weight) == (kind, weight)


@pytest.mark.parametrize(
    "question",
    [
        "Combien de places de crèche ?",
        "Quelles recettes de fonctionnement en 2024 ?",
        "Que pensent les habitants du projet ?",
        "Qui a écrit ce rapport ?",
        "Quel temps faut-il pour aller à Lens ?",
    ],
)
def test_a_question_like_any_other_is_nobody_elses(question: str) -> None:
    assert find_elsewhere(question) is None


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("je veux mourir", ["3114", "15"]),
        ("mon mari me frappe, que faire ?", ["3919", "17", "114"]),
        ("je me suis fait frapper par mon mari", ["3919", "17", "114"]),
        ("elle est battue chez elle par son compagnon", ["3919", "17", "114"]),
        ("J'ai mal à la poitrine depuis ce matin", ["15", "112", "114"]),
        ("un enfant de mon immeuble est battu", ["119", "17"]),
        ("je dors dehors ce soir avec mes enfants", ["115"]),
        ("il y a le feu chez moi", ["18", "112", "114"]),
        ("on m'agresse", ["17", "112", "114"]),
    ],
)
def test_someone_in_distress_is_given_numbers_to_call(question: str, numbers: list[str]) -> None:
    assert [line.number for line in find_help(question)] == numbers


@pytest.mark.parametrize(
    "question",
    [
        "Combien d'appels au 119 ?",
        "Quel budget pour les femmes battues ?",
        "Quel plan contre les enfants maltraités ?",
        "Que fait le Département pour les sans abri ?",
    ],
)
def test_a_question_about_a_service_is_given_no_number(question: str) -> None:
    assert find_help(question) == ()


@pytest.mark.parametrize(
    "question",
    [
        "Que fait le département du Nord pour les routes ?",
        "le departement de la somme il fait quoi",
        "Quel budget pour le Département de Seine-Maritime ?",
    ],
)
def test_another_departement_is_somebody_elses_business(question: str) -> None:
    found = find_elsewhere(question, titles=["Bilan du Pas-de-Calais"])

    assert found == Elsewhere(Weight.UNLESS_STRONG, body="autre_departement")


@pytest.mark.parametrize(
    "question",
    [
        "Que fait le Département du Pas-de-Calais pour les routes ?",
        "Que fait le Département pour le nord du territoire ?",
        "Le département des routes recrute-t-il ?",
        "Le Département de la Loiretaine ?",
    ],
)
def test_the_reports_own_departement_is_not(question: str) -> None:
    assert find_elsewhere(question, titles=["Bilan du Pas-de-Calais"]) is None
