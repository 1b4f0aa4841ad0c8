//! Every sentence that a person reads, in both languages, from `assets/words/<lang>/*.ftl` (Project Fluent).
//!
//! Nothing here decides anything. A test holds both languages complete and every id used in the code present.

use crate::hospital::age::Shown;
use crate::hospital::pack::Lang;
use fluent::concurrent::FluentBundle;
use fluent::{FluentArgs, FluentResource, FluentValue};
use std::borrow::Cow;
use std::sync::LazyLock;

/// The words of one language.
pub struct Words {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

macro_rules! files {
    ($lang:literal) => {
        [
            include_str!(concat!("../../assets/words/", $lang, "/window.ftl")),
            include_str!(concat!("../../assets/words/", $lang, "/lists.ftl")),
            include_str!(concat!("../../assets/words/", $lang, "/ward.ftl")),
            include_str!(concat!("../../assets/words/", $lang, "/form.ftl")),
            include_str!(concat!("../../assets/words/", $lang, "/problem.ftl")),
            include_str!(concat!("../../assets/words/", $lang, "/paper.ftl")),
            include_str!(concat!("../../assets/words/", $lang, "/pack.ftl")),
            include_str!(concat!("../../assets/words/", $lang, "/cli.ftl")),
            include_str!(concat!("../../assets/words/", $lang, "/case.ftl")),
            include_str!(concat!("../../assets/words/", $lang, "/er.ftl")),
            include_str!(concat!("../../assets/words/", $lang, "/labscreen.ftl")),
            include_str!(concat!("../../assets/words/", $lang, "/laborder.ftl")),
            include_str!(concat!("../../assets/words/", $lang, "/labdesk.ftl")),
            include_str!(concat!("../../assets/words/", $lang, "/lab.ftl")),
            include_str!(concat!("../../assets/words/", $lang, "/analyser.ftl")),
            include_str!(concat!("../../assets/words/", $lang, "/index.ftl")),
            include_str!(concat!("../../assets/words/", $lang, "/indexdesk.ftl")),
            include_str!(concat!("../../assets/words/", $lang, "/event.ftl")),
            include_str!(concat!("../../assets/words/", $lang, "/fhir.ftl")),
            include_str!(concat!("../../assets/words/", $lang, "/hub.ftl")),
            include_str!(concat!("../../assets/words/", $lang, "/papersin.ftl")),
            include_str!(concat!("../../assets/words/", $lang, "/answers.ftl")),
            include_str!(concat!("../../assets/words/", $lang, "/handover.ftl")),
            include_str!(concat!("../../assets/words/", $lang, "/paperhandover.ftl")),
            include_str!(concat!("../../assets/words/", $lang, "/typing.ftl")),
            include_str!(concat!("../../assets/words/", $lang, "/crosswalk.ftl")),
            include_str!(concat!("../../assets/words/", $lang, "/proof.ftl")),
            include_str!(concat!("../../assets/words/", $lang, "/archive.ftl")),
        ]
    };
}

static ENGLISH: LazyLock<Words> = LazyLock::new(|| Words::load(Lang::En, &files!("en")));
static HINDI: LazyLock<Words> = LazyLock::new(|| Words::load(Lang::Hi, &files!("hi")));

/// The words of a language; read once.
#[must_use]
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &ENGLISH,
        Lang::Hi => &HINDI,
    }
}

impl Words {
    fn load(lang: Lang, files: &[&'static str]) -> Self {
        let mut bundle = FluentBundle::new_concurrent(lang.code().parse().into_iter().collect());
        // Marks around inserted values would be printed as boxes on paper.
        bundle.set_use_isolating(false);
        for file in files {
            let resource = match FluentResource::try_new((*file).to_owned()) {
                // What could be read is used; the test over the files tells of the rest.
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        Self { lang, bundle }
    }

    /// Which language these are.
    #[must_use]
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// The sentence of `id`, or `id.attribute`; the id itself where the files lack it.
    #[must_use]
    pub fn t(&self, id: &str) -> Cow<'static, str> {
        self.text(id, None)
    }

    /// The sentence with its values put in.
    #[must_use]
    pub fn with(&self, id: &str, values: &[(&str, &str)]) -> String {
        let mut args = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            args.set((*name).to_owned(), FluentValue::from((*value).to_owned()));
        }
        self.text(id, Some(&args)).into_owned()
    }

    /// The sentence chosen by a count (`{ $n -> [one] … *[other] … }`); the number is written in Indian grouping.
    #[must_use]
    pub fn count(&self, id: &str, n: u64) -> String {
        let mut args = FluentArgs::with_capacity(2);
        args.set("n", FluentValue::from(n));
        args.set("shown", FluentValue::from(grouped(n)));
        self.text(id, Some(&args)).into_owned()
    }

    /// An age as shown: `34 y`, `लगभग 35 वर्ष`.
    #[must_use]
    pub fn age(&self, shown: Shown) -> String {
        self.with(shown.word_id(), &[("n", &shown.value.to_string())])
    }

    /// True when the id is in the files.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        let (message, attribute) = split(id);
        self.bundle.get_message(message).is_some_and(|m| attribute.map_or(m.value().is_some(), |a| m.get_attribute(a).is_some()))
    }

    fn text(&self, id: &str, args: Option<&FluentArgs<'_>>) -> Cow<'static, str> {
        let (message, attribute) = split(id);
        let pattern = self.bundle.get_message(message).and_then(|m| match attribute {
            None => m.value(),
            Some(name) => m.get_attribute(name).map(|a| a.value()),
        });
        let Some(pattern) = pattern else { return Cow::Owned(id.to_owned()) };
        let mut errors = Vec::new();
        Cow::Owned(self.bundle.format_pattern(pattern, args, &mut errors).into_owned())
    }
}

fn split(id: &str) -> (&str, Option<&str>) {
    id.split_once('.').map_or((id, None), |(message, attribute)| (message, Some(attribute)))
}

/// A whole number in lakh grouping: `3,84,12,907`.
#[must_use]
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let len = digits.len();
    let mut out = String::with_capacity(len + len / 2);
    for (i, c) in digits.chars().enumerate() {
        let left = len - i;
        if i > 0 && (left == 3 || (left > 3 && left % 2 == 1)) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn lakh_grouping() {
        for (n, shown) in
            [(0, "0"), (999, "999"), (1000, "1,000"), (12_345, "12,345"), (123_456, "1,23,456"), (38_412_907, "3,84,12,907")]
        {
            assert_eq!(grouped(n), shown);
        }
    }
}
