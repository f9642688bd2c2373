"""Sentences of the engine area: code -> (English, Dutch)."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "segment_cycle": (
        "The segments refer to each other in a circle: {path}. Take one of these references out.",
        "De segmenten verwijzen in een kring naar elkaar: {path}. Haal een van deze verwijzingen weg.",
    ),
    "sql_dialect_unknown": (
        "There is no SQL dialect '{dialect}'. Known are: {known}.",
        "Er is geen SQL-dialect '{dialect}'. Bekend zijn: {known}.",
    ),
    "sql_dialect_unknown_near": (
        "There is no SQL dialect '{dialect}'. Did you mean '{near}'? Known are: {known}.",
        "Er is geen SQL-dialect '{dialect}'. Bedoelde u '{near}'? Bekend zijn: {known}.",
    ),
    "sql_not_printable": (
        "This query can't be written as SQL of {dialect}: it has no {construct}. Choose another dialect; {able} can do everything.",
        "Deze vraag kan niet als SQL van {dialect} worden geschreven: daar bestaat geen {construct}. Kies een ander dialect; {able} kunnen alles.",
    ),
    "derivation_moment": (
        "The rows of activity {activity} are stored, so its fields and its where can't look at today or at a time of day. Use whole dates: 2024-03-31.",
        "De rijen van activiteit {activity} worden opgeslagen: velden en where kunnen niet naar vandaag of een tijdstip kijken. Gebruik hele datums.",
    ),
    "engine_unknown": ("There is no engine '{found}'. Known are: {known}.", "Er is geen engine '{found}'. Bekend zijn: {known}."),
    "postgresql_extra": (
        "PostgreSQL needs the package psycopg: install doelgroep[postgres].",
        "PostgreSQL heeft het pakket psycopg nodig: installeer doelgroep[postgres].",
    ),
    "postgresql_address": (
        "This is not the address of a PostgreSQL database; write it as {form}.",
        "Dit is niet het adres van een PostgreSQL-database; schrijf het als {form}.",
    ),
    "postgresql_nowhere": (
        "Which PostgreSQL database? Name it with --to, in the environment variable {variable}, or as engine in doelgroep.yaml.",
        "Welke PostgreSQL-database? Noem hem met --to, in de omgevingsvariabele {variable}, of als engine in doelgroep.yaml.",
    ),
    "postgresql_unreachable": (
        "The database {place} can't be reached: {detail}. Check the address, and the password in PGPASSWORD or ~/.pgpass.",
        "De database {place} is niet bereikbaar: {detail}. Controleer het adres, en het wachtwoord in PGPASSWORD of ~/.pgpass.",
    ),
    "postgresql_unpublished": (
        "Nothing was published at {place}. Publish the workspace there first: doelgroep publish.",
        "Op {place} is niets gepubliceerd. Publiceer de werkruimte daar eerst: doelgroep publish.",
    ),
    "postgresql_other_form": (
        "What was published at {place} on {at} has another catalogue or time zone than the workspace now. Publish the workspace again: doelgroep publish.",
        "Wat op {at} op {place} is gepubliceerd heeft een andere catalogus of tijdzone dan de werkruimte nu. Publiceer de werkruimte opnieuw: doelgroep publish.",
    ),
    "postgresql_as_published": (
        "As published on {at}; imports since then: {since}.",
        "Zoals gepubliceerd op {at}; imports sindsdien: {since}.",
    ),
    "postgresql_taken": (
        "Schema {schema} has tables of others by names that are needed: {tables}. Choose another schema: ?schema=NAME.",
        "Schema {schema} heeft tabellen van anderen met namen die nodig zijn: {tables}. Kies een ander schema: ?schema=NAAM.",
    ),
    "postgresql_depended": (
        "Something in the database hangs on the tables that are to be replaced: {detail}. Remove it first, and make it again afterwards.",
        "Iets in de database hangt aan de tabellen die vervangen worden: {detail}. Verwijder het eerst, en maak het daarna opnieuw.",
    ),
    "postgresql_not_there": (
        "PostgreSQL does not have what the query needs: {detail}. Publish the workspace again: doelgroep publish; and the server must have ICU.",
        "PostgreSQL heeft niet wat de vraag nodig heeft: {detail}. Publiceer de werkruimte opnieuw: doelgroep publish; en de server moet ICU hebben.",
    ),
    "postgresql_forbidden": (
        "PostgreSQL does not allow this: {detail}. Ask whoever manages the database for the right to it.",
        "PostgreSQL staat dit niet toe: {detail}. Vraag de beheerder van de database om het recht.",
    ),
    "postgresql_text": (
        "A text can't be stored in PostgreSQL: {detail}. It has no NUL characters, and the database must have the encoding UTF8.",
        "Een tekst past niet in PostgreSQL: {detail}. NUL-tekens kent het niet, en de database moet de codering UTF8 hebben.",
    ),
    "postgresql_nul": (
        "The query has a text with a NUL character, which no text in PostgreSQL has. Take it out, or ask with --engine duckdb.",
        "De vraag heeft een tekst met een NUL-teken, en dat heeft geen tekst in PostgreSQL. Haal het weg, of vraag met --engine duckdb.",
    ),
    "postgresql_failed": ("PostgreSQL stopped: {detail}.", "PostgreSQL is gestopt: {detail}."),
    "parquet_taken": (
        "The folder {folder} holds something else: {found}. Choose an empty folder, or a new one.",
        "De map {folder} bevat iets anders: {found}. Kies een lege map, of een nieuwe.",
    ),
    "parquet_unwritable": (
        "The tables can't be written to the folder {folder}: {reason}.",
        "De tabellen kunnen niet in de map {folder} worden geschreven: {reason}.",
    ),
    "spark_unpublished": (
        "Spark finds nothing published at {place}: {detail}. Publish the workspace first (doelgroep publish --to FOLDER), and check the name of the folder.",
        "Spark vindt niets gepubliceerd op {place}: {detail}. Publiceer de werkruimte eerst (doelgroep publish --to MAP), en controleer de naam van de map.",
    ),
    "spark_table_missing": (
        "Spark finds no table {table} at {place}: {detail}. Publish the workspace there, or check the name of the folder or schema.",
        "Spark vindt geen tabel {table} op {place}: {detail}. Publiceer de werkruimte daar, of controleer de naam van de map of het schema.",
    ),
    "spark_column_missing": (
        "Table {table} has no column {column} ({type}), which the segments read. Add it, or use the catalogue that the tables were made for.",
        "Tabel {table} heeft geen kolom {column} ({type}), die de segmenten lezen. Voeg hem toe, of gebruik de catalogus waarvoor de tabellen zijn gemaakt.",
    ),
    "spark_column_type": (
        "Column {column} of table {table} is {found}; it must be {type}, or a type all of whose values fit in it.",
        "Kolom {column} van tabel {table} is {found}; het moet {type} zijn, of een type waarvan alle waarden daarin passen.",
    ),
    "spark_failed": ("Spark stopped: {detail}.", "Spark is gestopt: {detail}."),
    "query_interrupted": ("The query was stopped before it was ready.", "De vraag is gestopt voordat hij klaar was."),
    "number_too_large": (
        "A number in this query or a computed field became too large to be exact ({detail}). Use a smaller one, or a field of type float.",
        "Een getal in deze vraag of een berekend veld werd te groot om exact te zijn ({detail}). Gebruik een kleiner, of een veld van type float.",
    ),
}
