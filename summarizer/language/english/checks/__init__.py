"""What English sentences say against the claims that cite them. Each module answers one question.

The flow, for a claim ("Reyes closed the port", agent Reyes) and the sentences that it cites:

1. `assemble.grounding` asks `lookup.EnglishLookup` which parts of the statement the sentences do not have: names (all
   their `forms`), `numbers`, days, `negation`, and words that they only have with a hedge (`hedging`) or by their opposite
   (`opposed`). Only the words of both texts are compared, nothing is known of the article.
2. `assemble.checking` asks `article.EnglishChecks`, of which there is one for an article, to cite beside them the sentences
   that tell whom "he" means (`antecedents`).
3. `assemble.doubts` asks it which missing parts the sentences mean in other words, which are then forgiven,
4. whether the actors are those of the sentences (`involved`): does one name them (`presence`) or mean them
   (`antecedents`, by the words that `references` finds)? Is another one the subject of the verb (`positions`, `order`), or
   in their place (`placing`)?
5. and whether the words are against status, firmness, polarity or condition (`judgements`).

What is found becomes a `Doubt`, or lowers the score by which `assemble.checking` drops a claim. Nothing here is a parser:
a check that cannot tell says nothing, so that a doubt is rarely wrong and a claim without one need not be right.

Throughout, the `statement` (or `text`) is the words of the claim, and `rest` these without names; the `quotes` are the
texts of the sentences with the numbers in `cited`. What the claim has is `claimed`, what the quotes have is `told`. The
actors that the statement names are `named`, those of the item are its `own`, and `rivals` are others who may be meant.
Words are compared by the forms that `reading` gives them: a `root` ("deny" of "denied") or a `base` ("negotiate" of
"negotiations"). The results of reading a text are cached by the text, those of an article are in `Presence`.
"""
