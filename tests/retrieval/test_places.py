"""Communes: how their files are read, and that each shipped one is recognised as people type it."""

import unicodedata
from pathlib import Path

import pytest

from retrieval.gazetteer import Gazetteer, load_gazetteer, shipped_gazetteer
from retrieval.place_names import of
from retrieval.places import (
    Place,
    PlacesMissing,
    PlacesUnsound,
    read_places,
    shipped_places,
    territory_names,
)

HEAD = "commune;code;intercommunalité;arrondissement;canton;territoires;autres noms;mot courant"


def names(text: str, gazetteer: Gazetteer | None = None) -> list[str]:
    return [place.name for place in (gazetteer or shipped_gazetteer()).places_in(text)]


def as_typed(name: str) -> str:
    """`name` in lower case, without accents and hyphens."""
    parts = unicodedata.normalize("NFD", name.lower().replace("œ", "oe").replace("-", " "))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("saint omer", "Saint-Omer"),
        ("St-Omer", "Saint-Omer"),
        ("ST OMER", "Saint-Omer"),
        ("st. omer", "Saint-Omer"),
        ("Saint‑Omer", "Saint-Omer"),
        ("SAINT-OMER", "Saint-Omer"),
        ("boulogne sur mer", "Boulogne-sur-Mer"),
        ("Boulogne s/ Mer", "Boulogne-sur-Mer"),
        ("boulogne s/mer", "Boulogne-sur-Mer"),
        ("Boulogne/Mer", "Boulogne-sur-Mer"),
        ("à Boulogne", "Boulogne-sur-Mer"),
        ("Lens", "Lens"),
        ("lens", "Lens"),
        ("calais", "Calais"),
        ("d'Arras", "Arras"),
        ("d’arras", "Arras"),
        ("bethune", "Béthune"),
        ("BÉTHUNE", "Béthune"),
        ("be\u0301thune", "Béthune"),
        ("lie\u00advin", "Liévin"),
        ("henin", "Hénin-Beaumont"),
        ("Hénin Beaumont", "Hénin-Beaumont"),
        ("bruay", "Bruay-la-Buissière"),
        ("Bruay la buissiere", "Bruay-la-Buissière"),
        ("noeux les mines", "Nœux-les-Mines"),
        ("Noeux-les-mines", "Nœux-les-Mines"),
        ("le portel", "Le Portel"),
        ("au Portel", "Le Portel"),
        ("du portel", "Le Portel"),
        ("le touquet", "Le Touquet-Paris-Plage"),
        ("au touquet", "Le Touquet-Paris-Plage"),
        ("Le Touquet Paris Plage", "Le Touquet-Paris-Plage"),
        ("Touquet-Paris-Plage", "Le Touquet-Paris-Plage"),
        ("berck", "Berck"),
        ("Berck-sur-Mer", "Berck"),
        ("marck", "Marck"),
        ("montreuil", "Montreuil-sur-Mer"),
        ("ste austreberthe", "Sainte-Austreberthe"),
        ("st martin lez tatinghem", "Saint-Martin-lez-Tatinghem"),
        ("Saint-Martin-lès-Tatinghem", "Saint-Martin-lez-Tatinghem"),
        ("aire sur la lys", "Aire-sur-la-Lys"),
        ("Eleu dit Leauwette", "Éleu-dit-Leauwette"),
        ("saint omer capelle", "Saint-Omer-Capelle"),
        ("hesdin", "Hesdin"),
        ("hesdin la foret", "Hesdin-la-Forêt"),
        ("à avion", "Avion"),
        ("a Marquise", "Marquise"),
        ("les habitants d'Avion", "Avion"),
        ("la commune de bus", "Bus"),
        ("aux Attaques", "Les Attaques"),
        ("la mairie des attaques", "Les Attaques"),
        ("à la couture", "La Couture"),
        ("une école à Sainte-Catherine", "Sainte-Catherine"),
        ("la ville de sainte catherine", "Sainte-Catherine"),
    ],
)
def test_a_commune_is_recognised_however_it_is_typed(typed: str, name: str) -> None:
    assert names(f"Combien de crèches, {typed} ?") == [name]


