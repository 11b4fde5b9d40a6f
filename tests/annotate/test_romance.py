"""French sentences: negation and pronouns around verbs, inversion, titles with adjectives inside, who «il» and «nous» are."""

import functools

import pytest

from mithaq import Article, Reader, Reading
from mithaq.evaluation import compact


@functools.cache
def reader() -> Reader:
    return Reader(["fr", "en"])


def read(text: str) -> Reading:
    return reader().read(Article(text=text, language="fr"))


def said(text: str) -> list[tuple[set[str], str]]:
    reading = read(text)
    return [(row["code"], one.content.text) for row, one in zip(compact(reading)["statements"], reading.statements, strict=True)]


@pytest.mark.parametrize(
    ("text", "code", "content"),
    [
        ("« La route est fermée », a déclaré mardi à la presse le ministre tchadien de l'Intérieur.", "TCD", "La route est fermée"),
        ("Le ministre ghanéen a reçu la presse. « La route est fermée », a-t-il ajouté.", "GHA", "La route est fermée"),
        ("La route est fermée. Le président togolais l'a déclaré lundi.", "TGO", "La route est fermée."),
        ("Selon l'armée nigérienne, la route est fermée.", "NER", "la route est fermée"),
    ],
)
def test_who_speaks_may_stand_behind_the_verb(text: str, code: str, content: str) -> None:
    assert ({code}, content) in said(text)


@pytest.mark.parametrize("text", ["La France n'a pas livré d'armes au Togo.", "La France ne livrera plus d'armes au Togo.", "La France n'a jamais livré d'armes au Togo."])
def test_what_is_denied_is_not_done(text: str) -> None:
    done = read("La France a livré des armes au Togo.")
    assert done.deliveries and [event for event in done.events if event.type == "AID"]
    assert not read(text).deliveries and not [event for event in read(text).events if event.type == "AID"]


def test_titles_hold_adjectives_and_names() -> None:
    offices = read("Le ministre béninois des Affaires étrangères, Koffi Adjovi, a rencontré l'ambassadeur du Ghana au Togo, Kwame Boateng.").offices
    assert [(office.post, office.polity) for office in offices] == [("foreign_minister", "BEN"), ("ambassador", "GHA")]


def test_we_in_a_quotation_of_several_sentences_is_whoever_speaks() -> None:
    events = compact(read("« Le port est ouvert. Nous condamnons la Somalie », a déclaré le président kényan."))["events"]
    assert [(row["type"], row["actor"], row["recipient"]) for row in events] == [("ACCUSE", {"KEN"}, {"SOM"})]


def test_the_language_is_told_by_function_words() -> None:
    assert reader().detect("Le président de la République a reçu le ministre dans la matinée pour un entretien.") == "fr"
    assert reader().detect("The president of the republic received the minister in the morning for a talk.") == "en"


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Le président ghanéen a reçu jeudi à Accra ses homologues du Togo, du Bénin et du Niger.", ("CONSULT", {"TGO", "BEN", "NER"}, {"GHA"})),
        ("Le roi de Jordanie devrait se rendre en Turquie.", ("AGREE", {"JOR"}, {"TUR"})),
        ("La France condamne avec la plus grande fermeté l'attaque russe contre un convoi.", ("ACCUSE", {"FRA"}, {"RUS"})),
        ("L'armée kényane a annoncé avoir tué deux combattants somaliens.", ("ASSAULT", {"KEN"}, {"SOM"})),
        ("Un accord militaire a été signé lundi entre la Russie et le Togo.", ("SUPPORT", {"RUS", "TGO"}, set())),
        ("Le Ghana a été accusé par le Togo de mensonge.", ("ACCUSE", {"TGO"}, {"GHA"})),
    ],
)
def test_who_does_what_to_whom(text: str, event: tuple[str, set[str], set[str]]) -> None:
    assert event in [(row["type"], row["actor"], row["recipient"]) for row in compact(read(text))["events"]]


def test_what_others_are_asked_to_stop_goes_on() -> None:
    assert [event.type for event in read("La Chine a exhorté Washington à cesser ses ventes d'armes à Taïwan.").events] == ["REQUEST"]


def test_a_form_of_address_makes_a_name() -> None:
    assert ({"UKR"}, "Nous tiendrons") in said("« Nous tiendrons », a martelé M. Zelensky devant la presse.")


def acts(text: str) -> list[tuple[str, set[str], set[str]]]:
    return [(row["type"], row["actor"], row["recipient"]) for row in compact(read(text))["events"]]


