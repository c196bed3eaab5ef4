"""Who wants what of whom: spans, parties, form and direction of demands."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarches.datapackage.vocabularies import codelist, vocabulary
from demarches.transforms.reading import readings
from demarches.transforms.units import Demand, Document

WANTED = {
    "parenthesis": (
        "Norway requires Russia to adhere to the Treaty on Armed Forces in Europe (CFE Treaty), which it left.",
        ["adhere to the Treaty on Armed Forces in Europe"],
    ),
    "called on": ("France called on Iran to release the sailors.", ["release the sailors"]),
    "demanded that": ("Greece demanded that Turkey withdraw its ships.", ["withdraw its ships"]),
    "noun and infinitive": (
        "Germany rejected Moscow's demand to recognize the border.",
        ["recognize the border"],
    ),
    "infinitive hung on the verb": (
        "The US gave a negative response to Moscow’s demand to follow this principle.",
        ["follow this principle"],
    ),
    "list after a colon": (
        "Russia made two demands of Poland: the withdrawal of troops and a ban on new bases.",
        ["the withdrawal of troops", "a ban on new bases"],
    ),
    "two infinitives": (
        "France called on Iran to free the sailors and to pay a fine.",
        ["free the sailors", "pay a fine"],
    ),
    "two verbs, of which the parser sees one": (
        "Desmond Tutu urged P. W. Botha to lift the state of emergency and open talks with jailed leaders.",
        ["lift the state of emergency", "open talks with jailed leaders"],
    ),
    "whose it is stands between": (
        "Chile spurned an ultimatum from Peru to leave the bay.",
        ["leave the bay"],
    ),
    "deadline": ("Chile ignored a deadline set by Peru to leave the bay.", ["leave the bay"]),
    "time is given": ("Peru gave Chile until Friday to leave the bay.", ["leave the bay"]),
    "a span of time is given": ("Peru has given Chile two weeks to leave the bay.", ["leave the bay"]),
    "time is given to men who wait there": (
        "The police gave the men camped on the square until noon on Friday to leave.",
        ["leave"],
    ),
    "order": ("Danish dockers bowed to an order by Sweden to load the ships.", ["load the ships"]),
    "to be asked, and to ask": (
        "Chile ignored a deadline set by Peru to leave the bay and asked it to open talks.",
        ["leave the bay", "open talks"],
    ),
    "held back until": (
        "The miners broke off talks with Peru until it frees their leader.",
        ["frees their leader"],
    ),
    "only if": ("Algeria would lift its veto only if Morocco withdrew the troops.", ["withdrew the troops"]),
    "until the end of": (
        "Nigeria gave Mali until the end of February to hold an election.",
        ["hold an election"],
    ),
    "staying until": (
        "The students said they would stay until the Executive Yuan shelved the pact with China.",
        ["shelved the pact with China"],
    ),
    "only when": (
        "The Zapatistas said they would return only when the Mexican Army had left the villages.",
        ["left the villages"],
    ),
    "no talks until": (
        "Chad's president said there would be no election until the rebels handed in their arms.",
        ["handed in their arms"],
    ),
    "nothing before": (
        "Egypt says no deal can be signed before Ethiopia stops filling the dam.",
        ["stops filling the dam"],
    ),
    "without": (
        "Juan Guaido said he would not meet President Nicolas Maduro without a mediator from Norway.",
        ["a mediator from Norway"],
    ),
    "offered if": (
        "The IMF promised Ghana a new loan if it cut fuel subsidies.",
        ["cut fuel subsidies"],
    ),
    "would, if": (
        "Ukraine would stop its strikes if Russia ceased fire and withdrew its troops, President Zelensky said.",
        ["ceased fire", "withdrew its troops"],
    ),
    "up to a day": (
        "The nurses' union has given the Government of Kenya up to Monday to raise pay or face a strike.",
        ["raise pay"],
    ),
    "by a plan": (
        "President Ali Abdullah Saleh refused to sign the Arab League's plan under which he would hand over power.",
        ["hand over power"],
    ),
    "two clauses of one demand": (
        "Farmers in Mexico demanded that the central bank cut its rates and that Javier Usabiaga resign.",
        ["cut its rates", "resign"],
    ),
    "time to comply with what was demanded": (
        "Spain asked Portugal to free the sailors and gave it ten days to comply.",
        ["free the sailors"],
    ),
    "among them": (
        "Qatar received a list of demands from Egypt and Bahrain, among them closing Al Jazeera and shutting a base.",
        ["closing Al Jazeera", "shutting a base"],
    ),
    "called a demand behind the name of a land": (
        "The Philippines had begun withdrawing its troops from Iraq, a key demand of militants who held a driver.",
        ["withdrawing its troops"],
    ),
    "a concession": (
        "Rio de Janeiro rolled back the fare rises, the first concession to protesters who have filled the streets.",
        ["rolled back the fare rises"],
    ),
    "weeks of protests": (
        "President Jacques Chirac scrapped a youth job law, giving in to weeks of protests by French unions.",
        ["scrapped a youth job law"],
    ),
    "who are meant belongs to it": (
        "Spain urged Portugal to pay the sailors who had lost their ships.",
        ["pay the sailors who had lost their ships"],
    ),
    "why it is wanted is left out": (
        "Iraqi clerics called on Iraqis to boycott the election because of the assault on Fallujah.",
        ["boycott the election"],
    ),
    "what shall be done to a thing told before": (
        "William Ruto withdrew a finance bill that young Kenyans had wanted scrapped.",
        ["a finance bill", "scrapped"],
    ),
    "no sign of it, as was demanded": (
        "Nigeria's military government has shown no sign of freeing Moshood Abiola, as the unions had demanded.",
        ["freeing Moshood Abiola"],
    ),
    "a victory": (
        "Peru rescinded increases in bus fares in a victory for the miners, who had blocked the roads.",
        ["rescinded increases in bus fares"],
    ),
    "subpoena": ("The Senate Commerce Committee subpoenaed Boeing for safety emails.", ["safety emails"]),
    "purposes are left out": (
        "France asked Iran to free the sailors in order to open the way for talks.",
        ["free the sailors"],
    ),
    "told by its being met": (
        "Sri Lanka relaxed its embargo on medicines, bowing to repeated appeals from Norway.",
        ["relaxed its embargo on medicines"],
    ),
    "marching for": (
        "Some 20,000 teachers marched through Lima on Wednesday for the scrapping of the exam.",
        ["the scrapping of the exam"],
    ),
    "what was suffered is not wanted": (
        "Spain told Portugal to leave the port or be driven out of it.",
        ["leave the port"],
    ),
    "nothing less than": (
        "Joseph Estrada offered a vote, but the opposition said it would accept nothing less than his resignation.",
        ["his resignation"],
    ),
    "done at a request that the parser hangs elsewhere": (
        "President Theodore Roosevelt acted as a mediator at Japan's request.",
        ["acted as a mediator"],
    ),
    "a condition that is met": (
        "South Korea agreed to pull its soldiers out of Kabul, meeting a condition set by the Taliban.",
        ["pull its soldiers out of Kabul"],
    ),
    "as demanded before": (
        "The Australian government agreed to amend the bill, as Facebook had demanded before restoring the news.",
        ["amend the bill"],
    ),
    "sought, and ruled out": (
        "Hillary Clinton met Israel's envoy in Washington, ruling out the exceptions that Israel has sought.",
        ["the exceptions"],
    ),
    "what a deed met, beside another": (
        "Ukraine's Supreme Court annulled the runoff, meeting the main demand of candidate Viktor Yushchenko, and "
        "ordered officials to hold a new vote.",
        ["annulled the runoff", "hold a new vote"],
    ),
    "as somebody is demanding": (
        "Gonzalo Sanchez de Lozada said he will not resign, as Felipe Quispe is demanding.",
        ["resign"],
    ),
    "ruled out as asked": (
        "Iran's Guardian Council ruled out annulling the vote, as candidate Mehdi Karroubi had asked.",
        ["annulling the vote"],
    ),
    "called so behind another verb": (
        "Alain Juppe agreed to meet them but refused to drop his plan, the main demand of strikers.",
        ["drop his plan"],
    ),
    "two conditions of one": (
        "Turkey said ties with Israel would not improve unless the siege of Gaza was lifted and those held were freed.",
        ["the siege of Gaza was lifted", "those held were freed"],
    ),
    "whether is told": (
        "Peru asked Chile to clarify whether it had closed the border.",
        ["clarify whether it had closed the border"],
    ),
    "vowed to stay until": (
        "Students in Jakarta vowed to stay in the parliament until President Suharto resigned.",
        ["resigned"],
    ),
    "refused to stop until": (
        "The miners of Chile refused to end the strike until Codelco paid their wages.",
        ["paid their wages"],
    ),
    "threatened if not": (
        "ECOWAS threatened to use force if Laurent Gbagbo did not yield power to Alassane Ouattara.",
        ["yield power to Alassane Ouattara"],
    ),
    "a word that says enough alone": ("Peru gave Jorge Vargas 24 hours to give himself up.", ["give himself up"]),
    "what he was asked to do": (
        "Denmark's premier said his government could not apologise, as several Muslim countries have asked it to do.",
        ["apologise"],
    ),
    "part of what was done": (
        "Chile gave in to the demand of miners and shelved a plan to raise the tax.",
        ["shelved a plan to raise the tax"],
    ),
    "told before who put it forward": ("Israel rejected a truce put forward by Egypt.", ["a truce"]),
    "told before who floated it": (
        "Hamas rejected a swap of prisoners floated by Egypt.",
        ["a swap of prisoners"],
    ),
    "for which they asked": ("Chile handed over the tapes for which Peru had asked.", ["the tapes"]),
    "in the words themselves": ("“Leave Cyprus,” Greece told Turkey.", ["Leave Cyprus"]),
    "what was put forward tells what for": (
        "Peru put forward its own proposals for a pullout of Chilean troops from the bay.",
        ["a pullout of Chilean troops from the bay"],
    ),
    "observers, whom nobody asks": (
        "Sudan ruled out observers, spurning a Dutch plea.",
        ["observers"],
    ),
    "refused despite a plea": ("Assad refused to leave despite a plea by Turkey.", ["leave"]),
    "who somebody is left out": (
        "Peru ignored requests from Chile for the extradition of Jorge Vargas, the chief suspect in the raid.",
        ["the extradition of Jorge Vargas"],
    ),
    "while asking for another thing": ("Chile freed the sailors as Peru asked for a pilot.", ["a pilot"]),
    "as was asked": ("Chile freed the sailors, as Peru had asked.", ["freed the sailors"]),
    "insists on": ("Egypt insists on a full withdrawal from the desert.", ["a full withdrawal from the desert"]),
    "passive": ("Iran was urged by France to stop the tests.", ["stop the tests"]),
    "modal": ("“Japan must apologize for the raid,” said the Chinese foreign minister.", ["apologize for the raid"]),
    "provided that": (
        "Turkey will ratify the treaty provided that Sweden extradites the men.",
        ["extradites the men"],
    ),
    "wants them to": ("Israel wants Lebanon to disarm the militia.", ["disarm the militia"]),
    "importance of": ("Biden underscored the importance of Israel protecting civilians.", ["protecting civilians"]),
    "hyphens": ("NATO rejected Russia’s demands regarding non-expansion of the bloc.", ["non-expansion of the bloc"]),
    "put to nobody": ("Turkish pilots sought suspension of their imprisonment.", ["suspension of their imprisonment"]),
    "reason left out": (
        "Spain asked Portugal to open the port because the ships had no water.",
        ["open the port"],
    ),
    "in a letter": ("Peru urged Chile in a letter from Lima to open the port.", ["open the port"]),
    "a step that was pressed for": (
        "Serbia ruled out any sanctions on Russia, a step that the European Union has pressed for.",
        ["any sanctions on Russia"],
    ),
    "a thing behind of": (
        "Chile ruled out an annulment of the election, which Peru had demanded.",
        ["an annulment of the election"],
    ),
    "offered in return": ("Chile offered Peru a truce in return for an amnesty.", ["an amnesty"]),
    "refused to who would get it": (
        "Iran refused to hand over its interpreter to French investigators.",
        ["hand over its interpreter to French investigators"],
    ),
    "announced, a demand": (
        "Chile announced the withdrawal of the bill, the first of five demands made by protesters.",
        ["the withdrawal of the bill"],
    ),
    "in response to an appeal": (
        "Chile set free two soldiers, in response to an appeal by Peru.",
        ["set free two soldiers"],
    ),
    "put forward by a body": ("Chile brushed off a truce drawn up by ECOWAS in Banjul.", ["a truce"]),
    "who is asked is not what is asked": ("Kenya made an appeal to Somalia.", []),
    "market": ("There is a growing demand for Russian gas in Germany.", []),
    "question": ("Reporters asked whether Russia would sign the treaty.", []),
    "own promise": ("Russia promised to return the prisoners.", []),
    "own wish": ("Norway hopes to join the talks with Sweden.", []),
    "asks to do it oneself": ("Norway wanted to join the talks.", []),
    "denied": ("France did not demand the withdrawal of troops.", []),
    "not done": ("Germany failed to ask for help from France.", []),
    "called so": ("Wang Yi called the plan a success.", []),
    "prediction": ("Prices should fall next year.", []),
    "talked over by both": ("Both leaders discussed the need to protect civilians.", []),
    "in order to": ("Iran closed the port in order to protect the ships.", []),
}

PARTIES = {
    "what others suffer": (
        "The crew of the Pueblo will be freed only after the United States apologizes for spying, "
        "North Korean officers told negotiators.",
        (["North Korea"], ["United States"]),
    ),
    "troops withdrawn": (
        "The United States wrote to Israel asking that Israeli forces be withdrawn from Sinai.",
        (["United States"], ["Israel"]),
    ),
    "its withdrawal": (
        "Morocco ended the march four days after the Security Council had called for its withdrawal.",
        (["United Nations Security Council"], ["Morocco"]),
    ),
    "a body of an organisation": (
        "The IAEA board called on Iran to explain the traces.",
        (["International Atomic Energy Agency"], ["Iran"]),
    ),
    "where a council meets": (
        "Chile agreed to release the sailors, meeting a demand of the Security Council in New York.",
        (["United Nations Security Council"], ["Chile"]),
    ),
    "official abroad": (
        "“Japan must apologize for the raid,” said the Chinese foreign minister, Wang Yi.",
        (["China"], ["Japan"]),
    ),
    "metonym": ("The Kremlin called on Berlin to lift the ban.", (["Russia"], ["Germany"])),
    "by": ("Iran was urged by France to stop the tests.", (["France"], ["Iran"])),
    "owner and who answers": (
        "Germany rejected Moscow's demand to recognize the border.",
        (["Russia"], ["Germany"]),
    ),
    "two who answer": (
        "The US and NATO rejected Russia’s demand to withdraw troops.",
        (["Russia"], ["United States", "NATO"]),
    ),
    "who does something about it": (
        "Chile dismissed calls by Peru to free the sailors.",
        (["Peru"], ["Chile"]),
    ),
    "who set the deadline": (
        "Chile ignored a deadline set by Peru to leave the bay.",
        (["Peru"], ["Chile"]),
    ),
    "who told it, as others report": (
        "The International Monetary Fund told Zambia it must cut subsidies, bankers in Lusaka said.",
        (["International Monetary Fund"], ["Zambia"]),
    ),
    "it is whom they protested to": (
        "China has lodged a protest with Japan and urged it to cancel the sale.",
        (["China"], ["Japan"]),
    ),
    "ministers of a bloc": (
        "Foreign ministers of the Arab League urged Syria to withdraw its troops.",
        (["Arab League"], ["Syria"]),
    ),
    "who threatens, and unless who": (
        "Britain will bomb Serbia unless it withdraws its troops from Kosovo.",
        (["United Kingdom"], ["Serbia"]),
    ),
    "who threatens, of whom the assets are": (
        "The Security Council voted to cut off the Taliban's foreign assets unless they surrender Osama bin Laden.",
        (["United Nations Security Council"], ["Taliban"]),
    ),
    "they who said so together": (
        "Spain, France and Germany said they would recognise Juan Guaido unless Nicolas Maduro called elections.",
        (["Spain", "France", "Germany"], ["Venezuela"]),
    ),
    "who acts upon it": (
        "Saudi Arabia expelled the envoy after Canada called for the release of the women.",
        (["Canada"], ["Saudi Arabia"]),
    ),
    "whose troops, by where they are from": (
        "Congolese rebels said they would not sign unless troops from Angola and Zimbabwe left the country.",
        (["Congolese rebels"], ["Angola", "Zimbabwe"]),
    ),
    "it, as others report": (
        "The IMF told Kenya it would lend only when Nairobi had closed the banks, traders said.",
        (["International Monetary Fund"], ["Kenya"]),
    ),
    "who lets them": (
        "Malaysia said it would let the boats land on condition that Norway take the refugees.",
        (["Malaysia"], ["Norway"]),
    ),
    "whose government of a time": (
        "Brazil rejected the deadline set by Honduras' de facto government to define the status of Manuel Zelaya.",
        (["Honduras"], ["Brazil"]),
    ),
    "behind a dateline": (
        "TEGUCIGALPA, Honduras - Brazil rejected a deadline set by Peru to close its embassy.",
        (["Peru"], ["Brazil"]),
    ),
    "whom a deed pleased": (
        "Turkey lifted the ban on Monday, a key demand of the European Union.",
        (["European Union"], ["Turkey"]),
    ),
    "a state of its time": (
        "Zaire's government told Uganda to leave Bunia.",
        (["Zaire"], ["Uganda"]),
    ),
    "the listed firms": (
        "Workers struck at Boeing, Airbus and Siemens after the companies rejected their demand for a rise.",
        (["workers"], ["Boeing", "Airbus", "Siemens"]),
    ),
    "who turned down what another floated": (
        "Hamas rejected a swap of prisoners floated by Egypt.",
        (["Egypt"], ["Hamas"]),
    ),
    "whose troops": (
        "Kazakhstan denied a request by Russia for its troops to join the offensive.",
        (["Russia"], ["Kazakhstan"]),
    ),
    "no agency of a dateline": (
        "HARARE, May 14 (Reuters) - Zimbabwe on Monday shrugged off Britain's call for new elections.",
        (["United Kingdom"], ["Zimbabwe"]),
    ),
    "leaders of a state": ("Canada urged Ethiopia’s leaders to stop the war.", (["Canada"], ["Ethiopia"])),
    "who owns another's demand": (
        "Saudi Arabia expelled the envoy after Canada called on it to free the women.",
        (["Canada"], ["Saudi Arabia"]),
    ),
    "who refuses is asked": (
        "The United States and Mexico met in Lima. Mexico refused to sell a large part of Sonora.",
        (["United States"], ["Mexico"]),
    ),
    "whose deeds shall end": ("Norway called for an end to Russian attacks.", (["Norway"], ["Russia"])),
    "a word of demanding behind another": (
        "Kenya urged all countries to condemn the raid and called on Somalia to open the border.",
        (["Kenya"], ["Somalia"]),
    ),
    "whose people shall leave": ("Norway called for the withdrawal of Russian troops.", (["Norway"], ["Russia"])),
    "to whom it is sent": (
        "Macron conveyed to Putin an appeal to free the sailors.",
        (["France"], ["Russia"]),
    ),
    "to whom it is written": (
        "Putin wrote to Japanese leaders, asking them to lift the ban.",
        (["Russia"], ["Japan"]),
    ),
    "the other of two": (
        "Norway suggested to Finland that the two countries open the border.",
        (["Norway"], ["Finland"]),
    ),
    "leaders of several states": (
        "Canada urged leaders of Egypt, Ethiopia and Sudan to resume the talks.",
        (["Canada"], ["Egypt", "Ethiopia", "Sudan"]),
    ),
    "a resolution": (
        "Security Council Resolution 242 called for Israel’s withdrawal from the territories.",
        (["United Nations Security Council"], ["Israel"]),
    ),
    "who is led to ask": (
        "The pressure led Putin to ask Erdogan to close the straits.",
        (["Russia"], ["Turkey"]),
    ),
    "who is told that he should": (
        "Macron convinced Putin that he should free the sailors.",
        (["France"], ["Russia"]),
    ),
    "who failed to persuade": (
        "Japan failed to persuade Iran to stop the tests.",
        (["Japan"], ["Iran"]),
    ),
    "who holds back, and until who": (
        "Norway will not lend Chile another krone until it repeals the law.",
        (["Norway"], ["Chile"]),
    ),
    "states of a list": (
        "Nigeria ignored pleas for clemency from Britain, South Africa and the European Union.",
        (["United Kingdom", "South Africa", "European Union"], ["Nigeria"]),
    ),
    "two that a hyphen joins": (
        "Syria rejected a Russian-Turkish call for a truce.",
        (["Turkey", "Russia"], ["Syria"]),
    ),
    "the board of a body": (
        "The U.N. nuclear watchdog's board called on Tehran to give up plans for a reactor.",
        (["International Atomic Energy Agency"], ["Iran"]),
    ),
    "from whom": (
        "Slovakia demanded an apology from Budapest.",
        (["Slovakia"], ["Hungary"]),
    ),
    "from whom, of a demand that is told to be another's": (
        "Beijing repeated its demand for an apology from the United States over the collision.",
        (["China"], ["United States"]),
    ),
    "delegates of two": (
        "Armenian and Azerbaijani delegates rejected a proposal by France for a truce.",
        (["France"], ["Armenia", "Azerbaijan"]),
    ),
    "those who rule": (
        "ASEAN demanded that Myanmar's military government release the detainees.",
        (["ASEAN"], ["Myanmar"]),
    ),
    "if who": (
        "The International Monetary Fund will resume lending to Pakistan if it raises its prices.",
        (["International Monetary Fund"], ["Pakistan"]),
    ),
    "who rule as rebels": (
        "Afghanistan's Taliban rulers ignored a United Nations demand that they hand over Osama bin Laden.",
        (["United Nations"], ["Taliban"]),
    ),
    "until who": (
        "Indian Prime Minister Narendra Modi said there could be no talks with Pakistan until it stopped the raids.",
        (["India"], ["Pakistan"]),
    ),
    "neighbours of a league": (
        "ASEAN neighbours asked Myanmar to end the violence.",
        (["ASEAN"], ["Myanmar"]),
    ),
    "governments of a people": (
        "Arab governments demanded an apology from Denmark.",
        (["Arab governments"], ["Denmark"]),
    ),
    "the council that the press calls so": (
        "At Russia's request the Security Council will meet on Wednesday to discuss the air strikes on Iraq.",
        (["Russia"], ["United Nations Security Council"]),
    ),
    "oil producers, whatever their size": (
        "Italy urged major oil producers to join the talks.",
        (["Italy"], ["oil producers"]),
    ),
    "first conjunct's": (
        "Kenya requested that Somalia open the border and support the mission.",
        (["Kenya"], ["Somalia"]),
    ),
}

AT_HOME = {
    "a senator": (
        "Senator Bernie Sanders called on Congress to raise the minimum wage.",
        (["Bernie Sanders"], ["United States Congress"]),
    ),
    "a president": (
        "President Obama urged Congress to fund the schools.",
        (["Barack Obama"], ["United States Congress"]),
    ),
    "who shall hand over power": (
        "Egypt and Sudan told Robert Mugabe to hand over power to a council.",
        (["Egypt", "Sudan"], ["Robert Mugabe"]),
    ),
    "a people's own government": (
        "Spanish shipowners have asked their government to arm the boats.",
        (["Spanish shipowners"], ["Government of Spain"]),
    ),
    "drivers of two kinds": (
        "Bus and taxi drivers blocked Quito, demanding that the government of Ecuador restore the subsidies.",
        (["bus and taxi drivers"], ["Government of Ecuador"]),
    ),
    "governors, who are not the state": (
        "The governors of Bolivia's lowlands said they would lift the blockade only if the central government paid.",
        (["governors of Bolivia's lowlands"], ["Government of Bolivia"]),
    ),
    "a court that the text does not name": (
        "A federal appeals court ordered Boeing to halt the tests, ruling at the request of pilots.",
        (["federal appeals court"], ["Boeing"]),
    ),
    "who leads a part of a state": (
        "Gujarat's Chief Minister Narendra Modi asked the Indian government for ten companies of police.",
        (["Narendra Modi"], ["Government of India"]),
    ),
    "the police of a land": (
        "In Bangkok, Thailand, police ordered the demonstrators to disperse.",
        (["Royal Thai Police"], ["demonstrators"]),
    ),
    "a group that nobody names": (
        "An Iraqi militant group said it would kill him unless Manila withdrew its troops, Al Jazeera reported.",
        (["Iraqi militant group"], ["Philippines"]),
    ),
    "a judge whom nobody names": (
        "Apple will fight a magistrate's order that it help the FBI unlock an iPhone.",
        (["magistrate"], ["Apple Inc."]),
    ),
    "before whom he shall testify": (
        "Tony Hayward declined an invitation to testify before the Senate Foreign Relations Committee.",
        (["United States Senate Committee on Foreign Relations"], ["Tony Hayward"]),
    ),
    "a union of nurses": (
        "John Hamm ignored a plea from the Nova Scotia Nurses' Union to withdraw the bill.",
        (["Nova Scotia Nurses' Union"], ["John Hamm"]),
    ),
    "leaders of students": (
        "Santiago, Aug 5 (EFE).- Chilean student leaders demanded that the government fund the schools.",
        (["Chilean student leaders"], ["Government of Chile"]),
    ),
    "those who protest": (
        "Syria was urged by street protests in Beirut to take its troops home.",
        (["protesters"], ["Syria"]),
    ),
    "thousands of them": (
        "Thousands of migrants camped at the station, asking Hungary to open the doors.",
        (["migrants"], ["Hungary"]),
    ),
    "a crowd that chants": (
        "“Leave the palace,” the crowds in Cairo chanted at President Hosni Mubarak.",
        (["crowds"], ["Hosni Mubarak"]),
    ),
    "who strike": (
        "Lonmin ordered striking platinum miners to return to work.",
        (["Lonmin"], ["striking platinum miners"]),
    ),
    "whose main party, by its name": (
        "Sri Lanka's main opposition party, the Samagi Jana Balawegaya, said Ranil Wickremesinghe should step down.",
        (["Samagi Jana Balawegaya"], ["Ranil Wickremesinghe"]),
    ),
    "whose release": ("Supporters of Pedro Castillo demanded his release.", (["supporters of Pedro Castillo"], [])),
    "a movement of a day": (
        "The June 12 Movement demanded that Soumaila Cisse step down.",
        (["June 12 Movement"], ["Soumaïla Cissé"]),
    ),
    "whose resignation": (
        "Coal miners demanded the resignation of Boris Yeltsin.",
        (["coal miners"], ["Boris Yeltsin"]),
    ),
    "a leader of the opposition": (
        "Kenyan opposition leader Raila Odinga urged international mediators to lead talks on the vote.",
        (["Raila Odinga"], ["international mediators"]),
    ),
    "whom his own people ask": (
        "Demonstrators urged Serbian President Slobodan Milosevic to step down.",
        (["demonstrators"], ["Slobodan Milošević"]),
    ),
    "a government without its article": (
        "Indian farm unions rejected a government proposal to suspend the laws.",
        (["Government of India"], ["Indian farm unions"]),
    ),
    "the court of where it was filed": (
        "ISLAMABAD: The Supreme Court directed the National Accountability Bureau to release the files.",
        (["Supreme Court of Pakistan"], ["National Accountability Bureau"]),
    ),
    "who needs to": (
        "“Congress needs to pass the bill,” President Obama said.",
        (["Barack Obama"], ["United States Congress"]),
    ),
    "an opposition by its name": (
        "Sri Lanka's main opposition Samagi Jana Balawegaya told President Gotabaya Rajapaksa to resign.",
        (["Samagi Jana Balawegaya"], ["Gotabaya Rajapaksa"]),
    ),
    "a judge": (
        "U.S. District Judge Thomas Griesa ordered Argentina to meet its creditors.",
        (["Thomas P. Griesa"], ["Argentina"]),
    ),
    "a court that asks nobody's leave": (
        "A German labour court turned down a request by Lufthansa to ban the strike.",
        (["Lufthansa"], ["German labour court"]),
    ),
    "the mayor of a capital": (
        "The mayor of Kyiv urged residents to stay indoors.",
        (["mayor of Kyiv"], ["residents"]),
    ),
    "leaders of a movement": (
        "Leaders of Sudan's protest movement called on the army to hand power to civilians.",
        (["leaders of Sudan's protest movement"], ["Sudanese Armed Forces"]),
    ),
    "its members": (
        "The Korean Confederation of Trade Unions said its members would strike unless Seoul annulled the law.",
        (["Korean Confederation of Trade Unions"], ["South Korea"]),
    ),
    "a group that no name is told of": (
        "An indigenous group blocking the line near Toronto ignored an order by Canada to clear the tracks.",
        (["Canada"], ["indigenous group"]),
    ),
    "a body for something": (
        "Protesters demanded that the Regulatory Authority for Electronic Media take away the licence.",
        (["protesters"], ["Regulatory Authority for Electronic Media"]),
    ),
    "an official of a land named beside him": (
        "Indigenous authorities blocked roads across Guatemala to demand that Attorney General Consuelo Porras resign.",
        (["Guatemala", "indigenous authorities"], ["María Consuelo Porras"]),
    ),
    "two bodies of one state": (
        "The Czech Senate put off a vote on the cabinet's request that soldiers be sent to Kosovo.",
        (["Cabinet of the Czech Republic"], ["Senate of the Czech Republic"]),
    ),
    "who always have a capital": (
        "Muslim rebels holding hostages asked France for a ransom.",
        (["Muslim rebels"], ["France"]),
    ),
    "another spelling": (
        "Students vowed to stay in the hall until President Soeharto resigned.",
        (["students"], ["Suharto"]),
    ),
    "asking nobody": ("Donald Trump called for the wall to be built.", (["Donald Trump"], [])),
}

CODES = {
    "demand": ("Greece demanded that Turkey withdraw its ships.", ("demand", "do")),
    "request": ("China asked Japan not to visit the shrine.", ("request", "refrain")),
    "stop": ("France urged Iran to stop the tests.", ("request", "stop")),
    "proposal": ("Japan proposed that South Korea hold a summit.", ("proposal", "do")),
    "condition": ("Turkey will ratify the treaty provided that Sweden extradites the men.", ("condition", "do")),
    "ultimatum": ("Spain demanded that Portugal leave the port or face sanctions.", ("ultimatum", "do")),
    "given until": ("Peru gave Chile until Friday to leave the bay.", ("ultimatum", "do")),
    "or be driven out": ("Spain told Portugal to leave the port or be driven out of it.", ("ultimatum", "do")),
    "threatened unless": ("Chile threatened to close the border unless Peru freed the pilots.", ("ultimatum", "do")),
    "will unless": ("Chile said it would close the border unless Peru freed the pilots.", ("ultimatum", "do")),
    "will not unless": ("Chile said it would not sign unless Peru freed the pilots.", ("condition", "do")),
    "will if not": ("Gazprom will halt deliveries if Belarus does not pay.", ("ultimatum", "do")),
    "before talks start": ("Chile wants Peru to leave the bay before talks start.", ("condition", "do")),
    "before something else": (
        "“Sweden must lift its embargo before Turkey will open the straits,” said the Turkish foreign minister.",
        ("condition", "stop"),
    ),
    "first": ("“Sweden must first lift its embargo,” said the Turkish foreign minister.", ("condition", "stop")),
    "and threatened": ("Spain demanded that Portugal leave the port and threatened sanctions.", ("ultimatum", "do")),
    "until a day": ("Peru called on Chile to leave the bay by 1 March.", ("ultimatum", "do")),
    "not done as asked": ("Chile will not leave the bay, as Peru had asked.", ("request", "do")),
    "warned against": ("Russia warned Finland against joining NATO.", ("demand", "refrain")),
    "prefix": ("NATO rejected Russia’s demands regarding non-expansion of the bloc.", ("demand", "refrain")),
}


def read(text: str) -> tuple[Demand, ...]:
    """The demands of a text that is all that there is."""
    return next(readings([Document("", text)])).demands


@pytest.mark.parametrize(("text", "expected"), WANTED.values(), ids=WANTED)
def test_demands_are_the_shortest_words_that_say_what_is_wanted(text: str, expected: list[str]) -> None:
    assert [span.of(text) for each in read(text) for span in each.mentions] == expected


@pytest.mark.parametrize(("text", "expected"), PARTIES.values(), ids=PARTIES)
def test_parties_stand_for_their_states_towards_others(text: str, expected: tuple[list[str], list[str]]) -> None:
    last = read(text)[-1]
    assert ([each.name for each in last.demanders], [each.name for each in last.targets]) == expected


@pytest.mark.parametrize(("text", "expected"), AT_HOME.values(), ids=AT_HOME)
def test_at_home_everyone_stands_for_himself(text: str, expected: tuple[list[str], list[str]]) -> None:
    last = read(text)[-1]
    assert ([each.name for each in last.demanders], [each.name for each in last.targets]) == expected


@pytest.mark.parametrize(("text", "expected"), CODES.values(), ids=CODES)
def test_form_and_direction_follow_the_words(text: str, expected: tuple[str, str]) -> None:
    assert [(each.form, each.direction) for each in read(text)] == [expected]


def test_a_list_of_demands_has_the_parties_of_its_list() -> None:
    text = (
        "The West has ignored three key demands of Russia: stopping NATO’s expansion, refusing to use strike weapons "
        "near Russian borders, and returning the bloc’s infrastructure to how it was in 1997."
    )
    found = read(text)
    assert len(found) == 3
    assert len({(each.demanders, each.targets) for each in found}) == 1


@pytest.mark.parametrize("again", ["the request", "this request", "Tokyo’s request"])
def test_what_names_a_demand_told_before_is_a_mention_of_it(again: str) -> None:
    text = f"Japan asked Iran to free the sailors. Iran studied {again}."
    assert [[span.of(text) for span in each.mentions] for each in read(text)] == [["free the sailors", again]]


@pytest.mark.parametrize("other", ["a request", "the requests", "the ultimatum", "Peru’s request"])
def test_what_names_another_or_several_is_none(other: str) -> None:
    text = f"Japan asked Iran to free the sailors. Iran studied {other}."
    assert [span.of(text) for each in read(text) for span in each.mentions] == ["free the sailors"]


def test_a_restatement_is_one_demand_with_two_mentions() -> None:
    text = "Greece demanded that Turkey withdraw its ships.\n\nTurkey must withdraw its ships, Greece said."
    assert [len(each.mentions) for each in read(text)] == [2]


def test_confidence_tells_a_plain_demand_from_one_that_is_less_plain() -> None:
    plain = read("Greece demanded that Turkey withdraw its ships from the strait.")[0]
    vague = read("Spain called on the world to be better.")
    assert plain.confidence > 0.8
    assert vague
    assert all(each.confidence < plain.confidence for each in vague)


def test_in_a_partys_own_release_we_is_the_publisher() -> None:
    text = "We urge all parties to keep calm. We call on Iran to free the sailors."
    found = next(readings([Document("", text, publisher="The White House")])).demands
    assert [each.name for each in found[-1].demanders] == ["United States"]


TOGETHER = {
    "a call": (
        "Readout of President Biden’s Call with Crown Prince Mohammed bin Salman of Saudi Arabia on Gaza",
        "Both leaders called on Hamas to release the hostages.",
        ["United States", "Saudi Arabia"],
    ),
    "people of a first sentence": (
        "Readout of a Call with European Allies",
        "President Biden, President Macron of France and Chancellor Scholz of Germany held a call. The leaders called "
        "on Hamas to release the hostages.",
        ["United States", "France", "Germany"],
    ),
    "a joint statement": (
        "Joint Statement of the Leaders of India and the United States on Israel",
        "We call on Hamas to release the hostages.",
        ["India", "United States"],
    ),
    "an organisation's statement": (
        "G7 Leaders’ Statement on Gaza",
        "We call on Hamas to release the hostages.",
        ["G7"],
    ),
}


TALKS = """Vladimir Putin met with the President of Kazakhstan.

