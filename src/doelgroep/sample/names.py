"""Names of people in the Netherlands, by origin, gender and generation; written for this shop, of nobody in particular."""

# ruff: noqa: RUF001 - the dotless i is a letter of Turkish names

from __future__ import annotations

ORIGINS = ("dutch", "moroccan", "turkish", "surinamese", "indonesian", "polish", "arabic", "chinese", "english", "frisian")
"""Where a family name comes from, in the order of `ORIGIN_WEIGHTS`."""
ORIGIN_WEIGHTS = (755, 35, 35, 35, 25, 25, 25, 10, 20, 35)

GENERATIONS = ("older", "middle", "younger")
"""Born before 1960, from 1960 to 1984, from 1985 on."""

_DUTCH = {
    ("female", "older"): """
        Maria Johanna Anna Cornelia Wilhelmina Elisabeth Annie Riet Corrie Jannie Truus Willy Greet Nel Ria Tiny Joke Ans Toos Lies Bep
        Gerda Hennie Dini Mies Betsy Wil Gré Jopie Coby Rie Stien Leny Thea Marietje Hendrika Geertje Trijntje Aaltje Grietje Francisca
        Theodora Petronella Adriana Hanneke Marijke Tineke Mieke""",
    ("female", "middle"): """
        Monique Petra Sandra Esther Ingrid Saskia Astrid Marian Jolanda Yvonne Karin Marjolein Anita Wendy Linda Bianca Miranda Sonja
        Angelique Mirjam Judith Nicole Claudia Patricia Brigitte Caroline Daniëlle Debbie Ellen Heidi Helma Ilona Irene Jacqueline Jeannette
        José Liesbeth Manon Marieke Marleen Natasja Renate Simone Suzanne Tamara Vera Wilma Barbara Annemiek Annemarie Ilse Chantal Marja
        Carla Anja Jacintha""",
    ("female", "younger"): """
        Lisa Laura Sanne Anouk Iris Kim Naomi Fleur Lotte Eva Emma Sophie Julia Anna Femke Maud Amber Roos Lieke Anne Nina Sara Merel
        Charlotte Isa Noor Tess Esmée Myrthe Rosalie Bo Britt Eline Floor Hanna Inge Jasmijn Kirsten Loes Marit Nikki Puck Romy Sterre
        Veerle Yara Zoë Fenna Jikke Liv Mila Yfke Demi Elise Jolijn""",
    ("male", "older"): """
        Johannes Jan Cornelis Hendrik Willem Pieter Gerrit Jacobus Antonius Adrianus Wim Henk Piet Kees Cor Jaap Bertus Gerard Theo Harry
        Ton Joop Leo Arie Dirk Klaas Jos Sjaak Bram Nico Rinus Frans Toon Herman Gijs Teun Aad Huib Koos Maarten Siem Wout Evert Albert
        Bernard Martinus Lambertus Simon""",
    ("male", "middle"): """
        Peter Marcel René Ronald Erik Marco Patrick Rob Michel Richard Edwin Martin Frank Paul Hans John Robert Dennis Jeroen Mark Arjan
        Bart Bas Danny Eric Ferdinand Guido Harm Jacco Johan Jurgen Léon Maurice Menno Olaf Oscar Raymond Remco Roel Ruud Sander Sjoerd
        Stefan Vincent Wilco Wouter Xander Alex André Barry Edo Erwin""",
    ("male", "younger"): """
        Thomas Tim Kevin Rick Jeffrey Daan Sem Lars Bram Niels Jesse Thijs Stijn Ruben Max Luuk Tom Lucas Koen Sven Jasper Mike Nick Robin
        Joost Joris Gijs Floris Hugo Jelle Jurre Mees Milan Noah Finn Levi Luca Teun Tijn Pim Pepijn Rens Siebe Tobias Twan Wessel Yannick
        Julian Boaz Casper Dylan Freek Guus Hidde Job""",
}

