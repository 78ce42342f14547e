"""Where a Finnish word may be parted: between syllables, and best where two words are joined into one.

Finnish orthography parts before the last consonant that a vowel follows, and between vowels that are neither a long
vowel nor a diphthong. Joined words are parted at their seam, which the letters alone do not show: a list of words of
this field and a few endings tell it. Where neither rule nor list is sure, a word is not parted: that is never wrong.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

VOWELS: Final = "aeiouyåäöáàâéèêëíîïóôúûüõøæ"
CLOSING: Final = VOWELS + "nstlr"
"""How a Finnish word ends."""
FOREIGN: Final = frozenset("cqwxz")
STAY: Final = frozenset(
    "aa ee ii oo uu yy ää öö åå ai ei oi ui yi äi öi åi au ou eu iu äy öy ey iy ie uo yö".split()  # noqa: SIM905
)
"""Long vowels and diphthongs; the last three are not one after the first syllable, but a seam may lie before it."""
ONSETS: Final = frozenset(stop + liquid for stop in "bdfgkpt" for liquid in "lr")
"""How words from other languages begin; whether such a pair begins a syllable cannot be seen inside a word."""
BEGINNINGS: Final = frozenset({*ONSETS, "st", "sp", "sk", "str", "spr", "skr", "ps"})
SHORTEST: Final = 3
"""Of how many letters a part of a joined word has at least."""
SHORTEST_UNKNOWN: Final = 5

FIRST: Final = """
    aie aika alkamis alku alue ansio apu arvio arviointi arvo arvon asia asiakas asian asteikko avain bio edun
    elintarvike englannin enimmäis ennakko ero esimerkki esitys esteellisyys faktan fontti haastattelu hallinto
    hallitus hanke henkilö henkilöstö huomio hyväksymis innovaatio itse jatko johtamis johto julkaisu järjestys
    jäsen kaksois kannan kansain kansalais kassa katselu kaupunki kehittämis kehitys kelpoisuus keskus keskustelu
    kestävyys kilpailu kirjan klusteri kohde kokonais kokous komento kone konsortio korkea korvike koti koulutus
    kumppani kumppanuus kunta kustannus kuukausi kysely kävijä käyttäjä käyttö käyttöönotto laatu laina lainaus
    lause levy liike linja lisä loma loppu luku luonnos lähde lähi lähtö läsnä lääke maa maailman maakunta
    maaseutu markkina markkinointi matka menestys meri merkki mieli mittaus moni muistiin määrä neljännes näyttö
    ohjaus ohjelma oikeus olemassa opinto oppimis organisaatio osaamis osallistuja osallistumis osan osasto osoite
    osto otto paikka paino palaute palkka palvelu perus perustamis pilvi piste pitkä pohja posti postitus projekti
    prosentti puheen puhelin puhuja puoli päivä pää pääsy päättymis päätöksen päätös pöytä raha rahoitus raja
    raportointi rekisteri resurssi rivin ryhmä saavutettavuus sana seuranta sidos siirto sisältö sitoutumis sivu
    sopimus strategia suhde suunnittelu sähkö säännöstö taloudellisuus talous tapahtuma tarkastus tarkistus tarve
    taso tausta tavoite teema tehtävän teknologia teko teksti teollisuus testi tiedon tieto tilanne tilasto tilin
    toimeksi toimen toimi toimija toiminta tuki tulo tulos tunnus tunti tuntija tuonti tuotanto tuote turvallisuus
    tutkimus tutkinto tyytyväisyys työ työn täydennys ura uutis vaihto vaikuttavuus valinta valmennus valmius
    valtio vapaa vara varmuus vastaan vastaus vastuu vastuullisuus verkko verkosto vero versio vertailu vertais
    vesi video vienti viestintä viikko viran voimassa vuoro vuosi vähimmäis vähäis väli ydin yhdys yhteis yhteyden
    yhteys yhtiö yhtä yksikkö yksin yksityis yleis yli yliopisto ympäristö yritys äänestys
