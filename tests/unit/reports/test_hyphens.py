"""Words are parted by the rules of their language, joined words best at their seam."""

from __future__ import annotations

import itertools
import re
import time

import pyphen
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.gold import ROOT

from eucles_desk.reports.hyphens import AFTER, BEFORE, LONGEST, hyphenator

CHECKED = """
    al-ku|kuu-kausi al-le-kir-joi-tet-tui-hin alu-eel-li-nen alue|vi-ran|omai-nen an-sio|lu-et-te-loi-den
    ar-vi-oi-jal-le ar-vi-oin-neis-ta ar-vi-oin-ti|ra-port-ti ar-vi-oi-ta-val-ta asia|kir-jas-ta
    asi-an|tun-ti-jat avain|hen-ki-lö bud-jet-ti do-ku-ment-ti edel-li-ses-tä eh-do-tuk-set
    elin-tar-vi-ke|ala eng-lan-nin|kie-li-nen enim-mäis|pis-teet ero|il-moi-tuk-set esi-tys|lis-tat
    es-teel-li-syy-des-tä eu-roop-pa-lai-sel-la haas-tat-te-lu|kuu-kau-des-ta hal-li-tuk-sen hank-kees-sa
    hen-ki-lö|lu-et-te-lot hen-ki-lö|työ|vuo-det hy-väk-syt-tiin in-no-vaa-tio|stra-te-gi-as-ta
    it-se|ar-vi-oin-ti jat-ko|ra-hoi-tuk-ses-ta joh-to|pää-tös jul-kis-ten jär-jes-tel-män jä-sen|mak-sut
    kan-nan|ot-to kan-sain|vä-lis-ty-mi-nen kan-sa-lais|yh-teis|kun-ta kau-pun-git ke-hit-tä-mi-ses-sä
    ke-hit-tä-mis|alu-eet ke-hi-tys|kes-kus-te-lu-jen kel-poi-suus|eh-dot klus-te-rei-den
    klus-te-ri|or-ga-ni-saa-ti-on ko-ko-nais|pis-tei-tä kon-sul-tin kou-lu-tus|suun-ni-tel-ma kri-tee-rei-hin
    kri-tee-ris-tön kump-pa-ni|or-ga-ni-saa-ti-oi-ta kus-tan-nus|paik-ka kuu-kau-sit-tain laa-tu|merk-kien
    lau-an-tai lop-pu|tu-los läs-nä|olo-lis-tat maa|kun-tien mah-dol-li-nen me-nes-tys|ta-ri-nat mu-se-ois-sa
    nel-jän-nes|vuo-sit-tain oh-jaus|ryh-män oi-keu-del-li-nen or-ga-ni-saa-ti-oi-den osal-lis-tu-ja|re-kis-te-ri
    osoi-te|lis-taa pai-no|pis-tei-siin pal-ve-lu|lu-et-te-lon pe-rus-ta-mis|asia|kir-jas-ta poik-keamaan
    pro-jek-ti|pääl-lik-kö pro-sent-ti pu-heen|joh-ta-ja pää|asi-an|tun-ti-ja pää-tök-sen|te-ko pöy-tä|kir-jat
    ra-hoi-tus|neu-von-ta rau-en-nei-ta re-kis-te-ri|ot-tees-ta ruuh-kau-tu-vat saa-vu-tet-ta-vuus|se-los-te
    si-tou-tu-nei-den stra-te-gia|työs-tä suun-ni-tel-mas-sa säh-kö|pos-ti|osoi-te ta-lous|suun-ni-tel-ma
    ta-voi-tet-ta-vis-sa tek-no-lo-gian ti-lin|tar-kas-tus|ker-to-mus toi-men|pi-teet toi-mi|alan
    toi-min-ta|suun-ni-tel-maa tut-ki-mus|or-ga-ni-saa-ti-oi-ta tyy-ty-väi-syys|ky-se-lyyn työ|jär-jes-tys
    työn|an-ta-jan-sa täy-den-nys|tie-dos-tot ul-ko-puo-li-sil-le uu-tis|kir-jeet vaih-to|eh-dot
    vas-taan|ot-ta-jat vas-tuu|or-ga-ni-saa-tio verk-ko|si-vuil-ta ver-sio|his-to-ria ver-tai-lu|ar-vi-oin-ti
    vies-tin-tä|suun-ni-tel-ma vuo-ro|vai-ku-tus vuo-si|ker-to-mus vä-him-mäis|ta-so yh-den-lai-seen
    yh-teis|hank-kees-sa yh-teis|työ|so-pi-mus yh-teys|tie-to|jär-jes-tel-mä yli|opis-ton yri-tys|ke-hi-tys
    alue|klus-te-ri ke-hit-tä-mis|stra-te-gia vies-tin-tä|stra-te-gia ra-hoi-tus|pro-jek-ti kri-tee-ri
    kon-trol-li mik-ro-fo-ni in-fra|struk-tuu-ri te-ol-li-suus|alue va-paa|eh-toi-nen maa-il-mas-sa hyö-dyn-tää
""".split()  # noqa: SIM905
"""Words of the program's Finnish texts, parted by hand after the rules of Finnish orthography; ``|`` is a seam."""
FINNISH = "abdefghijklmnoprstuvyäö"
VOWEL = re.compile("[aeiouyäö]")


