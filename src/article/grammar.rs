//! The vocabularies of grammar: parts of speech and relations of Universal Dependencies, tags of the Penn Treebank.

use super::kinds::vocabulary;
use serde::{Deserialize, Serialize};

vocabulary! {
    /// Part of speech, as Universal Dependencies has it.
    Pos {
        /// Adjective.
        Adj = "ADJ",
        /// Preposition or postposition.
        Adp = "ADP",
        /// Adverb.
        Adv = "ADV",
        /// Auxiliary verb.
        Aux = "AUX",
        /// Coordinating conjunction.
        Cconj = "CCONJ",
        /// Determiner.
        Det = "DET",
        /// Interjection.
        Intj = "INTJ",
        /// Noun.
        Noun = "NOUN",
        /// Number.
        Num = "NUM",
        /// Particle.
        Part = "PART",
        /// Pronoun.
        Pron = "PRON",
        /// Proper noun.
        Propn = "PROPN",
        /// Punctuation.
        Punct = "PUNCT",
        /// Subordinating conjunction.
        Sconj = "SCONJ",
        /// Symbol.
        Sym = "SYM",
        /// Verb.
        Verb = "VERB",
        /// Other.
        X = "X",
    }
}

vocabulary! {
    /// Part of speech with inflection, as the Penn Treebank has it, with the additions of the English Web Treebank.
    Tag {
        /// Coordinating conjunction: "and".
        Cc = "CC",
        /// Number: "two".
        Cd = "CD",
        /// Determiner: "the".
        Dt = "DT",
        /// "There" as in "there is".
        Ex = "EX",
        /// Foreign word.
        Fw = "FW",
        /// Preposition or subordinating conjunction: "of", "because".
        In = "IN",
        /// Adjective: "big".
        Jj = "JJ",
        /// Comparative: "bigger".
        Jjr = "JJR",
        /// Superlative: "biggest".
        Jjs = "JJS",
        /// Number of a list item: "1.".
        Ls = "LS",
        /// Modal: "will".
        Md = "MD",
        /// Noun, singular or mass: "vote".
        Nn = "NN",
        /// Plural noun: "votes".
        Nns = "NNS",
        /// Proper noun: "Northby".
        Nnp = "NNP",
        /// Plural proper noun: "Americans".
        Nnps = "NNPS",
        /// Predeterminer: "all" the votes.
        Pdt = "PDT",
        /// Possessive ending: "'s".
        Pos = "POS",
        /// Personal pronoun: "she".
        Prp = "PRP",
        /// Possessive pronoun: "her" vote.
        PrpPoss = "PRP$",
        /// Adverb: "quickly".
        Rb = "RB",
        /// Comparative adverb: "sooner".
        Rbr = "RBR",
        /// Superlative adverb: "most".
        Rbs = "RBS",
        /// Particle of a verb: set "up".
        Rp = "RP",
        /// Symbol: "%".
        Sym = "SYM",
        /// "To" before a verb.
        To = "TO",
        /// Interjection: "well".
        Uh = "UH",
        /// Verb, base form: "say".
        Vb = "VB",
        /// Verb, past: "said".
        Vbd = "VBD",
        /// Verb, -ing form: "saying".
        Vbg = "VBG",
        /// Verb, past participle: "was told".
        Vbn = "VBN",
        /// Verb, present, not third person singular: "they say".
        Vbp = "VBP",
        /// Verb, present, third person singular: "she says".
        Vbz = "VBZ",
        /// Relative or interrogative determiner: "which".
        Wdt = "WDT",
        /// Relative or interrogative pronoun: "who".
        Wp = "WP",
        /// "Whose".
        WpPoss = "WP$",
        /// Relative or interrogative adverb: "where".
        Wrb = "WRB",
        /// Currency: "$".
        Currency = "$",
        /// Comma.
        Comma = ",",
        /// Full stop, question or exclamation mark.
        Stop = ".",
        /// Colon, semicolon or dash.
        Colon = ":",
        /// Opening quotation mark.
        Open = "``",
        /// Closing quotation mark.
        Close = "''",
        /// Opening bracket.
        Lrb = "-LRB-",
        /// Closing bracket.
        Rrb = "-RRB-",
        /// Hyphen.
        Hyph = "HYPH",
        /// Superfluous punctuation: "***", ":)".
        Nfp = "NFP",
        /// Address of a page or of mail.
        Add = "ADD",
        /// Affix: "pre"-war.
        Afx = "AFX",
        /// Part of a word torn apart.
        Gw = "GW",
    }
}

