"""A small trained tagger that settles what is a name and where it begins and ends.

`features` says what it sees of each word, `network` scores the labels of each word, `paths` finds the best row of labels, `spans` makes names of them.
The weights are data (``kg/lexicon/tagger.npz``), made by ``tools/train_tagger.py`` from annotated paragraphs and
from what larger networks read in others.
"""