def parted(word: str, language: str = "fi") -> str:
    shown, last = "", 0
    for place in hyphenator(language)(word):
        shown += word[last : place.at] + ("|" if place.seam else "-")
        last = place.at
    return shown + word[last:]


def within_bounds(by_hand: str) -> str:
    """Leave out what is right but too near to an end of the word for a report."""
    word = re.sub("[-|]", "", by_hand)
    shown, letters = "", 0
    for character in by_hand:
        if character in "-|":
            if BEFORE <= letters <= len(word) - AFTER:
                shown += character
        else:
            shown += character
            letters += 1
    return shown


def test_there_are_enough_words() -> None:
    assert len(set(CHECKED)) >= 120


@pytest.mark.parametrize("by_hand", CHECKED)
def test_finnish_words_are_parted_as_by_hand(by_hand: str) -> None:
    assert parted(re.sub("[-|]", "", by_hand)) == within_bounds(by_hand)


def test_capitals_make_no_difference() -> None:
    assert parted("Kehittämisalueet") == "Ke-hit-tä-mis|alu-eet"
    assert parted("YHTEISTYÖ") == "YH-TEIS|TYÖ"


@pytest.mark.parametrize("vowels", ["aa", "yö", "uo", "ie", "ai", "öy", "eu"])
def test_long_vowels_and_diphthongs_stay_together(vowels: str) -> None:
    assert vowels in re.split("[-|]", parted(f"kalt{vowels}kala"))[1]


@pytest.mark.parametrize("word", ["services", "research", "excellence", "workshop", "Schleswig"])
def test_a_word_that_cannot_be_finnish_is_not_parted_as_finnish(word: str) -> None:
    assert parted(word) == word


def test_vowels_that_do_not_belong_together_are_parted() -> None:
    assert parted("sosiaalinen") == "so-si-aa-li-nen"
    assert parted("museoissa") == "mu-se-oissa"


@given(st.text(FINNISH, max_size=30))
def test_every_finnish_place_leaves_a_vowel_and_enough_letters_on_both_sides(word: str) -> None:
    places = hyphenator("fi")(word)
    assert [place.at for place in places] == sorted({place.at for place in places})
    for place in places:
        assert BEFORE <= place.at <= len(word) - AFTER
        assert VOWEL.search(word[place.at :])


@given(
    st.text(st.characters(categories=["L", "M"]), max_size=80), st.sampled_from(["fi", "en", "sv", "de", "et", "el"])
)
def test_any_letters_come_together_again(word: str, language: str) -> None:
    places = [place.at for place in hyphenator(language)(word)]
    edges = [0, *places, len(word)]
    assert "".join(word[start:end] for start, end in itertools.pairwise(edges)) == word
    assert all(BEFORE <= at <= len(word) - AFTER for at in places)


@pytest.mark.parametrize(
    ("language", "word", "shown"),
    [
        ("en", "international", "in-ter-na-tional"),
        ("en_GB", "international", "in-ter-na-tional"),
        ("sv", "samarbetsavtal", "sam-ar-bets-av-tal"),
        ("de", "Entwicklungsgesellschaft", "Ent-wick-lungs-ge-sell-schaft"),
        ("de", "Zusammenarbeit", "Zu-sam-menarbeit"),  # the dictionary as read has a place at each letter of “nar”
        ("et", "koostööleping", "koos-töö-le-ping"),
        ("xx", "international", "international"),
        ("", "international", "international"),
    ],
)
def test_other_languages_have_their_dictionaries_or_part_nothing(language: str, word: str, shown: str) -> None:
    assert parted(word, language) == shown


def test_a_place_that_would_change_the_spelling_is_not_taken() -> None:
    """Hungarian writes “asszony-nyal” at the end of a line."""
    found = pyphen.Pyphen(lang="hu").positions("asszonnyal")
    changing = {int(at) for at in found if at.data}
    assert changing
    assert not changing & {place.at for place in hyphenator("hu")("asszonnyal")}


def test_what_is_too_long_for_a_word_is_not_looked_at() -> None:
    for language in ("fi", "en"):
        assert hyphenator(language)("kala" * (LONGEST // 4 + 1)) == ()


def test_all_words_of_the_edition_take_no_time() -> None:
    text = (ROOT / "resources/schemes/eucles-public-1/texts.fi.yaml").read_text(encoding="utf-8")
    words = set(re.findall(r"[^\W\d_]{8,}", text))
    started = time.perf_counter()
    for word in words:
        hyphenator("fi")(word)
    assert len(words) > 500
    assert time.perf_counter() - started < 1.0