""".split()  # noqa: SIM905
"""Words, and forms of words, that others are joined to."""

SURE: Final = frozenset(
    """
    aluekehitys arviointi elintarvike enimmäis esteellisyys haastattelu hallinto henkilöstö hyväksymis innovaatio jatko
    johtamis kaksois kansain kansalais kehittämis kehitys kelpoisuus keskustelu kestävyys kokonais konsortio korvike
    koulutus kumppanuus kustannus markkina markkinointi neljännes ohjaus oppimis osaamis osallistumis palaute
    perustamis postitus päätöksen rahoitus raportointi saavutettavuus sidos sitoutumis strategia sähkö talous
    tarkistus teknologia teollisuus tilintarkastus toiminta turvallisuus tutkimus tyytyväisyys täydennys uutis
    valmius varmuus vastuullisuus vertais viestintä vähimmäis yhdys yhteis yhteistyö yksityis yleis
    """.split()  # noqa: SIM905
)
"""Those after which a word follows wherever enough letters do; the others want one that is known."""

LAST: Final = """
    aika aikoj aine aja ajo ala aloi aloj alue alust analyy anno antaj anto apu arki artikke arvio arvo asema asete
    asia asio aste avaim avain avus budjet edelly edustaj ehdo ehto elim elin ennus erittä ero esiin esim esit etu
    haast hak hallin hallit hanke hankk harjoit heikk henki hinnoi hinta hintoj histori huolto huom hyödy hyöty idea
    ideo ihmis ilmoi instit istu jako jaos jatko johta johti johto jono jous julkais järjest jäsen kalent kartta
    kartto kasvat kasvu katsau kaud kauppa kausi kehit keino kertoj kertomu kerty keskuks keskus kieli kielt kierro
    kirj klusteri kohda kohde kohta kohte kokemu kokou kone koodi kortti koski koulu kriteeri kriteri kumppan kunna
    kunni kunta kunti kust kutsu kuukau kuva kyky kysel kysymy käsit käynn käynt käytt käytän käänn laatu laitok
    laitos lasku lause lehde lehti leima levy liike liikk lista listo lisä lomak luettel luku luonno luota lupa luvu
    lähe lähte maksu malli markkin mater matka merk mitta muisti muodo muoto muutok muutos myön määri määrä neljänn
    neuvo nimi numero näkem näkym näppäi näyttö ohjauk ohjaus ohje oikeu olij olo omai omista opinto opiskel opisto
    oppila organisaati osaa osall osapuol osasto osoit osto osuu otann ote oto otta otte otto paikk paikoi painat
    paino paja pajo palaut palave palkka palvel pari pano pelto periaat perus pide piste pisto pite pito platform poikk
    portaal posti profiil projekt prosent prosess puhelin puhelu puita puolis pyynt päivi päivä pääll päät raha
    rahoit raja raport ratkais rekister resurs retki riski rivi rooli ryhmi ryhmä saant sanoj selost selvit seminaar
    seuran sisält sitoum sivu sopim sosiaal sponsor sprint standard start stat stipend strateg struktuur suhde suhte
    suosit suunnit suunt säänt taho taito talo tapa tapo tarin tarkas tarkis tarkoit tarp tarve taso tausta tavoit
    teema teemo tehtäv teki tekniik teknolog teko tekst teollis testi tiede tiedo tietee tieto tiimi tiivis tila
    tilin todis toimel toimenp toimi toteut trend tuki tulo tunnis tunnuks tunnus tunti tuote tuott turva tutkij
    tutkim tutkin tyyp tyytyv työ täyden uudis uusimi uusint vaali vaihd vaihe vaihtel vaihto vaikut valinno valint
    valmen valmist valvo vara varo vastaav vastau vastuu velka verkko verko vero versio vertail viestin viikko viran
    virast virhe virka voima vuode vuoro vuosi vuot väli yhdist yhteis yhtey yhtiö yksikk yksikö yleis yliop ympär
    yrit ystäv äänes ääni
""".split()  # noqa: SIM905
"""How words begin that are joined to others; none that might be an ending or a part of an ending."""

ANYWHERE: Final = """
    klusteri strategi projekti prosessi kriteeri profiili standardi stipendi startup struktuuri platform sponsor
    trendi prosentti organisaati järjestelm luettelo suunnitelm sopimu sopimuks hankkee rekisteri asiakirj henkilö
    asiantuntij viranomai toimintasuun yhteistyö yhteiskun yritykse ympäristö osallistuj kehittämi osaamis
    tarkastus kertomuks kertomus hakemu yliopisto raportti raportin toimikun edustaj ohjelma teknologi