President of Russia Vladimir Putin: Mr President, I am glad to see you. I propose that we hold a summit.

President of Kazakhstan Nursultan Nazarbayev: Thank you. We ask you to lift the duties on our grain."""


def test_in_a_transcript_i_is_who_speaks_and_you_the_other() -> None:
    title = "Meeting with President of Kazakhstan Nursultan Nazarbayev"
    document = Document("", TALKS, title=title, published_on=date(2014, 10, 24), publisher="President of Russia")
    found = next(readings([document])).demands
    assert [([a.name for a in each.demanders], [a.name for a in each.targets]) for each in found] == [
        (["Russia"], ["Kazakhstan"]),
        (["Kazakhstan"], ["Russia"]),
    ]


@pytest.mark.parametrize(("title", "text", "expected"), TOGETHER.values(), ids=TOGETHER)
def test_those_who_met_or_signed_want_a_thing_together(title: str, text: str, expected: list[str]) -> None:
    document = Document("", text, title=title, published_on=date(2023, 10, 24), publisher="White House")
    last = next(readings([document])).demands[-1]
    assert ([each.name for each in last.demanders], [each.name for each in last.targets]) == (expected, ["Hamas"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["“We", "Iran", "must", "demand:", "\n", "or", "to", "a-b", "leave", ".”", " ", "ß"])))
def test_any_text_gives_spans_of_its_own(words: list[str]) -> None:
    text = " ".join(words)
    forms, directions = ({row["code"] for row in codelist(name)} for name in ("forms", "directions"))
    for each in read(text):
        assert all(0 <= span.start < span.end <= len(text) for span in each.mentions)
        assert each.form in forms
        assert not {*each.demanders} & {*each.targets}
        assert each.direction in directions


@pytest.mark.parametrize(
    "name", [f"{kind}_cues" for kind in ("demand", "direction", "form", "market", "stress", "threat")]
)
def test_vocabularies_are_sorted_and_unique_with_examples(name: str) -> None:
    rows = vocabulary(name)
    keys = [(row["lemma"], row.get("pos", ""), row.get("frame", "")) for row in rows]
    assert keys == sorted(set(keys))
    assert all(row["example"].endswith(".") for row in rows)