vocabulary! {
    /// What a token is to its head, as Universal Dependencies has it for English; what is rarer than these stands under the
    /// relation before its colon. Part of the model format: outputs of the parser have this order.
    Relation {
        /// Clause that modifies a noun: a plan "to build".
        Acl = "acl",
        /// Relative clause: the man who "left".
        AclRelcl = "acl:relcl",
        /// Adverbial clause: left when she "spoke".
        Advcl = "advcl",
        /// Relative clause about a whole clause: lost, which "hurt".
        AdvclRelcl = "advcl:relcl",
        /// Adverb: "quickly" built.
        Advmod = "advmod",
        /// Adjective: a "big" bridge.
        Amod = "amod",
        /// Apposition: Holm, the "mayor".
        Appos = "appos",
        /// Auxiliary: "will" build.
        Aux = "aux",
        /// Auxiliary of a passive: "was" built.
        AuxPass = "aux:pass",
        /// Preposition or possessive: "of" the town.
        Case = "case",
        /// Coordinating conjunction: "and".
        Cc = "cc",
        /// First half of a conjunction: "both".
        CcPreconj = "cc:preconj",
        /// Clause as an object: said it "works".
        Ccomp = "ccomp",
        /// Compound: "bridge" builder.
        Compound = "compound",
        /// Particle of a verb: set "up".
        CompoundPrt = "compound:prt",
        /// What is coordinated: bread and "butter".
        Conj = "conj",
        /// Copula: "is" big.
        Cop = "cop",
        /// Clause as a subject: "building" it was wrong.
        Csubj = "csubj",
        /// Some other dependent.
        Dep = "dep",
        /// Determiner: "the" bridge.
        Det = "det",
        /// Determiner before another: "all" the bridges.
        DetPredet = "det:predet",
        /// Interjection: "well".
        Discourse = "discourse",
        /// Put in front or after: that "man", he lied.
        Dislocated = "dislocated",
        /// "There" or "it" that stands for what follows.
        Expl = "expl",
        /// Rest of a fixed expression: because "of".
        Fixed = "fixed",
        /// Rest of a name: Ada "Holm".
        Flat = "flat",
        /// Rest of a word torn apart.
        Goeswith = "goeswith",
        /// Indirect object: told "her".
        Iobj = "iobj",
        /// Item of a list.
        List = "list",
        /// Word that introduces a clause: "that" it works.
        Mark = "mark",
        /// Noun that modifies a noun: the mayor of "Northby".
        Nmod = "nmod",
        /// Description before a name: "President" Holm.
        NmodDesc = "nmod:desc",
        /// Possessor: "her" bridge.
        NmodPoss = "nmod:poss",
        /// The same without a preposition: two miles a "day".
        NmodUnmarked = "nmod:unmarked",
        /// Subject: "Holm" said.
        Nsubj = "nsubj",
        /// Subject of a clause that is a predicate: the "problem" is that it costs.
        NsubjOuter = "nsubj:outer",
        /// Subject of a passive: the "bridge" was built.
        NsubjPass = "nsubj:pass",
        /// Number: "two" bridges.
        Nummod = "nummod",
        /// Object: built a "bridge".
        Obj = "obj",
        /// Noun that modifies a verb: built in "May".
        Obl = "obl",
        /// Doer in a passive: built by "her".
        OblAgent = "obl:agent",
        /// Noun that modifies a verb without a preposition: said "Monday".
        OblUnmarked = "obl:unmarked",
        /// What is left where the verb is left out.
        Orphan = "orphan",
        /// Clause beside another: it works, she "said".
        Parataxis = "parataxis",
        /// Punctuation.
        Punct = "punct",
        /// What the speaker takes back.
        Reparandum = "reparandum",
        /// What the sentence hangs on.
        Root = "root",
        /// Who is spoken to: "Ada", come.
        Vocative = "vocative",
        /// Clause without a subject of its own: wants to "build".
        Xcomp = "xcomp",
    }
}
