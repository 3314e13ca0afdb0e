"""How Selon's French sentence encoder is made: one script a stage, in reading order.

    leaks → corpus → tokenizer → alignment → initial → teacher → train → export → measure

Each stage reads what the one before wrote under the work folder, and leaves alone what is already
there. Nothing here is part of the wheel. `docs/encoder.md` tells the story, figures included.
"""
