"""Where customers live: places with province, inhabitants and approximate coordinates, from general knowledge and rounded.

The postcodes are a plausible range of the place, not a register: good enough to look real, useless to find a house.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Place:
    """A town. `inhabitants` in thousands; `postcodes` the first and last number."""

    name: str
    province: str
    country: str
    inhabitants: int
    latitude: float
    longitude: float
    postcodes: tuple[int, int]


@cache
def places() -> tuple[Place, ...]:
    """All places, country by country."""
    return tuple(_place(line, country) for country, text in _TEXTS.items() for line in text.split("\n") if line)


def _place(line: str, country: str) -> Place:
    name, province, inhabitants, latitude, longitude, first, last = line.split("|")
    return Place(name, province, country, int(inhabitants), float(latitude), float(longitude), (int(first), int(last)))


_NETHERLANDS = """
Amsterdam|Noord-Holland|930|52.37|4.90|1011|1109
Rotterdam|Zuid-Holland|670|51.92|4.48|3011|3089
Den Haag|Zuid-Holland|565|52.08|4.31|2491|2599
Utrecht|Utrecht|370|52.09|5.12|3511|3585
Eindhoven|Noord-Brabant|245|51.44|5.48|5611|5658
Groningen|Groningen|240|53.22|6.57|9711|9747
Tilburg|Noord-Brabant|227|51.56|5.09|5011|5049
Almere|Flevoland|222|52.37|5.22|1311|1363
Breda|Noord-Brabant|187|51.59|4.78|4811|4839
Nijmegen|Gelderland|182|51.84|5.86|6511|6546
Arnhem|Gelderland|167|51.98|5.91|6811|6846
Apeldoorn|Gelderland|167|52.21|5.97|7311|7339
Haarlem|Noord-Holland|165|52.38|4.64|2011|2037
Enschede|Overijssel|161|52.22|6.89|7511|7548
Amersfoort|Utrecht|160|52.16|5.39|3811|3829
Zaandam|Noord-Holland|80|52.44|4.83|1501|1509
's-Hertogenbosch|Noord-Brabant|160|51.69|5.30|5211|5248
Hoofddorp|Noord-Holland|78|52.30|4.69|2131|2136
Zwolle|Overijssel|133|52.51|6.09|8011|8045
Leiden|Zuid-Holland|128|52.16|4.49|2311|2334
Zoetermeer|Zuid-Holland|127|52.06|4.49|2711|2729
Leeuwarden|Friesland|127|53.20|5.79|8911|8941
Maastricht|Limburg|123|50.85|5.69|6211|6229
Dordrecht|Zuid-Holland|121|51.81|4.67|3311|3329
Ede|Gelderland|80|52.04|5.66|6711|6718
Alphen aan den Rijn|Zuid-Holland|76|52.13|4.66|2401|2409
Alkmaar|Noord-Holland|111|52.63|4.75|1811|1827
Delft|Zuid-Holland|107|52.01|4.36|2611|2629
Emmen|Drenthe|57|52.78|6.90|7811|7828
Venlo|Limburg|67|51.37|6.17|5911|5928
Deventer|Overijssel|102|52.25|6.16|7411|7429
Helmond|Noord-Brabant|95|51.48|5.66|5701|5709
Oss|Noord-Brabant|60|51.77|5.52|5341|5349
Hilversum|Noord-Holland|94|52.22|5.17|1211|1223
Sittard|Limburg|38|51.00|5.87|6131|6137
Geleen|Limburg|33|50.97|5.83|6161|6167
Heerlen|Limburg|87|50.89|5.98|6411|6422
Amstelveen|Noord-Holland|95|52.30|4.86|1181|1189
Hengelo|Overijssel|82|52.27|6.79|7551|7559
Purmerend|Noord-Holland|84|52.51|4.96|1441|1448
Roosendaal|Noord-Brabant|68|51.53|4.46|4701|4709
Schiedam|Zuid-Holland|82|51.92|4.40|3111|3125
Lelystad|Flevoland|84|52.51|5.48|8211|8245
Leidschendam|Zuid-Holland|40|52.09|4.40|2261|2267
Almelo|Overijssel|74|52.36|6.66|7601|7611
Hoorn|Noord-Holland|75|52.64|5.06|1621|1628
Vlaardingen|Zuid-Holland|75|51.91|4.34|3131|3138
Gouda|Zuid-Holland|76|52.01|4.71|2801|2809
Assen|Drenthe|69|53.00|6.56|9401|9408
Bergen op Zoom|Noord-Brabant|58|51.49|4.29|4611|4625
Capelle aan den IJssel|Zuid-Holland|68|51.93|4.58|2901|2909
Veenendaal|Utrecht|68|52.03|5.55|3901|3907
Katwijk|Zuid-Holland|43|52.20|4.41|2221|2225
Zeist|Utrecht|62|52.09|5.23|3701|3708
Nieuwegein|Utrecht|65|52.03|5.08|3431|3439
Roermond|Limburg|46|51.19|5.99|6041|6049
Doetinchem|Gelderland|48|51.96|6.29|7001|7009
Den Helder|Noord-Holland|56|52.95|4.76|1781|1789
Hoogeveen|Drenthe|40|52.73|6.48|7901|7909
Terneuzen|Zeeland|24|51.33|3.83|4531|4538
Middelburg|Zeeland|42|51.50|3.61|4331|4341
Vlissingen|Zeeland|34|51.45|3.57|4381|4389
Goes|Zeeland|28|51.50|3.89|4461|4465
Weert|Limburg|43|51.25|5.71|6001|6006
Heerhugowaard|Noord-Holland|52|52.67|4.85|1701|1705
Rijswijk|Zuid-Holland|58|52.04|4.33|2281|2289
Houten|Utrecht|46|52.03|5.17|3991|3995
IJmuiden|Noord-Holland|32|52.46|4.62|1971|1976
Woerden|Utrecht|38|52.09|4.88|3441|3449
Barneveld|Gelderland|35|52.14|5.58|3771|3773
Waalwijk|Noord-Brabant|31|51.69|5.07|5141|5146
Ridderkerk|Zuid-Holland|37|51.87|4.60|2981|2989
Zutphen|Gelderland|39|52.14|6.20|7201|7207
Harderwijk|Gelderland|45|52.34|5.62|3841|3849
Kerkrade|Limburg|38|50.87|6.06|6461|6471
Soest|Utrecht|40|52.17|5.29|3761|3768
Spijkenisse|Zuid-Holland|72|51.84|4.33|3201|3209
Hellevoetsluis|Zuid-Holland|38|51.83|4.13|3221|3225
Barendrecht|Zuid-Holland|48|51.86|4.54|2991|2994
Drachten|Friesland|45|53.11|6.10|9201|9207
Heerenveen|Friesland|31|52.96|5.92|8441|8449
Sneek|Friesland|34|53.03|5.66|8601|8608
Franeker|Friesland|13|53.19|5.54|8801|8802
Harlingen|Friesland|15|53.17|5.42|8861|8862
Dokkum|Friesland|13|53.33|6.00|9101|9103
Veendam|Groningen|21|53.11|6.88|9641|9648
Stadskanaal|Groningen|19|52.99|6.95|9501|9503
Winschoten|Groningen|18|53.14|7.03|9671|9675
Delfzijl|Groningen|15|53.33|6.92|9931|9936
Hoogezand|Groningen|21|53.16|6.76|9601|9603
Meppel|Drenthe|31|52.70|6.19|7941|7944
Coevorden|Drenthe|15|52.66|6.74|7741|7742
Roden|Drenthe|15|53.14|6.43|9301|9302
Kampen|Overijssel|37|52.56|5.91|8261|8266
Hardenberg|Overijssel|19|52.58|6.62|7771|7773
Oldenzaal|Overijssel|32|52.31|6.93|7571|7577
Raalte|Overijssel|21|52.39|6.28|8101|8103
Rijssen|Overijssel|30|52.31|6.52|7461|7463
Steenwijk|Overijssel|18|52.79|6.12|8331|8333
Haaksbergen|Overijssel|19|52.16|6.74|7481|7483
Emmeloord|Flevoland|27|52.71|5.75|8301|8305
Dronten|Flevoland|28|52.53|5.72|8251|8254
Zeewolde|Flevoland|22|52.33|5.54|3891|3896
Urk|Flevoland|21|52.66|5.60|8321|8322
Winterswijk|Gelderland|24|51.97|6.72|7101|7109
Wageningen|Gelderland|38|51.97|5.67|6701|6709
Tiel|Gelderland|42|51.89|5.43|4001|4007
Culemborg|Gelderland|29|51.96|5.23|4101|4107
Zevenaar|Gelderland|27|51.93|6.07|6901|6905
Nijkerk|Gelderland|30|52.22|5.49|3861|3864
Ermelo|Gelderland|24|52.30|5.62|3851|3853
Nunspeet|Gelderland|20|52.38|5.79|8071|8072
Epe|Gelderland|15|52.35|5.98|8161|8162
Lochem|Gelderland|14|52.16|6.41|7241|7242
Zaltbommel|Gelderland|13|51.81|5.25|5301|5302
Duiven|Gelderland|23|51.95|6.02|6921|6922
Bussum|Noord-Holland|33|52.27|5.16|1401|1406
Huizen|Noord-Holland|41|52.30|5.24|1271|1277
Beverwijk|Noord-Holland|42|52.48|4.66|1941|1949
Castricum|Noord-Holland|24|52.55|4.66|1901|1902
Heemskerk|Noord-Holland|39|52.51|4.67|1961|1969
Enkhuizen|Noord-Holland|19|52.70|5.29|1601|1602
Volendam|Noord-Holland|23|52.50|5.07|1131|1132
Schagen|Noord-Holland|20|52.79|4.80|1741|1742
Uithoorn|Noord-Holland|30|52.24|4.83|1421|1423
Aalsmeer|Noord-Holland|24|52.26|4.76|1431|1432
Zandvoort|Noord-Holland|17|52.37|4.53|2041|2042
Den Burg|Noord-Holland|7|53.05|4.80|1791|1792
Bodegraven|Zuid-Holland|20|52.08|4.75|2411|2412
Gorinchem|Zuid-Holland|38|51.84|4.97|4201|4208
Noordwijk|Zuid-Holland|27|52.24|4.44|2201|2204
Lisse|Zuid-Holland|23|52.26|4.56|2161|2163
Waddinxveen|Zuid-Holland|31|52.04|4.65|2741|2743
Naaldwijk|Zuid-Holland|22|51.99|4.21|2671|2673
Maassluis|Zuid-Holland|34|51.92|4.25|3141|3147
Sliedrecht|Zuid-Holland|26|51.82|4.77|3361|3364
Middelharnis|Zuid-Holland|8|51.76|4.17|3241|3241
Wassenaar|Zuid-Holland|27|52.15|4.40|2241|2245
Maarssen|Utrecht|39|52.14|5.04|3601|3608
Bilthoven|Utrecht|23|52.13|5.20|3721|3723
Doorn|Utrecht|10|52.03|5.35|3941|3941
Rhenen|Utrecht|20|51.96|5.57|3911|3912
IJsselstein|Utrecht|34|52.02|5.04|3401|3404
Mijdrecht|Utrecht|16|52.21|4.86|3641|3642
Veghel|Noord-Brabant|27|51.62|5.55|5461|5467
Uden|Noord-Brabant|37|51.66|5.62|5401|5406
Boxtel|Noord-Brabant|27|51.59|5.33|5281|5283
Veldhoven|Noord-Brabant|46|51.42|5.40|5501|5509
Valkenswaard|Noord-Brabant|31|51.35|5.46|5551|5556
Oosterhout|Noord-Brabant|50|51.64|4.86|4901|4909
Etten-Leur|Noord-Brabant|44|51.57|4.64|4871|4879
Boxmeer|Noord-Brabant|13|51.65|5.95|5831|5831
Deurne|Noord-Brabant|24|51.46|5.80|5751|5754
Geldrop|Noord-Brabant|28|51.42|5.56|5661|5667
Venray|Limburg|30|51.53|5.98|5801|5804
Panningen|Limburg|8|51.33|5.98|5981|5981
Valkenburg|Limburg|10|50.87|5.83|6301|6301
Brunssum|Limburg|28|50.95|5.97|6441|6446
Zierikzee|Zeeland|11|51.65|3.92|4301|4301
Hulst|Zeeland|11|51.28|4.05|4561|4561
"""

_BELGIUM = """
Antwerpen|Antwerpen|530|51.22|4.40|2000|2060
Gent|Oost-Vlaanderen|265|51.05|3.72|9000|9052
Brussel|Brussel|190|50.85|4.35|1000|1130
Brugge|West-Vlaanderen|119|51.21|3.22|8000|8380
Leuven|Vlaams-Brabant|102|50.88|4.70|3000|3018
Mechelen|Antwerpen|88|51.03|4.48|2800|2812
Hasselt|Limburg (BE)|80|50.93|5.34|3500|3512
Turnhout|Antwerpen|46|51.32|4.94|2300|2300
Genk|Limburg (BE)|67|50.97|5.50|3600|3600
Luik|Luik|195|50.63|5.57|4000|4032
Namen|Namen|113|50.47|4.87|5000|5024
"""

_GERMANY = """
Aachen|Nordrhein-Westfalen|250|50.78|6.08|52062|52080
Düsseldorf|Nordrhein-Westfalen|630|51.23|6.78|40210|40629
Kleve|Nordrhein-Westfalen|52|51.79|6.14|47533|47533
Emmerich am Rhein|Nordrhein-Westfalen|31|51.83|6.25|46446|46446
Bocholt|Nordrhein-Westfalen|71|51.84|6.61|46395|46399
Gronau|Nordrhein-Westfalen|49|52.21|7.03|48599|48599
Nordhorn|Niedersachsen|54|52.43|7.07|48527|48531
Leer|Niedersachsen|35|53.23|7.45|26789|26789
"""

_TEXTS = {"NL": _NETHERLANDS, "BE": _BELGIUM, "DE": _GERMANY}