@pytest.mark.parametrize(
    "text",
    [
        "Des navires togolais ont bombardé des bateaux ghanéens.",
        "De jeunes Togolais ont attaqué des soldats ghanéens.",
        "Des bateaux ghanéens ont été attaqués par des navires togolais.",
        "Un étudiant ghanéen a été passé à tabac par des policiers togolais.",
    ],
)
def test_adjectives_tell_who_acts_and_who_is_hit(text: str) -> None:
    assert acts(text) == [("ASSAULT", {"TGO"}, {"GHA"})]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'aide du Japon au Ghana a été suspendue.", ("SANCTION", {"JPN"}, {"GHA"})),
        ("Le retrait des troupes ghanéennes du Togo a commencé.", ("RETREAT", {"GHA"}, {"TGO"})),
        ("Les troupes ghanéennes ont quitté le Togo.", ("RETREAT", {"GHA"}, {"TGO"})),
        ("L'ambassadeur du Ghana a été convoqué au ministère togolais des Affaires étrangères.", ("ACCUSE", {"TGO"}, {"GHA"})),
        ("Le ministre ghanéen a reçu la presse. Le président togolais l'a félicité.", ("SUPPORT", {"TGO"}, {"GHA"})),
        ("Le Togo a « appelé la partie ghanéenne à présenter des excuses ».", ("REQUEST", {"TGO"}, {"GHA"})),
    ],
)
def test_who_acts_stands_in_nouns_and_pronouns(text: str, expected: tuple[str, set[str], set[str]]) -> None:
    assert acts(text) == [expected]


@pytest.mark.parametrize("text", ["Le ministre togolais est attendu mardi au Ghana.", "La visite du ministre togolais au Ghana est prévue mardi.", "Le ministre togolais doit se rendre mardi au Ghana."])
def test_a_bare_weekday_of_what_lies_ahead_is_the_next(text: str) -> None:
    event = reader().read(Article(text=text, language="fr", published="2025-04-04")).events[0]
    assert (event.type, event.actuality, event.date.start if event.date else None) == ("AGREE", "planned", "2025-04-08")
    past = reader().read(Article(text="Le ministre togolais a visité mardi le Ghana.", language="fr", published="2025-04-04")).events[0]
    assert past.date is not None and past.date.start == "2025-04-01"


def test_both_sides_are_those_who_met() -> None:
    text = "Le président togolais a reçu le ministre ghanéen. Les deux dirigeants ont affirmé que la route est ouverte."
    assert ({"TGO", "GHA"}, "la route est ouverte") in said(text)


@pytest.mark.parametrize(
    ("text", "code", "content"),
    [
        ("Le ministre togolais soutient qu'« il existe un déficit ».", "TGO", "il existe un déficit"),
        ("Le ministre togolais a dit ne pas vouloir la guerre.", "TGO", "ne pas vouloir la guerre"),
        ("Le ministre togolais a fait part de son inquiétude.", "TGO", "son inquiétude"),
        ("La route est fermée, selon les estimations de la police togolaise.", "TGO", "La route est fermée"),
        ("La route est fermée, selon le patron de l'ONU.", "IGO:UN", "La route est fermée"),
        ("La route a rouvert en 2024.Le ministre togolais a déclaré en mars qu'elle est sûre.", "TGO", "elle est sûre"),
    ],
)
def test_what_is_said_and_by_whom(text: str, code: str, content: str) -> None:
    assert ({code}, content) in said(text)


def test_who_only_hands_on_what_another_says_is_no_speaker() -> None:
    assert [codes for codes, _ in said("Le ministre togolais a déclaré que la route est fermée, a rapporté l'agence Reuters.")] == [{"TGO"}]


@pytest.mark.parametrize("text", ["Des armes ghanéennes ont été livrées au Togo.", "Le Togo a reçu des armes du Ghana.", "La livraison d'armes ghanéennes au Togo a eu lieu lundi.", "Le Togo a reçu cinq chars ghanéens."])
def test_who_gives_stands_beside_what_is_given(text: str) -> None:
    deliveries = compact(read(text))["deliveries"]
    assert [(row["provider"], row["recipient"]) for row in deliveries] == [({"GHA"}, {"TGO"})]


@pytest.mark.parametrize(
    ("text", "person", "post", "status"),
    [
        ("Xavier Dupont, ministre togolais de la Santé, a parlé.", "Xavier Dupont", "other_minister", "in_office"),
        ("L'ex-président togolais Jean Mensah a parlé.", "Jean Mensah", "head_of_state", "former"),
        ("Le chef de la junte togolaise, le colonel Jean Mensah, a parlé.", "Jean Mensah", "head_of_state", "in_office"),
        ("Le gouverneur de la région de Lunaville, Jean Mensah a reçu l'ambassadrice togolaise.", "Jean Mensah", "governor", "in_office"),
        ("Le président de la Fédération togolaise de football, Jean Mensah, a parlé.", "Jean Mensah", "head_of_organisation", "in_office"),
        ("Le ministre d'État togolais, ministre de la Défense, le général Jean Mensah, a parlé.", "Jean Mensah", "defence_minister", "in_office"),
        ("Le ministre togolais des Affaires étrangères, de la Pêche et des Forêts, M. Jean Mensah, a parlé.", "Jean Mensah", "foreign_minister", "in_office"),
    ],
)
def test_who_holds_an_office(text: str, person: str, post: str, status: str) -> None:
    reading = read(text)
    names = {actor.id: actor.name for actor in reading.actors}
    assert [(names[one.person], one.post, one.status) for one in reading.offices] == [(person, post, status)]