@pytest.mark.parametrize(
    "sentence",
    [
        "Que fait le Département du Pas-de-Calais ?",
        "combien de collèges dans le pas de calais",
        "Combien de crèches à Boulogne-Billancourt ?",
        "Quelles aides à Saint-Omer-en-Chaussée ?",
        "Combien de logements à Lens-Lestang ?",
        "Que fait la communauté d'agglomération d'Hénin-Carvin ?",
        "Combien d'habitants dans l'agglomération de Lens-Liévin ?",
        "Que fait le Pays de Saint-Omer ?",
        "Combien de bénéficiaires dans l'arrondissement de Lens ?",
        "L'ancienne région Nord-Pas-de-Calais",
        "Le bus passe-t-il devant le collège ?",
        "Quel bus prendre pour la piscine ?",
        "Bus : quelles lignes ?",
        "un billet d'avion",
        "Combien coûte la rivière à nettoyer ?",
        "La Rivière est-elle polluée ?",
        "Que rend-on à la rivière ?",
        "Qui est la commune du bus ?",
        "les attaques informatiques",
        "face aux attaques de chiens",
        "un atelier de couture",
        "Le collège Sainte-Catherine est-il rénové ?",
        "Que se passe-t-il à l'école Saint-Nicolas ?",
        "le marché de la Saint-Nicolas",
        "Combien d'heures d'EPS au collège ?",
        "COMBIEN DE BUS POUR LES COLLÈGES ?",
        "La Comté est-elle servie à la cantine ?",
        "des contes pour les enfants",
        "les selles des chevaux",
        "On recourt à des bénévoles",
        "il y a avion et train",
        "la teneur du rapport",
        "une vieille chapelle et une nouvelle église",
        "Monsieur Rémy est-il élu ?",
        "une croisette le long de la mer",
        "Le poney monte sans selle",
        "la croix rouge et le secours populaire",
        "Les ames seules de la résidence",
        "",
        "///",
    ],
)
def test_no_commune_is_seen_where_none_is_named(sentence: str) -> None:
    assert names(sentence) == []


def test_several_communes_come_in_order_and_each_once() -> None:
    assert names("Liévin ou Lens ? À lens, et à Liévin aussi") == ["Liévin", "Lens"]


def test_every_shipped_commune_is_recognised_without_accents_hyphens_or_capitals() -> None:
    lost = [
        place.name
        for place in shipped_places()
        if names(f"combien de places {'a ' if place.ordinary else ''}{as_typed(place.name)}")
        != [place.name]
    ]

    assert lost == []


def test_every_shipped_other_name_is_that_of_one_commune_alone() -> None:
    official = {place.name for place in shipped_places()}
    others = [name for place in shipped_places() for name in place.aliases]

    assert len(set(others)) == len(others)
    assert not official & set(others)


def test_an_ordinary_word_with_a_capital_counts_within_a_sentence_only() -> None:
    assert names("Le collège de Marquise ouvre-t-il ?") == ["Marquise"]
    assert names("Marquise ouvre-t-elle un collège ?") == []


def test_887_communes_of_the_pas_de_calais_ship_with_what_they_are_part_of() -> None:
    places = shipped_places()
    former = {"Berguette", "Enguinegatte", "Enquin-les-Mines", "Herbelles", "Hesdin", "Inghem"}
    former |= {"Huby-Saint-Leu", "Labuissière", "Marconne", "Molinghem", "Sainte-Austreberthe"}

    assert len({place.name for place in places} - former) == 887
    assert all(place.code.startswith("62") for place in places)
    assert all(place.intercommunality and place.arrondissement for place in places)


def test_what_a_commune_is_part_of_comes_from_the_nearest() -> None:
    (wimereux,) = (place for place in shipped_places() if place.name == "Wimereux")

    assert wimereux.within == (
        "communauté d'agglomération du Boulonnais",
        "arrondissement de Boulogne-sur-Mer",
    )


@pytest.mark.parametrize(
    ("territory", "last"),
    [
        ("communauté de communes de la Région d'Audruicq", "Région d'Audruicq"),
        ("communauté de communes Osartis Marquion", "Osartis Marquion"),
        ("communauté d'agglomération de Lens-Liévin", "Lens-Liévin"),
        ("métropole européenne de Lille", "européenne de Lille"),
        ("arrondissement d'Arras", "arrondissement d'Arras"),
    ],
)
def test_a_territory_has_a_name_of_its_own(territory: str, last: str) -> None:
    assert list(territory_names(territory))[-1] == last