_OTHERS = {
    ("moroccan", "female"): """
        Fatima Khadija Samira Naima Malika Hanan Nadia Latifa Karima Soumaya Yasmina Ikram Ilham Salma Hafida Rachida Loubna Chaima Siham
        Amina""",
    ("moroccan", "male"): """
        Mohamed Ahmed Hassan Rachid Said Youssef Abdelkader Mustapha Karim Bilal Omar Ayoub Khalid Driss Nordin Hamza Anouar Zakaria Soufian
        Younes""",
    ("turkish", "female"): """
        Ayşe Fatma Emine Hatice Zeynep Elif Merve Büşra Esra Sevgi Gülay Nurcan Derya Meryem Ebru Selin Yasemin Özlem Hülya Melek""",
    ("turkish", "male"): """
        Mehmet Mustafa Ali Hüseyin Murat Yusuf Emre Ibrahim Hakan Serkan Ömer Burak Kemal Fatih Orhan Tolga Cem Volkan Erdem Halil""",
    ("surinamese", "female"): """
        Sharmila Anjali Shanti Priya Radha Cheryl Sherida Marlene Muriël Ruth Urmila Jamila Chantel Melissa Samantha Vanessa Indra Sunita
        Orlanda Gracia""",
    ("surinamese", "male"): """
        Ricardo Clyde Stanley Romeo Ashwin Rajesh Sunil Humphrey Orlando Winston Dennis Ruben Kenneth Rishi Soerin Vishal Iwan Edgar Glenn
        Carlos""",
    ("indonesian", "female"): """
        Dewi Sri Ratna Wati Yuliana Indah Kartini Fitri Lestari Ningsih Amalia Josephine Ida Christina Sari Maya Nurul Rini Tuti Mariska""",
    ("indonesian", "male"): """
        Budi Agus Rudy Hendra Edwin Bambang Djoko Eddy Yohan Wayan Ferry Ronny Johnny Andre Iwan Tjeerd Hadi Arie Rinto Ruben""",
    ("polish", "female"): """
        Agnieszka Katarzyna Małgorzata Magdalena Joanna Monika Ewa Anna Karolina Aleksandra Beata Dorota Justyna Natalia Paulina Zofia Kinga
        Alicja Marta Renata""",
    ("polish", "male"): """
        Piotr Krzysztof Andrzej Tomasz Paweł Marcin Michał Grzegorz Łukasz Adam Jakub Mateusz Rafał Dariusz Marek Wojciech Kamil Dawid Artur
        Szymon""",
    ("arabic", "female"): """
        Rania Lina Hala Noura Dina Mariam Rima Sawsan Abir Layla Huda Maha Zahra Shirin Parisa Nasrin Tala Rasha Yara Aisha""",
    ("arabic", "male"): """
        Ali Hussein Ammar Bassam Tarek Firas Samir Anas Wael Mahmoud Khaled Amir Reza Farid Ziad Nabil Rami Majid Hamid Jalal""",
    ("chinese", "female"): "Mei Ling Xiaoyan Yan Li Wei Jing Hua Min Ying Fang Lan Hong Na Yun Qing Lin Amy Cindy Suyin",
    ("chinese", "male"): "Wei Jun Ming Jian Hao Lei Bo Feng Tao Chen Kai Long Yong Peng Gang Bin Jason Kevin Wing Tak",
    ("english", "female"): """
        Emily Sarah Jessica Hannah Rachel Claire Olivia Grace Amy Lucy Rebecca Megan Alice Heather Nicola Fiona Victoria Zara Holly Joanne""",
    ("english", "male"): """
        James David Andrew Michael Daniel Matthew Christopher Stephen Jack Oliver Harry George William Alexander Ryan Simon Neil Graham
        Craig Adam""",
    ("frisian", "female"): """
        Tjitske Sjoukje Baukje Froukje Ytsje Hiske Aukje Jeltje Sietske Wietske Nynke Afke Doutzen Jikke Femke Minke Rixt Silke Geeske
        Hylkje""",
    ("frisian", "male"): """
        Sjoerd Douwe Wiebe Jelle Sietse Tjeerd Hessel Bauke Foppe Ate Gjalt Durk Rienk Oene Haije Wytse Abe Jorrit Sybren Fokke""",
}

FIRST_NAMES: dict[tuple[str, str, str], tuple[str, ...]] = {
    **{("dutch", gender, generation): tuple(text.split()) for (gender, generation), text in _DUTCH.items()},
    **{(origin, gender, generation): tuple(text.split()) for (origin, gender), text in _OTHERS.items() for generation in GENERATIONS},
}
"""First names by (origin, gender, generation), the most frequent first."""

