"""Sentences of the command line and of the library's front door: code -> (English, Dutch)."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "cli_language": ("The language is en or nl, not '{found}'.", "De taal is en of nl, niet '{found}'."),
    "cli_moment": (
        "'{found}' is not a moment: write 2026-03-31 or 2026-03-31T09:00.",
        "'{found}' is geen moment: schrijf 2026-03-31 of 2026-03-31T09:00.",
    ),
    "cli_timezone_none": (
        "There is no time zone '{found}'. Name one as Europe/Amsterdam.",
        "Er is geen tijdzone '{found}'. Noem er een zoals Europe/Amsterdam.",
    ),
    "cli_timezone": ("There is no time zone '{found}'. Nearest: {near}.", "Er is geen tijdzone '{found}'. Het dichtst bij: {near}."),
    "cli_yes_needed": (
        "`{command}` asks before it does anything, which it can't do with --json: add --yes.",
        "`{command}` vraagt eerst om bevestiging, en dat kan niet met --json: voeg --yes toe.",
    ),
    "query_dialect": ("There is no dialect '{found}' of queries. There are: {known}.", "Er is geen dialect '{found}' van queries. Er zijn: {known}."),
    "limit_negative": ("A limit is 0 or more, not {found}.", "Een limiet is 0 of meer, niet {found}."),
    "columns_empty": ("Name at least one column.", "Noem minstens één kolom."),
    "customer_unknown": ("There is no customer '{customer}'.", "Er is geen klant '{customer}'."),
    "customer_unknown_near": (
        "There is no customer '{customer}'. Similar keys: {near}.",
        "Er is geen klant '{customer}'. Vergelijkbare sleutels: {near}.",
    ),
    "rename_unknown": (
        "There is nothing called '{name}' to rename; `doelgroep catalog` lists what exists. Fields of activities are named ACTIVITY.FIELD.",
        "Er is niets met de naam '{name}' om te hernoemen; `doelgroep catalog` toont wat er is. Kenmerken van activiteiten heten ACTIVITEIT.KENMERK.",
    ),
    "rename_unknown_near": (
        "There is nothing called '{name}' to rename. Did you mean '{near}'? Fields of activities are named ACTIVITY.FIELD.",
        "Er is niets met de naam '{name}' om te hernoemen. Bedoelt u '{near}'? Kenmerken van activiteiten heten ACTIVITEIT.KENMERK.",
    ),
    "rename_refused": (
        "'{old}' can't be called '{new}': {reason} Nothing has been changed.",
        "'{old}' kan niet '{new}' gaan heten: {reason} Er is niets veranderd.",
    ),
    "remove_target": (
        "Name the activity whose rows are removed with --as; it must have a row id. Found: {found}; possible: {known}.",
        "Noem met --as de activiteit waarvan rijen verdwijnen; die moet een rij-id hebben. Gevonden: {found}; mogelijk: {known}.",
    ),
    "remove_column": (
        "{file} has no column {wanted} with row ids. It has: {columns}. Name it with --id.",
        "{file} heeft geen kolom {wanted} met rij-id's. Er zijn: {columns}. Noem hem met --id.",
    ),
    "table_unknown": ("There is no table '{found}'. There are: {known}.", "Er is geen tabel '{found}'. Er zijn: {known}."),
    "export_format": ("There is no format '{found}'. There are: {allowed}.", "Er is geen vorm '{found}'. Er zijn: {allowed}."),
    "export_output": ("{format} is written to a file: add --output FILE.", "{format} wordt naar een bestand geschreven: voeg --output BESTAND toe."),
    "export_excel_rows": (
        "An Excel sheet holds at most {limit} rows: write csv or parquet, or use --limit.",
        "Een Excel-blad bevat hoogstens {limit} rijen: schrijf csv of parquet, of gebruik --limit.",
    ),
    "bench_frames": (
        "--forms needs the packages pandas and polars: install doelgroep[frames].",
        "--forms heeft de pakketten pandas en polars nodig: installeer doelgroep[frames].",
    ),
    "export_json": (
        "--json prints the list as JSON, and --format asks for {format}: leave one of them out.",
        "--json drukt de lijst af als JSON, en --format vraagt om {format}: laat een van beide weg.",
    ),
    "export_folder": ("The folder {folder} does not exist.", "De map {folder} bestaat niet."),
    "export_failed": ("{path} could not be written: {reason}.", "{path} kon niet worden geschreven: {reason}."),
    "cli_next": ("Next: {command}", "Verder: {command}"),
    "cli_workspace": ("Workspace '{name}' in {folder}.", "Werkmap '{name}' in {folder}."),
    "cli_sample": (
        "{customers} customers with {rows} activity rows in {folder} ({seconds} s).",
        "{customers} klanten met {rows} rijen van activiteiten in {folder} ({seconds} s).",
    ),
    "cli_merged": (
        "{other} is now an alias of {survivor}. Undo: {command} customers unmerge {other}",
        "{other} is nu een andere naam van {survivor}. Ongedaan maken: {command} customers unmerge {other}",
    ),
    "cli_unmerged": ("{other} is a customer of its own again.", "{other} is weer een eigen klant."),
    "cli_import_key": ("{shown} {rows:row|rows}; key: {key}", "{shown} {rows:rij|rijen}; sleutel: {key}"),
    "cli_import_preview": ("Nothing was changed. {end}", "Er is niets veranderd. {end}"),
    "cli_import_refused": ("This can't be imported before it is mended.", "Dit kan niet worden ingelezen voordat het is hersteld."),
    "cli_import_ready": ("Without --dry-run this is imported.", "Zonder --dry-run wordt dit ingelezen."),
    "cli_import_nothing": ("There is nothing to import.", "Er is niets in te lezen."),
    "cli_import_derived": (
        "New activity {name}: a row for each {group} of {source}",
        "Nieuwe activiteit {name}: een rij voor elke {group} van {source}",
    ),
    "cli_import_traits": ("New {count:trait|traits}: {traits}", "{count:Nieuw afgeleid kenmerk|Nieuwe afgeleide kenmerken}: {traits}"),
    "cli_imported": (
        "Import {number}: {shown} new {customers:customer|customers}, {seconds} s.",
        "Import {number}: {shown} nieuwe {customers:klant|klanten}, {seconds} s.",
    ),
    "cli_imported_changed": (
        "Import {number}: {shown} new {customers:customer|customers}, {changed} changed, {seconds} s.",
        "Import {number}: {shown} nieuwe {customers:klant|klanten}, {changed} gewijzigd, {seconds} s.",
    ),
    "cli_import_rejected": ("See the rejected rows with: {command} rejected {number}", "De geweigerde rijen staan in: {command} rejected {number}"),
    "cli_rows_removed": ("{shown} {rows:row|rows} removed.", "{shown} {rows:rij|rijen} verwijderd."),
    "cli_ids_unknown": (
        "{shown} {count:id was|ids were} not there: {ids}",
        "{shown} {count:id was|id's waren} er niet: {ids}",
    ),
    "cli_line": ("line {line}", "regel {line}"),
    "cli_import_undone": (
        "Import {number} is undone: {shown} {rows:row|rows} removed.",
        "Import {number} is teruggedraaid: {shown} {rows:rij|rijen} verwijderd.",
    ),
    "cli_import_kept": ("What it brought from {files} stays.", "Wat er uit {files} kwam blijft."),
    "cli_import_undo": (
        "Take out {shown} {rows:row|rows} that import {number} brought from {files}?",
        "{shown} {rows:rij|rijen} weghalen die import {number} uit {files} bracht?",
    ),
    "cli_segment": ("Segment '{key}', version {version}.", "Segment '{key}', versie {version}."),
    "cli_set": ("Segment set '{key}', version {version}.", "Segmentreeks '{key}', versie {version}."),
    "cli_removed": ("Removed: {keys}", "Verwijderd: {keys}"),
    "cli_segments_none": (
        "No segments yet. Make one: {command} segments add KEY QUERY.",
        "Er zijn nog geen segmenten. Maak er een: {command} segments add SLEUTEL ZOEKVRAAG.",
    ),
    "cli_segments_no_tag": ("No segments with the tag '{tag}'.", "Geen segmenten met het label '{tag}'."),
    "cli_segment_state": (
        "{count} / {total} ({share}); version {version}, {author}, {at}; managed by {managed_by}.",
        "{count} / {total} ({share}); versie {version}, {author}, {at}; beheerd door {managed_by}.",
    ),
    "cli_segment_uses": (
        "Uses: {uses}; used by: {used_by}; in segment sets: {sets}.",
        "Gebruikt: {uses}; gebruikt door: {used_by}; in segmentreeksen: {sets}.",
    ),
    "cli_segments_written": ("{shown} {count:file|files} written to {path}.", "{shown} {count:bestand|bestanden} geschreven naar {path}."),
    "cli_nothing_to_change": ("Nothing to change.", "Er is niets te veranderen."),
    "cli_sets_none": (
        "No segment sets yet. Make one: {command} sets add KEY SEGMENT...",
        "Er zijn nog geen segmentreeksen. Maak er een: {command} sets add SLEUTEL SEGMENT...",
    ),
    "cli_set_never_refreshed": (
        "Segment set '{key}' has not been recorded yet. Run `{command} refresh`.",
        "Segmentreeks '{key}' is nog niet vastgelegd. Voer `{command} refresh` uit.",
    ),
    "cli_web_missing": (
        "The web app needs packages that the library does without. Install them with: pip install 'doelgroep[web]'.",
        "De webapp heeft pakketten nodig die de bibliotheek niet nodig heeft. Installeer ze met: pip install 'doelgroep[web]'.",
    ),
}
