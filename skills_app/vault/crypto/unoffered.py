"""Words of the BIP39 English list that this site never offers to anybody.

They name harm, weapons, captivity, blame, fear, illness, drink, the body, or who may have done it.
Somebody is to type what is offered on a bad night, too. What is typed is not looked at: the whole
list still opens what it opened, and one's own passphrase may hold any word.
"""

from typing import Final

_LISTED = """
abandon abuse accident accuse acid afraid alarm alcohol alone anger angry anxiety argue arm armed
army arrest assault attack awful battle belt betray bitter blade blame blast bleak blind blood
body bomb bone boss boy brother bullet burden cage cannon chase chest child chronic cigar crack
crash crawl crazy crime cruel crush cry damage danger daring daughter defense demise denial deny
depend despair destroy disagree disease dismiss divorce dizzy drink dumb enemy erase erode erupt
evidence evil execute exile expose faint fat fatal father fault female fever finger fire flame
flee force fragile frown fury gasp girl grab grief guilt gun hammer hand harsh hidden horror
hospital hotel hunt hurt husband ignore ill illegal illness impose inflict inhale inject injury
inmate innocent insane insect isolate judge kick kid kiss knee knife lawsuit liar lonely maid man
mask meat mercy misery mistake mom monster mother naive nasty neck neglect nerve nothing nuclear
obey obscure odor orphan panic parent penalty pig pill pistol police poverty prison private
problem punch push raw razor rebel regret reject resist rib rifle riot rival rude sad sadness
scare scissors secret sheriff shiver shock shoot shoulder shove sick siege silent sister skin
skull slam sleep slice smoke snake soldier spy stick sting stomach strike struggle stumble submit
suffer surprise suspect swallow swear sword symptom target throw toilet tongue tragic trap trash
trial trigger trouble trust truth ugly unable unaware uncle unfair unhappy upset useless vicious
virus void warfare weapon whip wife witness wolf woman worry wreck wrestle wrist wrong young youth
"""
NEVER_OFFERED: Final = frozenset(_LISTED.split())