_LAST = {
    "dutch": """
        de Jong, Jansen, de Vries, van den Berg, van Dijk, Bakker, Janssen, Visser, Smit, Meijer, de Boer, Mulder, de Groot, Bos, Vos,
        Peters, Hendriks, van Leeuwen, Dekker, Brouwer, de Wit, Dijkstra, Smits, de Graaf, van der Meer, van der Linden, Kok, Jacobs, de
        Haan, Vermeulen, van den Heuvel, van der Veen, van den Broek, de Bruijn, van der Heijden, Schouten, van Beek, Willems, van Vliet,
        van de Ven, Hoekstra, Maas, Verhoeven, Koster, van Dam, van der Wal, Prins, Blom, Huisman, Peeters, Kuipers, van Veen, van Dongen,
        Veenstra, Kramer, van den Bosch, van der Berg, Postma, van Wijk, Groen, Gerritsen, van der Laan, Martens, Kuiper, van Es, Bosch,
        Wolters, van der Velde, Mol, van Loon, Vink, de Lange, de Ruiter, Hermans, van der Ploeg, Scholten, Timmermans, van den Brink, van
        Doorn, Boer, Post, Bosman, Evers, Koning, Verbeek, Verschuren, Molenaar, van der Horst, Driessen, de Leeuw, de Rooij, Hofman,
        Schipper, Goossens, Kuijpers, van Rijn, Hendriksen, Wiersma, de Koning, Lammers, Sanders, Roos, Snijders, Zwart, van Houten, Smeets,
        Franken, Kroon, van Ommen, van Essen, van der Zee, Barendrecht, Hoogland, Aarts, van Gelder, Bouwman, Nijland, Heijnen, Coenen,
        Cornelissen, van Schaik, Kooistra, Faber, Claassen, Romijn, Verburg, van Santen, Pronk, Wagenaar, Vonk, Mertens, Stam, Slot, Schaap,
        Kamphuis, Rietveld, Tiemessen, Oosterhuis, Zijlstra, Ploeger, Roelofs, Teunissen, Wijnands, van Oijen, Stoop, Boonstra, Kerkhof,
        Lensink, Haverkamp, Nijhuis""",
    "moroccan": """
        El Idrissi, Bouzid, Benali, El Amrani, Ouali, Bennani, El Khatib, Azzouzi, Chaoui, Haddou, Belhaj, Bakkali, El Mansouri, Yahyaoui,
        Aarab, Bouchta, Zeroual, Amzil, Oulad, Tahiri""",
    "turkish": """
        Yılmaz, Kaya, Demir, Şahin, Çelik, Yıldız, Öztürk, Aydın, Özdemir, Arslan, Doğan, Kılıç, Aslan, Çetin, Kara, Koç, Kurt, Özkan,
        Polat, Ünal""",
    "surinamese": """
        Ramdin, Kartosen, Pinas, Biharie, Sital, Oemrawsingh, Jhinkoe, Mahabier, Ramsoedit, Blokland, Wijdenbosch, Emanuels, Vreden,
        Kasanmoentalib, Gopal, Sewnath, Breeveld, Pengel, Nahar, Jagernath""",
    "indonesian": """
        Wijaya, Santoso, Latuheru, Tahitu, Pattinama, Sahetapy, Manuhutu, Leatemia, Siahaya, Hidayat, Susanto, Tan, Lim, Ririmasse, Metiary,
        Soeparno, Hartono, Gunawan, Matulessy, Talahatu""",
    "polish": """
        Nowak, Kowalski, Wiśniewski, Wójcik, Kowalczyk, Kamiński, Lewandowski, Zieliński, Szymański, Woźniak, Dąbrowski, Kozłowski, Mazur,
        Jankowski, Kwiatkowski, Krawczyk, Piotrowski, Grabowski, Pawlak, Zając""",
    "arabic": """
        Al Hassan, Haddad, Khoury, Al Masri, Saleh, Nasser, Darwish, Hamdan, Karimi, Ahmadi, Hosseini, Rahimi, Mansour, Al Jabouri, Shaker,
        Qasim, Farah, Issa, Hakimi, Noori""",
    "chinese": "Wang, Li, Zhang, Liu, Chen, Yang, Huang, Zhao, Wu, Zhou, Cheung, Lam, Chan, Wong, Xu, Sun, Ma, Zhu, Hu, Ng",
    "english": """
        Smith, Taylor, Brown, Walker, Wright, Robinson, Thompson, Clarke, Hughes, Edwards, Green, Wood, Harris, Lewis, Turner, Parker,
        Collins, Murphy, Kelly, O'Connor""",
    "frisian": """
        Hoekstra, Dijkstra, Wiersma, Bouma, Sikkema, Terpstra, Haarsma, Reitsma, Elzinga, Tuinstra, Miedema, Bergsma, de Jager, van der
        Schaaf, Jellema, Hiemstra, Osinga, Feenstra, Nauta, Algra""",
}

LAST_NAMES: dict[str, tuple[str, ...]] = {origin: tuple(" ".join(each.split()) for each in text.split(",")) for origin, text in _LAST.items()}
"""Family names by origin, the most frequent first."""
