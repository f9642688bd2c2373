"""Sentences of the store area: code -> (English, Dutch)."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    # ------------------------------------------------------------ opening a workspace
    "store_no_workspace": (
        "There is no workspace in {folder}: {file} is missing. Make one with `doelgroep init {folder}`, or name another folder with -w.",
        "In {folder} staat geen werkmap: {file} ontbreekt. Maak er een met `doelgroep init {folder}`, of noem met -w een andere map.",
    ),
    "store_exists": (
        "{folder} is a workspace already. Choose another folder for a new one.",
        "{folder} is al een werkmap. Kies voor een nieuwe een andere map.",
    ),
    "store_folder_not_empty": (
        "{folder} holds other things ({found}). A new workspace needs a folder that does not exist yet or is empty.",
        "In {folder} staan andere dingen ({found}). Een nieuwe werkmap komt in een map die nog niet bestaat of leeg is.",
    ),
    "store_read_only": (
        "The workspace in {folder} can't be written: this user may not change it, or the disk is read-only. Give yourself the right to write there.",
        "In de werkmap {folder} kan niet worden geschreven: deze gebruiker mag het niet, of de schijf is alleen-lezen. Geef uzelf daar schrijfrecht.",
    ),
    "store_unusable": (
        "The folder {folder} can't be used: {reason}.",
        "De map {folder} is niet te gebruiken: {reason}.",
    ),
    "store_closed": (
        "The workspace in {folder} has been closed. Open it again.",
        "De werkmap {folder} is gesloten. Open hem opnieuw.",
    ),
    # ------------------------------------------------------------ the lock
    "store_locked": (
        (
            "The workspace in {folder} is in use by `{command}`, since {since} (process {pid} on this computer). "
            "Wait until that has finished or close it, and try again."
        ),
        (
            "De werkmap {folder} is in gebruik door `{command}`, sinds {since} (proces {pid} op deze computer). "
            "Wacht tot dat klaar is of sluit het af, en probeer het opnieuw."
        ),
    ),
    "store_locked_elsewhere": (
        (
            "The workspace in {folder} is in use on another computer: {host} runs `{command}`, since {since} (process {pid} there). "
            "Wait until that has finished or close it there, and try again."
        ),
        (
            "De werkmap {folder} is in gebruik op een andere computer: op {host} draait `{command}`, sinds {since} (proces {pid} daar). "
            "Wacht tot dat klaar is of sluit het daar af, en probeer het opnieuw."
        ),
    ),
    "store_locked_here": (
        "The workspace in {folder} is open already in this very process (`{command}`, {pid}), since {since}. Use that one, or close it first.",
        "De werkmap {folder} is al open in dit proces zelf (`{command}`, {pid}), sinds {since}. Gebruik die, of sluit hem eerst.",
    ),
    "store_locked_unknown": (
        "The workspace in {folder} is in use by another process, which does not say its name. Try again in a moment.",
        "De werkmap {folder} is in gebruik door een ander proces, dat zijn naam niet noemt. Probeer het zo dadelijk opnieuw.",
    ),
    # ------------------------------------------------------------ a workspace that another process serves
    "sharing_elsewhere": (
        (
            "The data of the workspace in {folder} are held by `{command}` (process {pid}): this can only be done there. "
            "End that process, and open the workspace again."
        ),
        (
            "De gegevens van de werkmap {folder} zijn in handen van `{command}` (proces {pid}): dit kan alleen daar. "
            "Beëindig dat proces en open de werkmap opnieuw."
        ),
    ),
    "sharing_lost": (
        (
            "`{command}` (process {pid}), which held the workspace in {folder}, does not answer any more. What was not finished has changed nothing. "
            "Open the workspace again."
        ),
        (
            "`{command}` (proces {pid}), dat de werkmap {folder} in handen had, antwoordt niet meer. Wat niet klaar was, heeft niets veranderd. "
            "Open de werkmap opnieuw."
        ),
    ),
    "sharing_stopped": (
        "The program that holds the workspace in {folder} is ending, and stopped this. Nothing was changed by it. Try again in a moment.",
        "Het programma dat de werkmap {folder} in handen heeft, sluit af en heeft dit gestopt. Er is niets door veranderd. Probeer het zo dadelijk opnieuw.",
    ),
    "sharing_version": (
        "The workspace in {folder} is served by version {theirs} of Doelgroep, and this is version {ours}. Start the server again with this version.",
        "De werkmap {folder} wordt bediend door versie {theirs} van Doelgroep, en dit is versie {ours}. Start de server opnieuw met deze versie.",
    ),
    "sharing_folder": (
        "The folder {folder}, through which other programs reach the workspace, can't be made: {reason}. Name another place with XDG_RUNTIME_DIR.",
        "De map {folder}, waarlangs andere programma's de werkmap bereiken, is niet te maken: {reason}. Noem een andere plaats met XDG_RUNTIME_DIR.",
    ),
    "sharing_folder_foreign": (
        "The folder {folder}, through which other programs reach the workspace, belongs to another user. Name another place with XDG_RUNTIME_DIR.",
        "De map {folder}, waarlangs andere programma's de werkmap bereiken, is van een andere gebruiker. Noem een andere plaats met XDG_RUNTIME_DIR.",
    ),
    "store_lock_unsupported": (
        "The disk of {folder} can't lock files ({reason}), so two programs could spoil the workspace together. Put it on a local disk.",
        (
            "Op de schijf van {folder} kunnen bestanden niet worden vergrendeld ({reason}), zodat twee programma's de werkmap samen kunnen bederven. "
            "Zet hem op een lokale schijf."
        ),
    ),
    # ------------------------------------------------------------ the database
    "store_database_in_use": (
        "Another program, which is not Doelgroep, has customers.duckdb in {folder} open. Close it there and try again.",
        "Een ander programma dan Doelgroep heeft customers.duckdb in {folder} open. Sluit het daar en probeer het opnieuw.",
    ),
    "store_database_unreadable": (
        "customers.duckdb in {folder} can't be read: {reason} Put back a copy of the whole folder.",
        "customers.duckdb in {folder} is niet te lezen: {reason} Zet een kopie van de hele map terug.",
    ),
    "store_disk_full": (
        "The disk of {folder} is full (or a limit on the size of files was reached). Nothing was changed. Make room and try again.",
        "De schijf van {folder} is vol (of een grens aan de grootte van bestanden is bereikt). Er is niets veranderd. Maak ruimte en probeer het opnieuw.",
    ),
    "store_file_pending": (
        "The data in {folder} were changed, but {file} could not be written: {reason}. Make that possible; opening the workspace again finishes it.",
        "De gegevens in {folder} zijn veranderd, maar {file} kon niet worden geschreven: {reason}. Maak dat mogelijk; de werkmap opnieuw openen rondt het af.",
    ),
    "store_memory": (
        "'{found}' is no amount of memory. Write for example 2GB, in doelgroep.yaml (memory) or in the environment variable DOELGROEP_MEMORY.",
        "'{found}' is geen hoeveelheid geheugen. Schrijf bijvoorbeeld 2GB, in doelgroep.yaml (memory) of in de omgevingsvariabele DOELGROEP_MEMORY.",
    ),
    "store_memory_short": (
        "The memory that the workspace in {folder} may use is not enough for this. Nothing was changed. Allow more: {variable}=4GB, or memory: 4GB in doelgroep.yaml.",
        "Het geheugen dat de werkmap {folder} mag gebruiken is hiervoor te weinig. Er is niets veranderd. Sta meer toe: {variable}=4GB, of memory: 4GB in doelgroep.yaml.",
    ),
    "store_stopped": (
        "The database of {folder} has stopped: {reason} What was committed is safe. Close the workspace and open it again.",
        "De database van {folder} is gestopt: {reason} Wat is vastgelegd staat veilig. Sluit de werkmap en open hem opnieuw.",
    ),
    # ------------------------------------------------------------ what happened at opening
    "store_file_set_aside": (
        (
            "An import was interrupted while {file} was being written, and somebody changed the file since. It now says what the import made of it; "
            "the changed text is in {aside}."
        ),
        (
            "Een import is afgebroken terwijl {file} werd geschreven, en daarna is het bestand veranderd. Het bevat nu wat de import ervan maakte; "
            "de veranderde tekst staat in {aside}."
        ),
    ),
    "store_rezoned": (
        "The time zone is now {zone}: all days and hours were worked out anew. Times that came both with and without a zone, kept as the same moments: {mixed}.",
        "De tijdzone is nu {zone}: alle dagen en uren zijn opnieuw bepaald. Tijden die met en zonder zone kwamen, en hetzelfde moment bleven: {mixed}.",
    ),
    # ------------------------------------------------------------ fields and rows
    "field_type_change": (
        (
            "Field {field} of {target} can't become {new}: it holds {old} values, such as '{example}', that would be lost. "
            "Leave its type, or give the new field another name and import the file again."
        ),
        (
            "Veld {field} van {target} kan geen {new} worden: er staan waarden van het type {old} in, zoals '{example}', die verloren zouden gaan. "
            "Laat het type staan, of geef het nieuwe veld een andere naam en importeer het bestand opnieuw."
        ),
    ),
    "row_id_repeats": (
        "Field {field} of {activity} can't identify rows: '{value}' stands there {times} times (an empty one may not be there at all). Choose another field.",
        "Veld {field} van {activity} kan geen rijen aanwijzen: '{value}' staat er {times} keer in (een lege mag er niet zijn). Kies een ander veld.",
    ),
    "store_activity_unknown": (
        "There is no activity '{name}'. Activities: {known}.",
        "Er is geen activiteit '{name}'. Activiteiten: {known}.",
    ),
    "activity_without_row_id": (
        (
            "Rows of {activity} have no id, so single ones can't be taken out. Name the field that identifies them as row_id in doelgroep.yaml, "
            "or take out a whole import: doelgroep imports undo NUMBER."
        ),
        (
            "Rijen van {activity} hebben geen id, dus losse rijen kunnen er niet uit. Noem het veld dat ze aanwijst als row_id in doelgroep.yaml, "
            "of haal een hele import weg: doelgroep imports undo NUMMER."
        ),
    ),
    # ------------------------------------------------------------ what was imported
    "row_without_key": (
        "There is no customer key in column {column}. Fill it in.",
        "In kolom {column} staat geen klantsleutel. Vul die in.",
    ),
    "row_without_id": (
        "There is no value in {column}, which identifies the row. Fill it in.",
        "In {column}, dat de rij aanwijst, staat niets. Vul het in.",
    ),
    "rows_overlap": (
        (
            "{rows} rows equal a row of an earlier file in everything: {files}. They count, as nobody can tell whether they are the same sales. "
            "If the files overlap, undo this import (doelgroep imports undo {number}) and bring the rows once, or give them a row id."
        ),
        (
            "{rows} rijen zijn in alles gelijk aan een rij van een eerder bestand: {files}. Ze tellen mee, want niemand kan zien of het dezelfde "
            "verkopen zijn. Als de bestanden overlappen, maak deze import dan ongedaan (doelgroep imports undo {number}) en breng de rijen één keer, "
            "of geef ze een rij-id."
        ),
    ),
    "import_unknown": (
        "There is no import {number}. The latest are: {known}.",
        "Er is geen import {number}. De laatste zijn: {known}.",
    ),
    "import_cannot_be_undone": (
        (
            "Import {number} has no rows in an activity without row ids (any more), and only those can be taken out again. "
            "Values of customers and lookups are put right by importing the right ones."
        ),
        (
            "Import {number} heeft geen rijen (meer) in een activiteit zonder rij-id's, en alleen die kunnen er weer uit. "
            "Waarden van klanten en opzoektabellen worden hersteld door de goede te importeren."
        ),
    ),
    "rejected_none": ("No rows were set aside, so there is nothing to write.", "Er zijn geen rijen apart gezet, dus er is niets te schrijven."),
    "rejected_none_of": (
        "Import {number} set no rows aside, so there is nothing to write.",
        "Import {number} heeft geen rijen apart gezet, dus er is niets te schrijven.",
    ),
    "rejected_several_files": (
        "The rows come from files with different columns: {files}. Write them one file at a time.",
        "De rijen komen uit bestanden met verschillende kolommen: {files}. Schrijf ze per bestand weg.",
    ),
    # ------------------------------------------------------------ merging customers
    "merge_customer_unknown": (
        "There is no customer with key '{key}'. Nearest: {nearest}.",
        "Er is geen klant met sleutel '{key}'. Het dichtst erbij: {nearest}.",
    ),
    "customers_already_one": (
        "'{first}' and '{second}' are the same customer already.",
        "'{first}' en '{second}' zijn al dezelfde klant.",
    ),
    "customer_merged_elsewhere": (
        "'{key}' is merged into '{survivor}' already. Undo that first: doelgroep customers unmerge {key}.",
        "'{key}' is al samengevoegd met '{survivor}'. Maak dat eerst ongedaan: doelgroep customers unmerge {key}.",
    ),
    "customer_not_merged": (
        "'{key}' is not merged into another customer. Merged keys: {merged}.",
        "'{key}' is niet met een andere klant samengevoegd. Samengevoegde sleutels: {merged}.",
    ),
}