""".split()  # noqa: SIM905
"""Words that are seen for what they are behind whatever stands before them."""

ENDING: Final = re.compile(r"(?:[iu]tus|[iy]tys|stus|stys|nnus|isuus|isyys|(?<![klmps])uus|(?<![ls])yys)(?=[aeiouyäö])")
"""How words end that others are joined to: no form of theirs has a vowel after it."""

_VOWEL_RUN = re.compile(f"[{VOWELS}]+")


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of words that takes the longest."""
    return re.compile("|".join(sorted(set(words), key=len, reverse=True)))


_LAST = _pattern([word for word in LAST if len(word) >= SHORTEST])
_ANYWHERE = _pattern(ANYWHERE)
_FIRST = sorted(set(FIRST), key=len, reverse=True)
_BEGINNING = re.compile(f"(?:[^{VOWELS}]|{'|'.join(BEGINNINGS)})?[{VOWELS}]")


def is_foreign(word: str) -> bool:
    """Return whether a word in lower case cannot be Finnish by its letters, so that it keeps rules of its own."""
    return word[-1:] not in CLOSING or not FOREIGN.isdisjoint(word)


def seams(word: str) -> tuple[int, ...]:
    """Return where words are joined in a word in lower case, from left to right."""
    found: list[int] = []
    start = 0
    while (seam := _seam(word, start)) is not None:
        found.append(seam)
        start = seam
    return tuple(found)


def _seam(word: str, start: int) -> int | None:
    """Return the first seam after a place where a word begins."""
    for first in _FIRST:
        end = start + len(first)
        if word.startswith(first, start) and _goes_on(word, end, first):
            return end
    places = (
        match.start() if found is _ANYWHERE else match.end()
        for found in (_ANYWHERE, ENDING)
        for match in found.finditer(word, start + SHORTEST)
    )
    return min((at for at in places if _can_end(word, start, at) and len(word) - at >= SHORTEST), default=None)


def _goes_on(word: str, at: int, first: str) -> bool:
    """Return whether another word begins at a place after a word that others are joined to."""
    if len(word) - at < SHORTEST or word[at - 1] == word[at] in VOWELS:  # the same vowel twice takes a hyphen there
        return False
    if _LAST.match(word, at):
        return True
    plain = word[at] not in VOWELS and word[at + 1] in VOWELS
    if first in SURE and plain and len(word) - at >= SHORTEST_UNKNOWN:
        return True
    return any(word.startswith(next_, at) and _goes_on(word, at + len(next_), next_) for next_ in _FIRST)


def _can_end(word: str, start: int, at: int) -> bool:
    """Return whether what stands before a place can be a Finnish word."""
    before = word[start:at]
    return (
        len(before) >= SHORTEST and (before[-1] in VOWELS or before[-1] in "nstlr") and bool(_VOWEL_RUN.search(before))
    )


def syllables(word: str) -> Iterator[int]:
    """Yield the places between the syllables of a word in lower case that is not a joined one.

    A vowel that is a syllable of its own between others is kept with both its neighbours.
    """
    groups = [(match.start(), match.end(), _together(match.group())) for match in _VOWEL_RUN.finditer(word)]
    for number, (start, end, vowels) in enumerate(groups):
        if number:
            _, before, earlier = groups[number - 1]
            at = _before(word, before, start, is_first=number == 1)
            is_alone = at == before and len(earlier) > 1 and len(earlier[-1]) == 1
            if at and not is_alone:
                yield at
        is_open = end == len(word) or (number + 1 < len(groups) and groups[number + 1][0] == end + 1)
        at = start
        for index, part in enumerate(vowels[1:], 1):
            at += len(vowels[index - 1])
            if len(part) > 1 or (index == len(vowels) - 1 and not is_open):
                yield at


def _before(word: str, start: int, end: int, *, is_first: bool) -> int:
    """Return where a group of consonants between vowels is parted; 0 where that is not sure."""
    cluster = word[start:end]
    if cluster[-2:] not in ONSETS or cluster[-3:-1] == "ng":
        return end - 1
    if len(cluster) == 2:
        return end - 1 if is_first else 0
    if cluster[-3] == "s":
        return end - 3 if len(cluster) > 3 else 0
    return end - 2


def _together(vowels: str) -> list[str]:
    """Return the vowels that belong together, from left to right."""
    found: list[str] = []
    at = 0
    while at < len(vowels):
        size = 2 if vowels[at : at + 2] in STAY else 1
        found.append(vowels[at : at + size])
        at += size
    return found