@pytest.mark.parametrize(
    ("name", "after"),
    [
        ("Lens", "de Lens"),
        ("Arras", "d'Arras"),
        ("Équihen-Plage", "d'Équihen-Plage"),
        ("Hénin-Beaumont", "d'Hénin-Beaumont"),
        ("Le Portel", "du Portel"),
        ("La Couture", "de La Couture"),
        ("Les Attaques", "des Attaques"),
        ("Lestrem", "de Lestrem"),
    ],
)
def test_a_name_after_de(name: str, after: str) -> None:
    assert of(name) == after


def test_a_line_is_a_commune_with_all_that_is_told_of_it() -> None:
    line = (
        "Dunes;59999;communauté urbaine des Sables;Dunes;Dunes-1;Littoral | Dunkerquois;D | E;oui"
    )

    assert list(read_places(f"{HEAD}\n\n{line}\n", "nord.csv")) == [
        Place(
            name="Dunes",
            code="59999",
            intercommunality="communauté urbaine des Sables",
            arrondissement="Dunes",
            canton="Dunes-1",
            territories=("Littoral", "Dunkerquois"),
            aliases=("D", "E"),
            ordinary=True,
        )
    ]


def test_the_name_of_a_commune_is_all_that_a_file_must_hold() -> None:
    assert list(read_places("commune\nZinzinville\n", "x.csv")) == [
        Place("Zinzinville", "Zinzinville")
    ]


@pytest.mark.parametrize(
    ("text", "line", "named"),
    [
        ("", 1, ""),
        ("nom;code\nLens;62498", 1, "nom;code"),
        ("commune;prix\nLens;3", 1, "commune;prix"),
        ("commune;code\nLens;62498\nArras", 3, "Arras"),
        ("commune;code\nLens;62498;de trop", 2, "Lens;62498;de trop"),
        ("commune;code\n;62498", 2, ";62498"),
        ("commune;code\nLens;6249", 2, "Lens;6249"),
        ("commune;code\n62;62498", 2, "62;62498"),
        ("commune;mot courant\nBus;peut-être", 2, "Bus;peut-être"),
    ],
)
def test_a_line_that_is_no_commune_is_named(text: str, line: int, named: str) -> None:
    with pytest.raises(PlacesUnsound) as caught:
        list(read_places(text, "essai.csv"))

    assert caught.value.values == {"file": "essai.csv", "line": line, "text": named}


def test_a_file_of_ones_own_stands_beside_the_shipped_communes(tmp_path: Path) -> None:
    own = tmp_path / "nord.csv"
    own.write_text("\ufeffcommune;autres noms\nZinzinville;Zinzin\n", encoding="utf-8")
    both = load_gazetteer(own)

    assert names("à zinzin et à lens", both) == ["Zinzinville", "Lens"]
    assert names("à zinzin et à lens") == ["Lens"]


def test_ones_own_line_on_a_shipped_commune_counts(tmp_path: Path) -> None:
    own = tmp_path / "lens.csv"
    own.write_text("commune;canton\nLens;Lens-1\n", encoding="utf-8")
    (lens,) = load_gazetteer(own).places_in("à Lens")

    assert lens.within == ("canton de Lens-1",)


def test_a_folder_of_ones_own_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("commune\nZinzinville\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("commune\nZonzonville\n", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("rien à lire", encoding="utf-8")

    found = names("zonzonville et zinzinville", load_gazetteer(tmp_path))
    assert found == ["Zonzonville", "Zinzinville"]


@pytest.mark.parametrize("content", [None, b"commune\nB\xe9thune\n", b"commune\n"])
def test_a_file_of_ones_own_that_holds_nothing_to_read_is_named(
    tmp_path: Path, content: bytes | None
) -> None:
    own = tmp_path / "communes.csv"
    if content is not None:
        own.write_bytes(content)
    with pytest.raises(PlacesMissing) as caught:
        load_gazetteer(own)

    assert caught.value.values == {"path": str(own)}


def test_a_folder_of_ones_own_without_any_list_is_named(tmp_path: Path) -> None:
    with pytest.raises(PlacesMissing):
        load_gazetteer(tmp_path)
