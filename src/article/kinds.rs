//! The closed vocabularies: each value has one written name, used in JSON, in tables and in Python.

use serde::{Deserialize, Serialize};

// Declares an enum whose variants have written names, in one table.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[non_exhaustive]
        pub enum $name { $($(#[$variant_doc])* #[serde(rename = $text)] $variant),+ }

        impl $name {
            /// Every value, in order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The written name.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The value of that written name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

pub(super) use vocabulary;

vocabulary! {
    /// Whether a quotation is reported as said.
    Polarity {
        /// She said that.
        Affirmed = "affirmed",
        /// She did not say that; she refused to say it.
        Negated = "negated",
        /// If she says that.
        Conditional = "conditional",
        /// Did she say that?
        Asked = "asked",
    }
}

vocabulary! {
    /// What a block is.
    BlockKind {
        /// The desk or kicker above the headline: "World".
        Section = "section",
        /// The headline.
        Headline = "headline",
        /// The summary under the headline.
        Standfirst = "standfirst",
        /// Who wrote it: "By Jane Doe", or an agency alone.
        Byline = "byline",
        /// Place and day on a line of their own: "LONDON, Feb 24".
        Dateline = "dateline",
        /// When it was published or updated, on a line of its own.
        Timestamp = "timestamp",
        /// A heading between paragraphs.
        Heading = "heading",
        /// A paragraph of the body.
        Paragraph = "paragraph",
        /// An item of a list.
        ListItem = "list_item",
        /// A quotation set as a block.
        Blockquote = "blockquote",
        /// The words under a picture.
        Caption = "caption",
        /// Who took or owns the picture.
        Credit = "credit",
        /// Reporting credits, "Read more", corrections.
        Note = "note",
    }
}

impl BlockKind {
    /// Whether it belongs to the body.
    pub const fn is_body(self) -> bool {
        matches!(self, Self::Heading | Self::Paragraph | Self::ListItem | Self::Blockquote)
    }
}

vocabulary! {
    /// What a name names; the OntoNotes names.
    EntityKind {
        /// People.
        Person = "PERSON",
        /// Companies, agencies, institutions, parties, teams.
        Org = "ORG",
        /// Countries, cities, states.
        Gpe = "GPE",
        /// Other places: mountains, rivers, continents.
        Loc = "LOC",
        /// Buildings, airports, roads, bridges.
        Fac = "FAC",
        /// Nationalities, religious and political groups.
        Norp = "NORP",
        /// Wars, battles, games, storms.
        Event = "EVENT",
        /// Titles of books, films, songs.
        WorkOfArt = "WORK_OF_ART",
        /// Vehicles, weapons, foods, devices.
        Product = "PRODUCT",
        /// Laws and treaties by name.
        Law = "LAW",
        /// Sums of money with their unit.
        Money = "MONEY",
        /// Percentages with their sign.
        Percent = "PERCENT",
        /// Measurements with their unit.
        Quantity = "QUANTITY",
    }
}

vocabulary! {
    /// How a mention refers.
    Form {
        /// By name: "Xi", "China", "Chinese".
        Name = "name",
        /// By pronoun: "he".
        Pronoun = "pronoun",
        /// By description: "the president".
        Nominal = "nominal",
    }
}

vocabulary! {
    /// Which pronouns go with a person.
    Gender {
        /// She.
        Feminine = "feminine",
        /// He.
        Masculine = "masculine",
    }
}

vocabulary! {
    /// What a time expression is, as TIMEX3 has it.
    TimeKind {
        /// A day or longer.
        Date = "DATE",
        /// A time of day.
        Time = "TIME",
        /// A length of time.
        Duration = "DURATION",
        /// Something that recurs.
        Set = "SET",
    }
}

vocabulary! {
    /// How much of a quotation stands in quotation marks. A name in marks counts. Marks around what another speaker is
    /// reported to have said inside the content do not: in "Holm called it “a joke”, the Herald reported" the Herald's
    /// quotation is indirect, Holm's is mixed.
    QuoteKind {
        /// All of it.
        Direct = "direct",
        /// Some of it.
        Mixed = "mixed",
        /// None of it.
        Indirect = "indirect",
    }
}

vocabulary! {
    /// Who may read a page.
    Access {
        /// Everybody.
        Free = "free",
        /// Everybody, a few times.
        Metered = "metered",
        /// Subscribers.
        Subscriber = "subscriber",
    }
}

vocabulary! {
    /// The sorts of warnings.
    WarningKind {
        /// There was nothing to read.
        Empty = "empty",
        /// The bytes are no text.
        Binary = "binary",
        /// Bytes or characters that cannot be decoded became U+FFFD.
        Replaced = "replaced",
        /// The input was longer than the limit and was cut.
        Cut = "cut",
        /// The page does not look like an article.
        NoArticle = "no_article",
        /// The page says too little about itself to be sure of what was taken.
        Guessed = "guessed",
        /// A date or another value could not be read and was left out.
        Unreadable = "unreadable",
        /// The author is a team or a company, not a person.
        Organisation = "organisation",
    }
}