def test_an_office_is_proved_by_each_title_that_states_it() -> None:
    office = read("Le ministre togolais Jean Mensah a parlé. Le ministre togolais de la Santé, Jean Mensah, est parti. Le ministre togolais Jean Mensah reviendra.").offices[0]
    assert [one.text for one in office.evidence] == ["ministre togolais Jean Mensah", "ministre togolais de la Santé, Jean Mensah", "ministre togolais Jean Mensah"]


def test_an_organisation_of_states_meets_by_itself() -> None:
    meeting = compact(read("La CEDEAO tiendra un sommet extraordinaire samedi à Abuja."))["meetings"][0]
    assert (meeting["participants"], meeting["status"]) == ({"IGO:ECOWAS"}, "planned")
    assert not read("Le ministre togolais a évoqué l'avenir des pourparlers entre le Mali et l'Algérie.").events


def test_who_speaks_of_talks_by_himself_holds_none() -> None:
    reading = read("Le ministre togolais a évoqué la guerre avec le Ghana.")
    assert [one.content.text for one in reading.statements] == ["la guerre avec le Ghana"]
    assert not reading.meetings
    assert len(read("Le ministre togolais a évoqué la guerre avec son homologue ghanéen.").meetings) == 1


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Le ministre béninois a rencontré son homologue togolais et appelé le Ghana à rouvrir sa frontière.", ("REQUEST", {"BEN"}, {"GHA"})),
        ("La Russie a bombardé un hôpital de Kharkiv.", ("ASSAULT", {"RUS"}, {"UKR"})),
        ("Neuf civils ont été tués dans une frappe aérienne russe sur un marché de Kharkiv.", ("ASSAULT", {"RUS"}, {"UKR"})),
        ("Deux soldats maliens ont été tués dans une attaque attribuée au Hamas.", ("ASSAULT", {"NSA:HAMAS"}, {"MLI"})),
        ("Le texte a été rejeté par le Ghana.", ("REJECT", {"GHA"}, set())),
        ("Les Houthis ont interdit aux femmes de chanter.", ("COERCE", {"NSA:HOUTHI"}, set())),
    ],
)
def test_what_a_verb_shares_with_the_one_before_and_where_it_strikes(text: str, event: tuple[str, set[str], set[str]]) -> None:
    assert event in [(row["type"], row["actor"], row["recipient"]) for row in compact(read(text))["events"]]


def test_a_body_is_of_whoever_leads_it_and_an_agreement_of_whoever_negotiates_it() -> None:
    visited = compact(read("Le président gabonais a reçu une délégation dirigée par le ministre marocain de l'Énergie."))["events"]
    assert [(row["mode"], row["actor"], row["recipient"]) for row in visited] == [("visit", {"MAR"}, {"GAB"})]
    reading = compact(read("Le Maroc négocie avec le Gabon un accord de pêche."))
    assert [(row["stage"], row["parties"]) for row in reading["agreements"]] == [("negotiating", {"MAR", "GAB"})] and not reading["meetings"]
    signed = compact(read("Le Togo et le Ghana ont signé un accord visant à former des douaniers. Le Togo et le Bénin ont signé un accord pour renforcer leurs liens."))
    assert [(row["obligors"], row["strength"]) for row in signed["commitments"]] == [({"TGO", "GHA"}, 7)]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Un touriste suisse a été arrêté au Tchad.", ("COERCE", {"TCD"}, {"CHE"})),
        ("L'état d'urgence a été prolongé au Pérou.", ("COERCE", {"PER"}, {"PER"})),
        ("Plusieurs pays, dont le Chili et le Pérou, ont condamné la Bolivie.", ("ACCUSE", {"CHL", "PER"}, {"BOL"})),
        ("Le Ghana a menacé d'expulser les ambassadeurs de deux pays, dont le Togo.", ("THREATEN", {"GHA"}, {"TGO"})),
        ("Le ministre malien a dit que le Niger avait violé son espace aérien.", ("COERCE", {"NER"}, {"MLI"})),
    ],
)
def test_whose_an_act_is_where_its_words_leave_it_open(text: str, event: tuple[str, set[str], set[str]]) -> None:
    assert event in [(row["type"], row["actor"], row["recipient"]) for row in compact(read(text))["events"]]
