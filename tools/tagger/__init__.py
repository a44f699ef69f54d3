"""How the weights of the tagger of names are learned (tools/train_tagger.py): from reports to words, from words to networks, from these to whole numbers."""
