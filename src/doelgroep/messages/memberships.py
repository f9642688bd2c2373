"""Sentences of the store of memberships: code -> (English, Dutch)."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "memberships_damaged": (
        (
            "The file of memberships {file} is damaged or incomplete ({reason}). Put it back from a copy of the workspace, "
            "or work out all segments anew: doelgroep refresh --anew. What the file tells about the past is lost then."
        ),
        (
            "Het bestand met lidmaatschappen {file} is beschadigd of onvolledig ({reason}). Zet het terug uit een kopie van de werkmap, "
            "of bereken alle segmenten opnieuw: doelgroep refresh --anew. Wat het bestand over het verleden vertelt is dan verloren."
        ),
    ),
    "memberships_lost": (
        (
            "The memberships of {at} can't be restored: their file was damaged, and was removed when a person was erased. "
            "Ask for a later moment, or work out all segments anew: doelgroep refresh --anew."
        ),
        (
            "De lidmaatschappen van {at} zijn niet te herstellen: hun bestand was beschadigd, en is verwijderd toen een persoon werd gewist. "
            "Vraag naar een later moment, of bereken alle segmenten opnieuw: doelgroep refresh --anew."
        ),
    ),
    "memberships_too_new": (
        "The file of memberships {file} has format {found}; this program reads {supported}. Install a newer version of Doelgroep.",
        "Het bestand met lidmaatschappen {file} heeft formaat {found}; dit programma leest {supported}. Installeer een nieuwere versie van Doelgroep.",
    ),
    "memberships_busy": (
        "A refresh of this workspace is going on, and its memberships can be changed by one at a time. Wait until it has finished and try again.",
        "Deze werkmap wordt juist ververst, en lidmaatschappen kunnen door een tegelijk worden veranderd. Wacht tot dat klaar is en probeer het opnieuw.",
    ),
    "membership_never_recorded": (
        "The members of segment '{segment}' have not been recorded yet. Run `doelgroep refresh`.",
        "De leden van segment '{segment}' zijn nog niet vastgelegd. Voer `doelgroep refresh` uit.",
    ),
    "membership_recorded_later": (
        "The members of segment '{segment}' at {at} are not known: they were first recorded at {first}. Ask for that moment or a later one.",
        "De leden van segment '{segment}' op {at} zijn niet bekend: ze zijn voor het eerst vastgelegd op {first}. Vraag naar dat moment of een later.",
    ),
    "refresh_anew_some": (
        "`--anew` is for all segments together: leave out the names of segments.",
        "`--anew` is voor alle segmenten samen: laat de namen van segmenten weg.",
    ),
    # who joined and left, and why
    "turnover_joined": ("joined.", "erbij."),
    "turnover_left": ("left.", "eruit."),
    "turnover_all_joined": ("{count} joined: {reasons}.", "{count} erbij gekomen: {reasons}."),
    "turnover_all_left": ("{count} left: {reasons}.", "{count} eruit gegaan: {reasons}."),
    "turnover_rows": ("new rows.", "nieuwe rijen."),
    "turnover_field": ("a changed field.", "een gewijzigd kenmerk."),
    "turnover_time": ("time passing.", "het verstrijken van tijd."),
    "turnover_definition": ("another definition.", "een andere definitie."),
    "turnover_lookup": ("a lookup imported anew.", "een opnieuw ingelezen opzoektabel."),
    "turnover_other": (
        "rows removed, customers merged, or changed again since.",
        "verwijderde rijen, samengevoegde klanten, of sindsdien weer veranderd.",
    ),
    "preview_join": ("{count} would join: {customers}.", "{count} zouden erbij komen: {customers}."),
    "preview_leave": ("{count} would leave: {customers}.", "{count} zouden eruit gaan: {customers}."),
    # one customer
    "which_segments": (
        "Customer {customer} is in {count} {count:segment|segments}, as of {at}.",
        "Klant {customer} zit in {count} {count:segment|segmenten}, per {at}.",
    ),
    "which_never_recorded": (
        "No memberships have been recorded for that moment. Run `doelgroep refresh`.",
        "Voor dat moment zijn geen lidmaatschappen vastgelegd. Voer `doelgroep refresh` uit.",
    ),
    # what a refresh would do
    "plan_conditions": (
        "{segments} {segments:segment asks|segments ask} {asked} {asked:condition|conditions}, of which {conditions} {conditions:is|are} different.",
        "{segments} {segments:segment vraagt|segmenten vragen} {asked} {asked:voorwaarde|voorwaarden}, waarvan {conditions} verschillende.",
    ),
    "plan_broken": (
        "{count} can't be evaluated and {count:keeps|keep} the members they had: {keys}.",
        "{count} {count:is|zijn} niet te berekenen en {count:houdt|houden} de leden die er waren: {keys}.",
    ),
    "plan_because_changed": (
        "For {count} {count:segment|segments} only customers are looked at whom a change or the passing of time can concern.",
        "Voor {count} {count:segment|segmenten} wordt alleen gekeken naar klanten voor wie een wijziging of het verstrijken van tijd iets kan uitmaken.",
    ),
    "plan_because_asked": (
        "For {count} {count:segment|segments} everybody is looked at, because that is asked for.",
        "Voor {count} {count:segment|segmenten} wordt naar iedereen gekeken, omdat daarom gevraagd is.",
    ),
    "plan_because_new": (
        "For {count} {count:segment|segments} everybody is looked at, because their members have not been recorded yet.",
        "Voor {count} {count:segment|segmenten} wordt naar iedereen gekeken, omdat de leden nog niet zijn vastgelegd.",
    ),
    "plan_because_definition": (
        "For {count} {count:segment|segments} everybody is looked at, because the definition means something else than last time.",
        "Voor {count} {count:segment|segmenten} wordt naar iedereen gekeken, omdat de definitie iets anders betekent dan de vorige keer.",
    ),
    "plan_because_lookup": (
        "For {count} {count:segment|segments} everybody is looked at, because a lookup was imported anew.",
        "Voor {count} {count:segment|segmenten} wordt naar iedereen gekeken, omdat een opzoektabel opnieuw is ingelezen.",
    ),
    "plan_because_time": (
        "For {count} {count:segment|segments} everybody is looked at, because the passing of time can concern too many customers.",
        "Voor {count} {count:segment|segmenten} wordt naar iedereen gekeken, omdat het verstrijken van tijd voor te veel klanten iets kan uitmaken.",
    ),
    "plan_because_many": (
        "For {count} {count:segment|segments} everybody is looked at, because so many customers changed.",
        "Voor {count} {count:segment|segmenten} wordt naar iedereen gekeken, omdat er zoveel klanten veranderd zijn.",
    ),
    "plan_read": (
        "Of {rows} {rows:row|rows} {columns} {columns:column is|columns are} read once: about {megabytes} MB.",
        "Van {rows} {rows:rij|rijen} {columns:wordt|worden} {columns} {columns:kolom|kolommen} één keer gelezen: ongeveer {megabytes} MB.",
    ),
    "plan_customers": (
        "{count} of {customers} customers are looked at.",
        "Er wordt naar {count} van {customers} klanten gekeken.",
    ),
    "plan_apart": (
        "{count} of them {count:is|are} looked up in the tables themselves, because they changed recently.",
        "{count} daarvan {count:wordt|worden} in de tabellen zelf opgezocht, omdat ze kort geleden zijn veranderd.",
    ),
    "plan_left_activities": (
        "A condition on several activities, or an activity and a field together, is a query of its own: {keys}.",
        "Een voorwaarde over meer activiteiten, of over een activiteit en een kenmerk samen, is een eigen zoekvraag: {keys}.",
    ),
    "plan_left_fields": (
        "A condition on several fields together, or on a list, a place or the key, is a query of its own: {keys}.",
        "Een voorwaarde over meer kenmerken samen, of over een lijst, een plaats of de sleutel, is een eigen zoekvraag: {keys}.",
    ),
    "plan_left_values": (
        "A condition on a field with very many different values is a query of its own: {keys}.",
        "Een voorwaarde op een kenmerk met heel veel verschillende waarden is een eigen zoekvraag: {keys}.",
    ),
    "plan_left_rows": (
        "A condition on rows that can't be computed exactly in one pass is a query of its own: {keys}.",
        "Een voorwaarde op rijen die niet precies in één keer te berekenen is, is een eigen zoekvraag: {keys}.",
    ),
    "plan_seconds": (
        "The last refresh that looked at everybody took {seconds} s.",
        "De laatste keer dat naar iedereen werd gekeken duurde {seconds} s.",
    ),
    "refresh_done": (
        "{segments} {segments:segment|segments} as of {at}: {looked_at} of {customers} customers looked at, {seconds} s.",
        "{segments} {segments:segment|segmenten} per {at}: naar {looked_at} van {customers} klanten gekeken, {seconds} s.",
    ),
    "members_at_key": (
        "`--at` looks up recorded members, so it needs the key of a stored segment, not a query. For a query use --as-of.",
        "`--at` zoekt vastgelegde leden op en vraagt daarom de sleutel van een segment, geen zoekvraag. Gebruik --as-of voor een zoekvraag.",
    ),
    "members_at_as_of": (
        "Choose one: `--at` looks up recorded members, `--as-of` works the segment out on the data of today.",
        "Kies een van beide: `--at` zoekt vastgelegde leden op, `--as-of` berekent het segment op de gegevens van vandaag.",
    ),
    "refresh_watch_alone": (
        "`--watch` refreshes all segments as of now: leave out names of segments, --as-of, --full and --anew.",
        "`--watch` ververst alle segmenten per nu: laat namen van segmenten, --as-of, --full en --anew weg.",
    ),
}
