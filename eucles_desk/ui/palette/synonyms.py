"""Ordinary words for what can be done, in English and Finnish alike: whoever knows no term of the program finds it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

SYNONYMS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "keyboard": ("keyboard shortcuts", "hotkeys", "pikanäppäimet", "näppäinoikotiet"),
        "help": ("manual", "how to", "ohje", "apua", "käyttöohje"),
        "tour": ("introduction", "getting started", "opastus", "esittely", "aloitus"),
        "new_assessment": ("create", "start", "begin", "luo", "aloita", "lisää arviointi"),
        "new_cluster": ("add cluster", "lisää klusteri"),
        "backups": ("copy", "stick", "recover", "varmistus", "varmuuskopio", "palauta", "muistitikku"),
        "exchange": ("package", "hand over", "send", "second expert", "merge", "paketti", "vaihto", "anna", "yhdistä"),
        "experts": ("assessors", "card", "key", "fingerprint", "asiantuntijat", "arvioijat", "kortti", "avain"),
        "open_file": ("import", "load", "receive", "second expert", "tuo tiedosto", "avaa", "vastaanota"),
        "another_window": ("second screen", "toinen näyttö", "uusi ikkuna"),
        "lock": ("passphrase", "leave the desk", "suspend", "tunnuslause", "salasana", "suojaa"),
        "quit": ("exit", "leave the program", "close the program", "lopeta", "poistu", "sulje ohjelma"),
        "undo": ("take back", "revert", "kumoa", "peru"),
        "redo": ("repeat", "again", "tee uudelleen"),
        "site_mode": ("visit mode", "meeting", "large text", "käynti", "suuri teksti"),
        "full_screen": ("maximize", "maximise", "presentation", "koko näyttö"),
        "page:today": ("home", "start page", "tasks", "to do", "etusivu", "tehtävät"),
        "page:assessments": ("list", "overview", "lista", "luettelo"),
        "page:clusters": ("register", "organisations", "rekisteri", "organisaatiot"),
        "page:schemes": ("criteria catalogue", "labels", "edition", "kriteeristö", "versio"),
        "page:settings": ("preferences", "options", "configuration", "asetukset", "valinnat"),
        "area:details": ("experts", "persons", "visits", "period", "asiantuntijat", "henkilöt", "käynnit"),
        "area:eligibility": ("conditions", "requirements", "edellytykset", "vaatimukset"),
        "area:facts": ("figures", "numbers", "key data", "luvut", "tunnusluvut"),
        "area:criteria": ("scoring", "score", "judge", "levels", "pisteytys", "arvioi", "tasot"),
        "area:on_site": ("visit", "käynti", "paikan päällä"),
        "area:improvement_areas": ("improve", "kehittäminen", "parantaminen"),
        "area:remarks": ("comments", "fact check", "reply", "kommentit", "vastaus"),
        "area:result": ("points", "total", "award", "decision", "pisteet", "yhteensä", "päätös"),
        "area:report": ("document", "pdf", "asiakirja"),
        "site_part:agenda": ("plan", "timetable", "schedule", "programme", "aikataulu", "ohjelma"),
        "site_part:interviews": ("talks", "notes", "conversation", "haastattelut", "muistiinpanot"),
        "site_part:close": ("leaving", "open questions", "checklist", "tarkistuslista", "avoimet"),
        "site_part:feedback": ("closing talk", "oral feedback", "suullinen palaute", "loppukeskustelu"),
        "setting:language_box": ("english", "finnish", "suomi", "englanti", "kieli", "translation"),
        "setting:theme": ("dark", "light", "night", "colours", "mode", "tumma", "vaalea", "yö", "värit"),
        "setting:size_slider": ("font", "larger", "smaller", "zoom", "fontti", "suurempi", "pienempi", "kirjasin"),
        "setting:contrast": ("accessibility", "black and white", "esteettömyys", "saavutettavuus"),
        "findings": ("quality", "problems", "warnings", "checks", "laatu", "ongelmat", "tarkistukset"),
        "undo_steps": ("history", "historia"),
        "report": ("export", "pdf", "print", "letter", "save as", "vie", "tulosta", "tallenna nimellä", "kirje"),
        "save_assessment": ("export", "interchange", "hand over", "send", "json", "vie", "anna", "lähetä"),
        "remove_several": ("delete evidence", "clear", "poista näyttö"),
        "check_files": ("verify", "damaged", "missing files", "tarkista", "eheys"),
        "separating": ("missing points", "distance", "gap", "puuttuvat pisteet", "etäisyys"),
        "new_talk": ("conversation", "meeting", "keskustelu", "tapaaminen"),
        "note_here": ("write down", "muistiinpano", "kirjaa"),
        "close": ("back to the list", "takaisin luetteloon"),
        "not_applicable": ("skip", "does not apply", "ei koske", "ohita"),
        "no_level": ("clear", "delete level", "tyhjennä", "poista taso"),
        "reason": ("justification", "explain", "perustelu"),
        "strength": ("positive", "good", "vahvuus"),
        "recommendation": ("advice", "suggestion", "suositus", "ehdotus"),
        "flag": ("question", "ask", "visit", "kysymys", "kysy"),
        "look_for": ("guidance", "hints", "tips", "ohjeistus", "vinkit"),
        "private_note": ("own note", "secret", "personal", "for me", "yksityinen", "oma muistiinpano", "salainen"),
        "find_criterion": ("search", "filter", "hae", "suodata"),
        "cite": ("quote", "reference", "viittaa", "lainaa"),
        "show_larger": ("enlarge", "zoom", "suurenna"),
        "attach": ("add file", "upload", "evidence", "lisää tiedosto", "liite", "näyttö"),
        "paste": ("clipboard", "screenshot", "leikepöytä", "kuvakaappaus"),
    }
)
"""By the key of an action or, behind a colon, of one of those that it stands for."""


def synonyms_of(key: str) -> tuple[str, ...]:
    """Return the words that also find what has this key."""
    return SYNONYMS.get(key, ())
